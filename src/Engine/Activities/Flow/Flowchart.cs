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
[DescribedPort("Start", IsBrowsable = false)]
public sealed partial class Flowchart : Activity
{
    private const string InTokenMode = "t";
    private const string TriggeredStart = "st";
    private FlowTable _table = FlowTable.Empty;
    private Dictionary<int, FlowTable> _triggered = [];

    internal FlowTable Table => _table;

    [Port(IsBrowsable = false)]
    public IReadOnlyList<Activity> Activities { get; set; } = [];

    protected internal override void Configure(ActivityConfiguration configuration)
    {
        _table = FlowTableReader.Read(Activities, configuration);

        // What is before and behind what depends on where the flow begins.
        _triggered = Enumerable.Range(0, Activities.Count).Where(i => i != _table.Start && Activities[i].Node.CanStartWorkflow)
            .ToDictionary(i => i, i => new FlowTable(Activities, _table.Merges, _table.Connections, i));
    }

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var start = Begin(context);
        if (start < 0)
        {
            await context.CompleteAsync();
        }
        else if (context.FlowchartMode == FlowchartExecutionMode.TokenBased)
        {
            context.SetProperty(InTokenMode, true);
            context.ScheduleActivity(Activities[start], OnTokenChildCompleted);
        }
        else
        {
            context.ScheduleActivity(Activities[start], OnChildCompleted);
        }
    }

    protected override ValueTask OnChildCancelledAsync(ActivityExecutionContext context, ActivityExecutionContext child) =>
        context.GetProperty<bool>(InTokenMode) ? ForgetTokensAsync(context, child) : SkipCancelledAsync(context, child);

    /// <summary>The activity whose trigger started the instance, when it is a child and still to run; else the usual start.</summary>
    private int Begin(ActivityExecutionContext context)
    {
        foreach (var start in _triggered.Keys)
        {
            if (ReferenceEquals(Activities[start].Node, context.TriggerNode))
            {
                context.SetProperty(TriggeredStart, start);
                return start;
            }
        }

        return _table.Start;
    }

    private FlowTable TableOf(ActivityExecutionContext context) =>
        _triggered.Count > 0 && context.GetProperty<int?>(TriggeredStart) is { } start ? _triggered[start] : _table;

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
        var before = TableOf(context).Ancestors([.. runs.Select(r => TableOf(context).PositionOf(r.Node)).Distinct()], target).ToHashSet();
        foreach (var run in runs)
        {
            if (before.Contains(TableOf(context).PositionOf(run.Node)))
            {
                await context.CancelChildAsync(run);
            }
        }
    }
}
