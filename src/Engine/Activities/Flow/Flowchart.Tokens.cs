using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;

namespace DirectiveFlow.Engine.Activities.Flow;

/// <summary>
/// Token mode: each taken connection carries a token to its target, whose merge mode says whether it runs now. A way that is not
/// taken carries nothing, so a flowchart may end while an activity waits for tokens that never came.
/// </summary>
/// <remarks>
/// Two differences from Elsa on purpose. <see cref="MergeMode.Cascade"/> runs for every token, as Elsa documents it. A race blocks
/// only connections on which a token can still arrive: Elsa blocks all others, and in a loop such a block swallows the winner of
/// the next round.
/// </remarks>
public sealed partial class Flowchart
{
    private async ValueTask OnTokenChildCompleted(ActivityExecutionContext context, ChildCompletion child)
    {
        if (child.Child.Node.IsTerminal)
        {
            await context.CompleteAsync();
            return;
        }

        var activity = TableOf(context).PositionOf(child.Child.Node);
        var tokens = context.LocalStateOf<FlowTokens>().Open(TableOf(context));
        var taken = Array.FindAll(
            TableOf(context).Outbound[activity], c => child.Outcomes.Contains(TableOf(context).Connections[c].Port, StringComparer.Ordinal));
        foreach (var connection in taken)
        {
            tokens.Emit(connection);
        }

        tokens.Consume(activity);
        foreach (var connection in taken)
        {
            await ArriveAsync(context, tokens, connection);
        }

        await CompleteIfIdleAsync(context);
        tokens.Purge(activity);
    }

    private async ValueTask ForgetTokensAsync(ActivityExecutionContext context, ActivityExecutionContext child)
    {
        context.LocalStateOf<FlowTokens>().Open(TableOf(context)).Clear(TableOf(context).PositionOf(child.Node));
        await CompleteIfIdleAsync(context);
    }

    private async ValueTask ArriveAsync(ActivityExecutionContext context, FlowTokens tokens, int connection)
    {
        var target = TableOf(context).Connections[connection].Target;
        var mode = Activities[target] is FlowJoin join ? Merge(await context.GetAsync(join.Mode)) : TableOf(context).Merges[target];
        if (mode == MergeMode.Race)
        {
            await RaceAsync(context, tokens, connection, target);
            return;
        }

        var runs = mode switch
        {
            MergeMode.Cascade => true,
            MergeMode.Merge => TableOf(context).InboundForward[target].Length <= 1 || tokens.AllForwardFilled(target),
            MergeMode.Converge => TableOf(context).Inbound[target].Length <= 1 || tokens.AllFilled(target),
            _ => !tokens.IsBusyBefore(target),
        };
        if (runs)
        {
            context.ScheduleActivity(Activities[target], OnTokenChildCompleted);
        }
    }

    private async ValueTask RaceAsync(ActivityExecutionContext context, FlowTokens tokens, int connection, int target)
    {
        if (tokens.IsBlocked(connection))
        {
            return;
        }

        if (context.HasScheduledChildren)
        {
            var source = TableOf(context).Connections[connection].Source;
            var alive = TableOf(context).Descendants(context.ScheduledChildren().Select(c => TableOf(context).PositionOf(c.Node)), target);
            foreach (var other in TableOf(context).InboundForward[target])
            {
                if (TableOf(context).Connections[other].Source is var from && from != source && alive[from])
                {
                    tokens.Block(other);
                }
            }
        }

        context.ScheduleActivity(Activities[target], OnTokenChildCompleted);
        await CancelBeforeAsync(context, target);
    }

    private static MergeMode Merge(FlowJoinMode mode) => mode switch
    {
        FlowJoinMode.WaitAny => MergeMode.Race,
        FlowJoinMode.WaitAll => MergeMode.Merge,
        _ => MergeMode.Stream,
    };
}
