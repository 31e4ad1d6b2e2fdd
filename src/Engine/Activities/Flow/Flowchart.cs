using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Execution;

namespace DirectiveFlow.Engine.Activities.Flow;

/// <summary>
/// Activities and connections between them. Which of Elsa's two ways of keeping track applies is decided when a run of the
/// flowchart starts and stays so for that run: the property <c>Flowchart:ExecutionMode</c> of the definition's custom
/// properties, else the host's setting, else counters.
/// </summary>
[Activity("Elsa", "Flowchart", Category = "Flow", IsBrowsable = false, IsContainer = true,
    Description = "A flowchart is a collection of activities and connections between them.")]
public sealed partial class Flowchart : Activity
{
    private const string InTokenMode = "t";
    private FlowTable _table = FlowTable.Empty;

    internal FlowTable Table => _table;

    [Port(IsBrowsable = false)]
    public IReadOnlyList<Activity> Activities { get; set; } = [];

    protected internal override void Configure(ActivityConfiguration configuration) =>
        _table = FlowTableReader.Read(Activities, configuration);

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (_table.Start < 0)
        {
            await context.CompleteAsync();
        }
        else if (context.FlowchartMode == FlowchartExecutionMode.TokenBased)
        {
            context.SetProperty(InTokenMode, true);
            context.ScheduleActivity(Activities[_table.Start], OnTokenChildCompleted);
        }
        else
        {
            context.ScheduleActivity(Activities[_table.Start], OnChildCompleted);
        }
    }

    protected override ValueTask OnChildCancelledAsync(ActivityExecutionContext context, ActivityExecutionContext child) =>
        context.GetProperty<bool>(InTokenMode) ? ForgetTokensAsync(context, child) : SkipCancelledAsync(context, child);

    private static ValueTask CompleteIfIdleAsync(ActivityExecutionContext context) =>
        context.HasPendingChildren ? ValueTask.CompletedTask : context.CompleteAsync();

    /// <summary>Cancels what is open on the forward ways to an activity.</summary>
    private async ValueTask CancelBeforeAsync(ActivityExecutionContext context, int target)
    {
        if (!context.HasOpenChildren)
        {
            return;
        }

        var runs = context.OpenChildRuns().Where(c => c.Status == ActivityStatus.Running).ToArray();
        var before = _table.Ancestors([.. runs.Select(r => _table.PositionOf(r.Node)).Distinct()], target).ToHashSet();
        foreach (var run in runs)
        {
            if (before.Contains(_table.PositionOf(run.Node)))
            {
                await context.CancelChildAsync(run);
            }
        }
    }
}
