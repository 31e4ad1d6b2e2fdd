using System.Text.Json;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Activities.Looping;

/// <summary>An activity that runs its body round after round until it is done or a <see cref="Break"/> inside ends it.</summary>
public abstract class Loop : Activity
{
    /// <summary>Set on a loop, and on the sequences within it, that a break ended: nothing more starts there.</summary>
    internal const string IsBreaking = "brk";

    [Port]
    public Activity? Body { get; set; }

    /// <summary>Starts the next round with <see cref="Round"/>, or completes.</summary>
    private protected abstract ValueTask NextAsync(ActivityExecutionContext context);

    /// <summary>Runs the body once.</summary>
    /// <param name="variables">What the body sees besides what it saw before.</param>
    private protected void Round(ActivityExecutionContext context, IReadOnlyDictionary<string, JsonElement>? variables = null) =>
        context.ScheduleActivity(Body!, OnBodyCompleted, variables);

    private ValueTask OnBodyCompleted(ActivityExecutionContext context, ChildCompletion child) =>
        context.GetProperty<bool>(IsBreaking) ? context.CompleteAsync() : NextAsync(context);
}

/// <summary>What a loop's body sees of one round. Made for that one run, which takes it as its own variables without a copy.</summary>
internal sealed class LoopVariables : Dictionary<string, JsonElement>
{
    private LoopVariables()
        : base(2, StringComparer.Ordinal)
    {
    }

    public static LoopVariables Of(JsonElement item, int index) => new()
    {
        ["CurrentValue"] = item,
        ["CurrentIndex"] = JsonValues.From(index),
    };
}
