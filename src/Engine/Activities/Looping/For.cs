using System.Text.Json;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Activities.Looping;

/// <summary>
/// Runs its body for each number from start to end; the body sees <c>CurrentValue</c> and <c>CurrentIndex</c> as variables. The
/// numbers are those of the start. Elsa never ends on a step of 0; here that is an incident.
/// </summary>
[Activity("Elsa", "For", Category = "Looping", Description = "Iterate over a sequence of steps between a start and an end number.")]
public sealed class For : Loop
{
    [Input(Description = "The start step.")]
    public Input<int> Start { get; set; } = new(0);

    [Input(Description = "The end step.")]
    public Input<int> End { get; set; } = new(0);

    [Input(Description = "The step size. To count down, enter a negative number.")]
    public Input<int> Step { get; set; } = new(1);

    [Input(
        Description = "Controls whether the end step is upper/lowerbound inclusive or exclusive. True (inclusive) by default.",
        DefaultValue = true)]
    public Input<bool> OuterBoundInclusive { get; set; } = new(true);

    [Output]
    public Output<JsonElement>? CurrentValue { get; set; }

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var progress = context.LocalStateOf<Progress>();
        progress.Next = await context.GetAsync(Start);
        progress.Step = await context.GetAsync(Step);
        if (progress.Step == 0)
        {
            throw new InvalidOperationException("The step of a For is 0: it would never end.");
        }

        progress.Last = await context.GetAsync(End) - (await context.GetAsync(OuterBoundInclusive) ? 0L : Math.Sign(progress.Step));
        await NextAsync(context);
    }

    private protected override async ValueTask NextAsync(ActivityExecutionContext context)
    {
        var progress = context.LocalStateOf<Progress>();
        if (Body is null || (progress.Step > 0 ? progress.Next > progress.Last : progress.Next < progress.Last))
        {
            await context.CompleteAsync();
            return;
        }

        var value = JsonValues.From((int)progress.Next);
        context.Set(CurrentValue, value);
        Round(context, LoopVariables.Of(value, progress.Rounds));
        progress.Next += progress.Step;
        progress.Rounds++;
    }

    /// <summary>Wider than the inputs, so that a loop up to the largest number ends.</summary>
    internal sealed class Progress
    {
        public long Next { get; set; }

        public long Last { get; set; }

        public int Step { get; set; }

        public int Rounds { get; set; }
    }
}
