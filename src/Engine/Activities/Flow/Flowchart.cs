using System.Text.Json;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Execution;

namespace DirectiveFlow.Engine.Activities.Flow;

/// <summary>
/// Activities and connections between them, run in Elsa's counter mode (its default): an activity with several inbound
/// connections runs when each was either followed or skipped, once per round of a loop; a <see cref="FlowJoin"/> chooses another rule.
/// </summary>
[Activity("Elsa", "Flowchart", Category = "Flow", IsBrowsable = false, IsContainer = true,
    Description = "A flowchart is a collection of activities and connections between them.")]
public sealed class Flowchart : Activity
{
    private static readonly string[] s_skipped = [];
    private FlowTable _table = new([], [], -1);

    [Port(IsBrowsable = false)]
    public IReadOnlyList<Activity> Activities { get; set; } = [];

    protected internal override void Configure(ActivityConfiguration configuration) =>
        _table = FlowTableReader.Read(Activities, configuration);

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (_table.Start < 0)
        {
            await context.CompleteAsync();
            return;
        }

        context.ScheduleActivity(Activities[_table.Start], OnChildCompleted);
    }

    /// <summary>A cancelled child leaves its connections as not followed, so that joins behind it do not wait for ever.</summary>
    protected override async ValueTask OnChildCancelledAsync(ActivityExecutionContext context, ActivityExecutionContext child)
    {
        await FollowAsync(context, PositionOf(child), s_skipped, isRepeat: false);
        await CompleteIfIdleAsync(context);
    }

    private ValueTask OnChildCompleted(ActivityExecutionContext context, ChildCompletion child) => AfterChildAsync(context, child, isRepeat: false);

    private ValueTask OnRepeatedChildCompleted(ActivityExecutionContext context, ChildCompletion child) => AfterChildAsync(context, child, isRepeat: true);

    private async ValueTask AfterChildAsync(ActivityExecutionContext context, ChildCompletion child, bool isRepeat)
    {
        if (child.Child.Node.IsTerminal)
        {
            await context.CompleteAsync();
            return;
        }

        await FollowAsync(context, PositionOf(child.Child), child.Outcomes, isRepeat);
        await CompleteIfIdleAsync(context);
    }

    private static ValueTask CompleteIfIdleAsync(ActivityExecutionContext context) =>
        context.HasPendingChildren ? ValueTask.CompletedTask : context.CompleteAsync();

    private int PositionOf(ActivityExecutionContext child)
    {
        for (var i = 0; i < Activities.Count; i++)
        {
            if (ReferenceEquals(Activities[i], child.Activity))
            {
                return i;
            }
        }

        throw new InvalidOperationException($"'{child.Node.Id}' is not a child of the flowchart '{Id}'.");
    }

    /// <summary>
    /// Visits the outbound connections of an activity. A skipped activity passes its skip on, depth first, without recursion
    /// of the stack however long the way is.
    /// </summary>
    private async ValueTask FollowAsync(ActivityExecutionContext context, int activity, IReadOnlyList<string> outcomes, bool isRepeat)
    {
        if (!_table.IsReachable(activity))
        {
            throw new InvalidOperationException($"Activity '{Activities[activity].Id}' cannot be reached from the start of the flowchart; what follows it cannot be scheduled.");
        }

        var scope = context.LocalStateOf<FlowScope>().Fit(_table);
        if (!isRepeat)
        {
            scope.Activities[activity]++;
        }

        var open = new Stack<(int Activity, int Next, IReadOnlyList<string> Outcomes)>();
        open.Push((activity, 0, outcomes));
        while (open.TryPop(out var at))
        {
            if (at.Next >= _table.Outbound[at.Activity].Length)
            {
                continue;
            }

            open.Push((at.Activity, at.Next + 1, at.Outcomes));
            var number = _table.Outbound[at.Activity][at.Next];
            var connection = _table.Connections[number];
            var isFollowed = at.Outcomes.Contains(connection.Port, StringComparer.Ordinal);
            scope.Connections[number]++;
            scope.Followed[number] = isFollowed;
            if (_table.IsBackward(number))
            {
                if (isFollowed)
                {
                    Repeat(context, number, connection);
                }
            }
            else if (await VisitAsync(context, scope, number, connection.Target))
            {
                scope.Activities[connection.Target]++;
                open.Push((connection.Target, 0, s_skipped));
            }
        }
    }

    private void Repeat(ActivityExecutionContext context, int number, FlowConnection connection)
    {
        if (!_table.IsValidBackward(number))
        {
            throw new InvalidOperationException(
                $"The connection back from '{Activities[connection.Source].Id}' to '{Activities[connection.Target].Id}' is not valid: there is a way from the start to its source that does not pass its target.");
        }

        context.ScheduleActivity(Activities[connection.Target], OnRepeatedChildCompleted);
    }

    /// <returns>True when the target is to be skipped.</returns>
    private async ValueTask<bool> VisitAsync(ActivityExecutionContext context, FlowScope scope, int number, int target)
    {
        var mode = Activities[target] is FlowJoin join ? await context.GetAsync(join.Mode) : FlowJoinMode.WaitAllActive;
        if (mode == FlowJoinMode.WaitAny)
        {
            return await VisitAnyAsync(context, scope, number, target);
        }

        if (!scope.AllVisited(_table, target))
        {
            return false;
        }

        var runs = mode == FlowJoinMode.WaitAll ? scope.AllFollowed(_table, target) : scope.AnyFollowed(_table, target);
        if (runs)
        {
            context.ScheduleActivity(Activities[target], OnChildCompleted);
        }

        return !runs;
    }

    /// <summary>The first followed connection runs the join and cancels what still runs on the other ways to it.</summary>
    private async ValueTask<bool> VisitAnyAsync(ActivityExecutionContext context, FlowScope scope, int number, int target)
    {
        if (!scope.IsPending(number, target) || context.IsScheduled(Activities[target]))
        {
            return false;
        }

        if (!scope.AnyFollowed(_table, target))
        {
            return scope.AllVisited(_table, target);
        }

        context.ScheduleActivity(Activities[target], OnChildCompleted);
        foreach (var child in context.OpenChildRuns())
        {
            if (child.Status == ActivityStatus.Running && _table.IsAncestor(PositionOf(child), target))
            {
                await context.CancelChildAsync(child);
            }
        }

        return false;
    }
}

/// <summary>When a join runs. Elsa's names.</summary>
public enum FlowJoinMode
{
    /// <summary>At the first followed inbound connection; the other branches are cancelled. Elsa's default.</summary>
    WaitAny,

    /// <summary>When all inbound connections were followed; if one was not, never.</summary>
    WaitAll,

    /// <summary>When all inbound connections were visited and one of them was followed.</summary>
    WaitAllActive,
}
