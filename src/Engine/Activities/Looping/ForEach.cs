using System.Text.Json;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Activities.Looping;

/// <summary>
/// Runs its body once per item, one after the other. The items are those of the start; the body sees <c>CurrentValue</c> and
/// <c>CurrentIndex</c> as variables.
/// </summary>
[Activity("Elsa", "ForEach", Category = "Looping", DisplayName = "For Each", Description = "Iterate over a set of values.")]
public sealed class ForEach : Activity
{
    [Input(Description = "The set of values to iterate.")]
    public Input<IReadOnlyList<JsonElement>> Items { get; set; } = new([]);

    [Port]
    public Activity? Body { get; set; }

    [Output(Description = "Assign the current value to the specified variable.")]
    public Output<JsonElement>? CurrentValue { get; set; }

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        context.LocalStateOf<Progress>().Items = [.. await context.GetAsync(Items) ?? []];
        await NextAsync(context);
    }

    private ValueTask OnBodyCompleted(ActivityExecutionContext context, ChildCompletion child) => NextAsync(context);

    private async ValueTask NextAsync(ActivityExecutionContext context)
    {
        var progress = context.LocalStateOf<Progress>();
        if (Body is null || progress.Next >= progress.Items.Count)
        {
            await context.CompleteAsync();
            return;
        }

        var item = progress.Items[progress.Next];
        context.Set(CurrentValue, item);
        context.ScheduleActivity(Body, OnBodyCompleted, LoopVariables.Of(item, progress.Next));
        progress.Next++;
    }

    internal sealed class Progress
    {
        public List<JsonElement> Items { get; set; } = [];

        public int Next { get; set; }
    }
}

/// <summary>What a loop's body sees.</summary>
internal static class LoopVariables
{
    public static Dictionary<string, JsonElement> Of(JsonElement item, int index) => new(StringComparer.Ordinal)
    {
        ["CurrentValue"] = item,
        ["CurrentIndex"] = JsonValues.From(index),
    };
}
