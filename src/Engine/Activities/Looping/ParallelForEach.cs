using System.Text.Json;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;

namespace DirectiveFlow.Engine.Activities.Looping;

/// <summary>Runs its body for all items at once and completes when every run of it did; each sees its own <c>CurrentValue</c>.</summary>
[Activity("Elsa", "ParallelForEach", Category = "Looping", DisplayName = "Parallel for Each", Description = "Schedule an activity for each item in parallel.")]
public sealed class ParallelForEach : Activity
{
    [Input(Description = "The items to iterate through.", TypeName = "Object")]
    public Input<IReadOnlyList<JsonElement>> Items { get; set; } = new([]);

    [Port]
    public Activity? Body { get; set; }

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var items = await context.GetAsync(Items) ?? [];
        if (Body is null || items.Count == 0)
        {
            await context.CompleteAsync();
            return;
        }

        for (var i = 0; i < items.Count; i++)
        {
            context.ScheduleActivity(Body, OnBodyCompleted, LoopVariables.Of(items[i], i));
        }
    }

    private ValueTask OnBodyCompleted(ActivityExecutionContext context, ChildCompletion child) =>
        context.HasPendingChildren ? ValueTask.CompletedTask : context.CompleteAsync();
}
