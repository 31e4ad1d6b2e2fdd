using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Activities.StateMachines;

/// <summary>
/// States and transitions. Entering a state runs its entry; then automatic transitions are tried in their order, then all
/// triggers wait side by side. The first trigger that completes with its condition holding wins: the others are cancelled, and
/// exit of the state, action of the transition and entry of the next state run one after the other. It completes in a state
/// without transitions.
/// </summary>
/// <remarks>An activity of Elsa 3.8. There a state with only automatic transitions of which none holds waits for ever; here it is an incident.</remarks>
[Activity("Elsa", "StateMachine", Category = "Flow", DisplayName = "State Machine",
    Description = "Executes a state machine made of named states and trigger-driven transitions.")]
public sealed class StateMachine : Activity
{
    /// <summary>Automatic transitions in a row without any activity between them; more is taken for an endless loop.</summary>
    private const int MaxHops = 10_000;

    private StateTable _table = StateTable.Empty;
    private string? _initial;

    protected internal override void Configure(ActivityConfiguration configuration)
    {
        _table = StateTable.Read(configuration);
        _initial = DefinitionJson.Text(configuration.Json, "currentState") is { Length: > 0 } current
            ? current : DefinitionJson.Text(configuration.Json, "initialState");
        if (_table.Find(_initial) is null)
        {
            configuration.Warning(".initialState", $"There is no state '{_initial}'; the state machine completes at once.");
        }
    }

    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (_table.Find(_initial) is null)
        {
            return context.CompleteAsync();
        }

        context.LocalStateOf<Progress>().State = _initial!;
        return EnterAsync(context);
    }

    private ValueTask OnEntered(ActivityExecutionContext context, ChildCompletion child) => WaitAsync(context);

    private async ValueTask OnTriggered(ActivityExecutionContext context, ChildCompletion child)
    {
        var progress = context.LocalStateOf<Progress>();
        var transition = _table.Transitions.First(t => ReferenceEquals(t.Trigger, child.Child.Activity));
        if (progress.Taking is not null || !string.Equals(transition.From, progress.State, StringComparison.Ordinal))
        {
            return;
        }

        if (!await HoldsAsync(context, transition))
        {
            context.ScheduleActivity(transition.Trigger!, OnTriggered);
        }
        else if (await LeaveAsync(context, transition))
        {
            await EnterAsync(context);
        }
    }

    private async ValueTask OnExited(ActivityExecutionContext context, ChildCompletion child)
    {
        if (Act(context, Taken(context)))
        {
            await EnterAsync(context);
        }
    }

    private ValueTask OnActed(ActivityExecutionContext context, ChildCompletion child)
    {
        Arrive(context, Taken(context));
        return EnterAsync(context);
    }

    /// <summary>Runs the entry of the current state and goes on from there, through automatic transitions without activities too.</summary>
    private async ValueTask EnterAsync(ActivityExecutionContext context)
    {
        if (_table.Find(context.LocalStateOf<Progress>().State)!.Entry is { } entry)
        {
            context.ScheduleActivity(entry, OnEntered);
            return;
        }

        await WaitAsync(context);
    }

    private async ValueTask WaitAsync(ActivityExecutionContext context)
    {
        var progress = context.LocalStateOf<Progress>();
        for (var hops = 0; await TakeAutomaticAsync(context); hops++)
        {
            if (progress.Taking is not null)
            {
                return;
            }

            if (hops >= MaxHops)
            {
                throw new InvalidOperationException($"The automatic transitions of state '{progress.State}' lead in a circle without an end.");
            }

            if (_table.Find(progress.State)!.Entry is { } entry)
            {
                context.ScheduleActivity(entry, OnEntered);
                return;
            }
        }

        await WaitForTriggersAsync(context, progress.State);
    }

    private async ValueTask WaitForTriggersAsync(ActivityExecutionContext context, string state)
    {
        var transitions = _table.From(state).ToArray();
        if (transitions.Length == 0)
        {
            await context.CompleteAsync();
            return;
        }

        foreach (var transition in transitions)
        {
            if (transition.Trigger is { } trigger)
            {
                context.ScheduleActivity(trigger, OnTriggered);
            }
        }

        if (!context.HasScheduledChildren)
        {
            throw new InvalidOperationException($"State '{state}' has only automatic transitions and none of their conditions holds.");
        }
    }

    /// <returns>False when no automatic transition of the current state holds.</returns>
    private async ValueTask<bool> TakeAutomaticAsync(ActivityExecutionContext context)
    {
        foreach (var transition in _table.From(context.LocalStateOf<Progress>().State))
        {
            if (transition.Trigger is null && await HoldsAsync(context, transition))
            {
                await LeaveAsync(context, transition);
                return true;
            }
        }

        return false;
    }

    /// <returns>True when the next state is reached; false when an exit or an action runs first.</returns>
    private async ValueTask<bool> LeaveAsync(ActivityExecutionContext context, MachineTransition transition)
    {
        context.LocalStateOf<Progress>().Taking = transition.Index;
        context.RemoveScheduledChildren();
        foreach (var run in context.OpenChildRuns())
        {
            await context.CancelChildAsync(run);
        }

        if (_table.Find(transition.From)!.Exit is { } exit)
        {
            context.ScheduleActivity(exit, OnExited);
            return false;
        }

        return Act(context, transition);
    }

    private bool Act(ActivityExecutionContext context, MachineTransition transition)
    {
        if (transition.Action is { } action)
        {
            context.ScheduleActivity(action, OnActed);
            return false;
        }

        Arrive(context, transition);
        return true;
    }

    private static void Arrive(ActivityExecutionContext context, MachineTransition transition)
    {
        var progress = context.LocalStateOf<Progress>();
        progress.State = transition.To;
        progress.Taking = null;
    }

    private MachineTransition Taken(ActivityExecutionContext context) => _table.Transitions[context.LocalStateOf<Progress>().Taking!.Value];

    private static async ValueTask<bool> HoldsAsync(ActivityExecutionContext context, MachineTransition transition) =>
        transition.Condition is null || JsonValues.To<bool>(await transition.Condition.EvaluateAsync(context));

    internal sealed class Progress
    {
        public string State { get; set; } = "";

        /// <summary>The transition whose exit or action runs.</summary>
        public int? Taking { get; set; }
    }
}
