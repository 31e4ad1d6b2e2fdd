using System.Text.Json;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Migration;
using DirectiveFlow.Engine.Triggers;

namespace DirectiveFlow.Engine.Authoring;

/// <summary>
/// A step of a workflow. One object per node of a compiled definition is shared by all its instances and by all threads, so
/// it holds no run-time state: values are read and written through the <see cref="ActivityExecutionContext"/> only.
/// </summary>
/// <remarks>
/// An activity never touches the world. It changes the domain through the unit of work of its step, asks for due work or puts
/// a message into the outbox; all of it commits with the step or not at all, and the step may be run again after a conflict.
/// An exception becomes an incident, and nothing the activity did before it threw is committed: the step is run again without it.
/// Exceptions registered as refusals abort the step instead and nothing of it is committed.
/// </remarks>
public abstract class Activity
{
    private ActivityNode? _node;

    /// <summary>Place in the compiled definition.</summary>
    public ActivityNode Node => _node ?? throw new InvalidOperationException("The activity is not part of a compiled definition.");

    /// <summary>Id in the definition.</summary>
    public string Id => Node.Id;

    /// <summary>True when the activity is complete as soon as it returns without waiting for a bookmark or a child.</summary>
    protected internal virtual bool CompletesByItself => false;

    /// <summary>Starts the activity. It stays open until <see cref="ActivityExecutionContext.CompleteAsync"/>.</summary>
    protected virtual ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        Execute(context);
        return ValueTask.CompletedTask;
    }

    /// <summary>The synchronous form of <see cref="ExecuteAsync"/>.</summary>
    protected virtual void Execute(ActivityExecutionContext context)
    {
    }

    /// <summary>
    /// Called instead of <see cref="ExecuteAsync"/> when this activity is what started the instance; what the stimulus carried is
    /// <see cref="ActivityExecutionContext.ResumeInput"/>. Default: complete at once.
    /// </summary>
    protected virtual ValueTask OnTriggeredAsync(ActivityExecutionContext context) => context.CompleteAsync();

    /// <summary>
    /// How this activity starts its workflow when a definition marks it so. Asked at each publication, and by triggers of time again
    /// at each start. Default: not at all.
    /// </summary>
    protected internal virtual IReadOnlyList<TriggerPlan> DescribeTriggers(TriggerDescription description) => [];

    /// <summary>Called once when an open activity is cancelled, after its bookmarks were removed and its children cancelled.</summary>
    protected virtual ValueTask OnCancelledAsync(ActivityExecutionContext context) => ValueTask.CompletedTask;

    /// <summary>Called by a child of this activity that was cancelled while this activity goes on.</summary>
    protected virtual ValueTask OnChildCancelledAsync(ActivityExecutionContext context, ActivityExecutionContext child) =>
        ValueTask.CompletedTask;

    /// <summary>Reads what attributes cannot express from the definition. Called once per compilation, after inputs and ports are bound.</summary>
    protected internal virtual void Configure(ActivityConfiguration configuration)
    {
    }

    /// <summary>Starts a child on an operator's demand, with this activity's own reaction to its end.</summary>
    /// <returns>False when the activity's children have an order that this would break.</returns>
    internal virtual bool TryScheduleChild(ActivityExecutionContext context, Activity child) => false;

    /// <summary>Translates the private state of a run of <paramref name="older"/>, the same activity in another version.</summary>
    internal virtual MigratedState MigrateState(JsonElement state, Activity older, MigrationMap map) => new(state, []);

    /// <summary>As <see cref="MigrateState"/>, for the properties of the run; changed in place.</summary>
    internal virtual IReadOnlyList<string> MigrateProperties(Dictionary<string, JsonElement> properties, Activity older, MigrationMap map) => [];

    internal void Attach(ActivityNode node) => _node = node;

    internal ValueTask RunAsync(ActivityExecutionContext context) => ExecuteAsync(context);

    internal ValueTask TriggeredAsync(ActivityExecutionContext context) => OnTriggeredAsync(context);

    internal ValueTask CancelledAsync(ActivityExecutionContext context) => OnCancelledAsync(context);

    internal ValueTask ChildCancelledAsync(ActivityExecutionContext context, ActivityExecutionContext child) =>
        OnChildCancelledAsync(context, child);
}

/// <summary>An activity that is complete (outcome <c>Done</c>) as soon as its code returns, unless it waits or completed itself.</summary>
public abstract class CodeActivity : Activity
{
    protected internal override bool CompletesByItself => true;
}
