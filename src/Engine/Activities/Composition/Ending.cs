using System.Text.Json;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Activities.Composition;

/// <summary>Completes the workflow it is in with outcomes of its own; what else is open in that workflow is cancelled.</summary>
[Activity("Elsa", "Complete", Category = "Composition", IsTerminal = true, Description = "Signals the current composite activity to complete itself as a whole.")]
public sealed class Complete : Activity
{
    [Input(Description = "The outcome or set of outcomes to complete this activity with.", UIHint = "outcome-picker", DefaultSyntax = "Object")]
    public Input<JsonElement> Outcomes { get; set; } = new();

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var value = await context.GetAsync(Outcomes);
        string[] outcomes = value.ValueKind switch
        {
            JsonValueKind.Array => [.. value.EnumerateArray().Select(v => JsonValues.ToText(v) ?? "")],
            JsonValueKind.Null or JsonValueKind.Undefined => [],
            _ => [JsonValues.ToText(value)!],
        };
        await context.CompleteCompositeAsync(outcomes);
    }
}

/// <summary>Finishes the instance at once; what else is open is cancelled.</summary>
[Activity("Elsa", "Finish", Category = "Primitives", IsTerminal = true, Description = "Mark the workflow as finished.")]
public sealed class Finish : Activity
{
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => context.CompleteWorkflowAsync();
}

/// <summary>Sets an output of the workflow.</summary>
[Activity("Elsa", "SetOutput", Category = "Composition", Description = "Assigns a given value to a the container's output.")]
public sealed class SetOutput : CodeActivity
{
    [Input(DisplayName = "Output", Description = "The output to assign.", UIHint = "output-picker")]
    public Input<string> OutputName { get; set; } = new("");

    [Input(Description = "The value to assign.")]
    public Input<JsonElement> OutputValue { get; set; } = new(JsonValues.Null);

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context) =>
        context.SetWorkflowOutput(await context.GetAsync(OutputName) ?? "", await context.GetAsync(OutputValue));
}
