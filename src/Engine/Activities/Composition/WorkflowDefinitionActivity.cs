using System.Text.Json;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Expressions;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Activities.Composition;

/// <summary>
/// A workflow used as an activity of another one. It runs inside its user's instance: the definition's inputs are inputs of the
/// activity, its outputs outputs, its outcomes outcomes. Which version runs is settled when the using definition is compiled.
/// </summary>
[Activity("Elsa.Workflows.Management.Activities.WorkflowDefinitionActivity", "WorkflowDefinitionActivity", Category = "WorkflowDefinitionActivity", IsBrowsable = false)]
public sealed class WorkflowDefinitionActivity : Activity
{
    private IReadOnlyList<(ArgumentDefinition Argument, CompiledExpression Expression)> _inputs = [];
    private IReadOnlyList<(string Name, string Target)> _outputs = [];

    [Port(IsBrowsable = false)]
    public Activity? Root { get; set; }

    /// <summary>The version that runs.</summary>
    internal string VersionId { get; private set; } = "";

    internal WorkflowDefinition? Definition { get; private set; }

    internal void Use(string versionId, WorkflowDefinition definition, ActivityConfiguration configuration)
    {
        (VersionId, Definition) = (versionId, definition);
        var inputs = new List<(ArgumentDefinition, CompiledExpression)>();
        foreach (var input in definition.Inputs)
        {
            if (Member(configuration.Json, input.Name) is var (name, value) && DefinitionJson.Object(value, "expression") is { ValueKind: JsonValueKind.Object } expression)
            {
                inputs.Add((input, configuration.CompileExpression(expression, "." + name)));
            }
        }

        var outputs = new List<(string, string)>();
        foreach (var output in definition.Outputs)
        {
            if (Member(configuration.Json, output.Name) is var (_, value)
                && DefinitionJson.Text(DefinitionJson.Object(value, "memoryReference"), "id") is { } target)
            {
                outputs.Add((output.Name, target));
            }
        }

        (_inputs, _outputs) = (inputs, outputs);
    }

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var scope = context.LocalStateOf<CompositeScope>();
        foreach (var (argument, expression) in _inputs)
        {
            scope.Input[argument.Name] = DeclaredTypes.Convert(await expression.EvaluateAsync(context), argument.TypeName);
        }

        if (Root is null)
        {
            await context.CompleteAsync();
            return;
        }

        context.ScheduleActivity(Root, OnRootCompleted);
    }

    private ValueTask OnRootCompleted(ActivityExecutionContext context, ChildCompletion child)
    {
        var produced = context.LocalStateOf<CompositeScope>().Output;
        foreach (var (name, target) in _outputs)
        {
            if (produced.TryGetValue(name, out var value))
            {
                context.SetTarget(target, value);
            }
        }

        return context.CompleteAsync([.. child.Outcomes]);
    }

    /// <summary>Elsa writes the members of an activity in camel case, whatever the case of the definition's names.</summary>
    private static (string Name, JsonElement Value)? Member(JsonElement json, string name)
    {
        var camel = JsonNamingPolicy.CamelCase.ConvertName(name);
        return json.TryGetProperty(camel, out var value) ? (camel, value)
            : json.TryGetProperty(name, out value) ? (name, value) : null;
    }
}

/// <summary>Inputs and outputs of a workflow that runs as an activity; part of its activity's state.</summary>
internal sealed class CompositeScope
{
    public Dictionary<string, JsonElement> Input { get; set; } = new(StringComparer.Ordinal);

    public Dictionary<string, JsonElement> Output { get; set; } = new(StringComparer.Ordinal);
}
