using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;

namespace DirectiveFlow.Engine.Activities.Flow;

/// <summary>
/// Counter mode: an activity with several inbound connections runs when each was either followed or skipped, once per round of
/// a loop; a <see cref="FlowJoin"/> chooses another rule. A way that is not taken is passed as skipped, so that joins behind it
/// know of it.
/// </summary>
public sealed partial class Flowchart
{
    private static readonly string[] s_skipped = [];

    private ValueTask OnChildCompleted(ActivityExecutionContext context, ChildCompletion child) => AfterChildAsync(context, child, isRepeat: false);

    private ValueTask OnRepeatedChildCompleted(ActivityExecutionContext context, ChildCompletion child) => AfterChildAsync(context, child, isRepeat: true);

    private async ValueTask AfterChildAsync(ActivityExecutionContext context, ChildCompletion child, bool isRepeat)
    {
        if (child.Child.Node.IsTerminal)
        {
            await context.CompleteAsync();
            return;
        }

        var activity = TableOf(context).PositionOf(child.Child.Node);
        context.LocalStateOf<FlowCounters>().Open(TableOf(context)).Unqueue(activity);
        await FollowAsync(context, activity, child.Outcomes, isRepeat);
        await CompleteIfIdleAsync(context);
    }

    /// <summary>A cancelled child leaves its connections as not followed, so that joins behind it do not wait for ever.</summary>
    private async ValueTask SkipCancelledAsync(ActivityExecutionContext context, ActivityExecutionContext child)
    {
        await FollowAsync(context, TableOf(context).PositionOf(child.Node), s_skipped, isRepeat: false);
        await CompleteIfIdleAsync(context);
    }

    /// <summary>
    /// Visits the outbound connections of an activity. A skipped activity passes its skip on, depth first, without recursion
    /// of the stack however long the way is.
    /// </summary>
    private async ValueTask FollowAsync(ActivityExecutionContext context, int activity, IReadOnlyList<string> outcomes, bool isRepeat)
    {
        if (!TableOf(context).IsReachable(activity))
        {
            throw new InvalidOperationException($"Activity '{Activities[activity].Id}' cannot be reached from the start of the flowchart; what follows it cannot be scheduled.");
        }

        var counters = context.LocalStateOf<FlowCounters>().Open(TableOf(context));
        if (!isRepeat)
        {
            counters.PassActivity(activity);
        }

        var open = new Stack<(int Activity, int Next, IReadOnlyList<string> Outcomes)>();
        open.Push((activity, 0, outcomes));
        while (open.TryPop(out var at))
        {
            if (at.Next >= TableOf(context).Outbound[at.Activity].Length)
            {
                continue;
            }

            open.Push((at.Activity, at.Next + 1, at.Outcomes));
            var number = TableOf(context).Outbound[at.Activity][at.Next];
            var connection = TableOf(context).Connections[number];
            var isFollowed = at.Outcomes.Contains(connection.Port, StringComparer.Ordinal);
            counters.PassConnection(number, isFollowed);
            if (!TableOf(context).IsForward(number))
            {
                if (isFollowed)
                {
                    Repeat(context, counters, number, connection);
                }
            }
            else if (await VisitAsync(context, counters, number, connection.Target))
            {
                counters.PassActivity(connection.Target);
                open.Push((connection.Target, 0, s_skipped));
            }
        }
    }

    private void Repeat(ActivityExecutionContext context, FlowCounters counters, int number, FlowConnection connection)
    {
        if (!TableOf(context).IsValidBackward(number))
        {
            throw new InvalidOperationException(
                $"The connection back from '{Activities[connection.Source].Id}' to '{Activities[connection.Target].Id}' is not valid: there is a way from the start to its source that does not pass its target.");
        }

        counters.Queue(connection.Target);
        context.ScheduleActivity(Activities[connection.Target], OnRepeatedChildCompleted);
    }

    /// <returns>True when the target is to be skipped.</returns>
    private async ValueTask<bool> VisitAsync(ActivityExecutionContext context, FlowCounters counters, int number, int target)
    {
        var mode = Activities[target] is FlowJoin join ? await context.GetAsync(join.Mode) : FlowJoinMode.WaitAllActive;
        if (mode == FlowJoinMode.WaitAny)
        {
            return await VisitAnyAsync(context, counters, number, target);
        }

        if (!counters.AllVisited(target))
        {
            return false;
        }

        var runs = mode == FlowJoinMode.WaitAll ? counters.AllFollowed(target) : counters.AnyFollowed(target);
        if (runs)
        {
            counters.Queue(target);
            context.ScheduleActivity(Activities[target], OnChildCompleted);
        }

        return !runs;
    }

    /// <summary>The first followed connection runs the join and cancels what still runs on the other ways to it.</summary>
    private async ValueTask<bool> VisitAnyAsync(ActivityExecutionContext context, FlowCounters counters, int number, int target)
    {
        if (!counters.IsPending(number, target) || counters.IsQueued(target))
        {
            return false;
        }

        if (!counters.AnyFollowed(target))
        {
            return counters.AllVisited(target);
        }

        counters.Queue(target);
        context.ScheduleActivity(Activities[target], OnChildCompleted);
        await CancelBeforeAsync(context, target);
        return false;
    }
}
