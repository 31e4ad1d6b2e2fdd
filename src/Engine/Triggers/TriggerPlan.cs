using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Definitions;

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
    private readonly ActivityNode _node;
    private readonly List<DefinitionProblem> _problems = [];

    internal TriggerDescription(ActivityNode node, DateTimeOffset now)
    {
        _node = node;
        Now = now;
    }

    public DateTimeOffset Now { get; }

    /// <summary>What keeps the definition from being published.</summary>
    public IReadOnlyList<DefinitionProblem> Problems => _problems;

    /// <summary>
    /// The value of an input. There is no instance yet, so an expression that is not a constant is a problem, and the type's default
    /// is answered.
    /// </summary>
    /// <param name="name">The input's name in JSON, for the problem's path.</param>
    public T? Constant<T>(Input<T>? input, string name)
    {
        if (input is null || !input.IsSet)
        {
            return default;
        }

        if (input.TryGetConstant(out var value))
        {
            return value;
        }

        Error(name, "An activity that starts its workflow needs a literal here: there is no instance yet that could evaluate an expression.");
        return default;
    }

    public void Error(string name, string message) => _problems.Add(
        new DefinitionProblem($"{_node.Path}.{name}", message, IsError: true) { ActivityId = _node.Id, ActivityName = _node.DisplayName });
}
