using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Expressions;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Triggers;

/// <summary>One way in which an activity starts its workflow.</summary>
public sealed record TriggerPlan
{
    /// <summary>The payload a stimulus must equal, by hash.</summary>
    public required object Stimulus { get; init; }

    /// <summary>What the trigger shows and carries; when absent the <see cref="Stimulus"/>. Not part of the match.</summary>
    public object? Payload { get; init; }

    /// <summary>Name the stimulus is matched under; when absent the activity's type name.</summary>
    public string? StimulusName { get; init; }

    /// <summary>For triggers of time: when it starts the workflow next.</summary>
    public DateTimeOffset? DueAt { get; init; }
}

/// <summary>What an activity is asked for its triggers with: the time, and its inputs as far as they do not depend on an instance.</summary>
public sealed class TriggerDescription
{
    private readonly WorkflowGraph _graph;
    private readonly ActivityNode _node;
    private readonly List<DefinitionProblem> _problems = [];
    private ActivityExecutionContext? _context;

    internal TriggerDescription(WorkflowGraph graph, ActivityNode node, DateTimeOffset now)
    {
        (_graph, _node) = (graph, node);
        Now = now;
    }

    public DateTimeOffset Now { get; }

    /// <summary>What keeps the definition from being published.</summary>
    public IReadOnlyList<DefinitionProblem> Problems => _problems;

    /// <summary>
    /// The value of an input. There is no instance yet: an expression sees the time and the defaults of the declared variables. One that
    /// needs more is a problem, and the type's default is answered.
    /// </summary>
    /// <param name="name">The input's name in JSON, for the problem's path.</param>
    public T? Value<T>(Input<T>? input, string name)
    {
        if (input is null || !input.IsSet)
        {
            return default;
        }

        if (input.TryGetConstant(out var value) || input.Expression is not { } expression)
        {
            return value;
        }

        try
        {
            _context ??= BeforeAnyInstance.ContextOf(_graph, _node, Now);
            var evaluation = expression.EvaluateAsync(_context);
            return evaluation.IsCompleted ? JsonValues.To<T>(evaluation.GetAwaiter().GetResult())
                : throw new ExpressionException("The expression waits for something.");
        }
        catch (Exception error) when (error is ExpressionException or ValueConversionException)
        {
            Error(name, $"An activity that starts its workflow needs a literal here, or an expression that needs no instance: {error.Message}");
            return default;
        }
    }

    public void Error(string name, string message) => _problems.Add(
        new DefinitionProblem($"{_node.Path}.{name}", message, IsError: true) { ActivityId = _node.Id, ActivityName = _node.DisplayName });
}
