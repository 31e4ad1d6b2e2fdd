using System.Text.Json;
using DirectiveFlow.Engine.Persistence;

namespace DirectiveFlow.Host.Elsa.Instances;

/// <summary>An instance as Elsa lists it.</summary>
internal record ElsaInstanceSummary(
    string Id, string DefinitionId, string DefinitionVersionId, int Version, string Status, string SubStatus, string? CorrelationId, string? Name,
    int IncidentCount, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? FinishedAt, string? ParentWorkflowInstanceId)
{
    public static ElsaInstanceSummary Of(InstanceSummary i) => new(
        i.Id, i.DefinitionId, i.DefinitionVersionId, i.DefinitionVersion, i.Status, i.SubStatus, i.CorrelationId, i.Name, i.IncidentCount,
        i.CreatedAt, i.UpdatedAt, i.FinishedAt, i.ParentInstanceId);
}

/// <summary>An instance with what is open in it.</summary>
internal sealed record ElsaInstance(
    string Id, string DefinitionId, string DefinitionVersionId, int Version, ElsaWorkflowState WorkflowState, string Status, string SubStatus,
    string? CorrelationId, string? Name, int IncidentCount, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? FinishedAt,
    string? ParentWorkflowInstanceId)
{
    public bool IsExecuting { get; }

    public bool IsSystem { get; }
}

/// <summary>Elsa's workflow state. Inputs of the workflow are not in it, neither there nor here; secret inputs of activities never are.</summary>
internal sealed record ElsaWorkflowState(
    string Id, string DefinitionId, string DefinitionVersionId, int DefinitionVersion, string? CorrelationId, string? Name, string Status, string SubStatus,
    IReadOnlyList<ElsaBookmark> Bookmarks, IReadOnlyList<ElsaIncident> Incidents, IReadOnlyList<ElsaCompletionCallback> CompletionCallbacks,
    IReadOnlyList<ElsaContext> ActivityExecutionContexts, int ExecutionLogSequence, IReadOnlyDictionary<string, JsonElement> Output,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, DateTimeOffset? FinishedAt, string? ParentWorkflowInstanceId)
{
    public bool IsExecuting { get; }

    public bool IsSystem { get; }

    public IReadOnlyList<string> ScheduledActivities { get; } = [];

    public IReadOnlyDictionary<string, JsonElement> Input { get; } = Nothing.Values;

    public IReadOnlyDictionary<string, JsonElement> Properties { get; } = Nothing.Values;
}

internal sealed record ElsaBookmark(
    string Id, string Name, string Hash, JsonElement? Payload, string ActivityId, string ActivityNodeId, string ActivityInstanceId,
    DateTimeOffset CreatedAt, bool AutoBurn, string? CallbackMethodName)
{
    public bool AutoComplete { get; } = true;
}

internal sealed record ElsaIncident(
    string ActivityId, string ActivityNodeId, string ActivityType, string Message, ElsaException Exception, DateTimeOffset Timestamp);

internal sealed record ElsaException(string Type, string Message, string? StackTrace);

internal sealed record ElsaCompletionCallback(string OwnerInstanceId, string ChildNodeId, string MethodName);

internal sealed record ElsaContext(
    string Id, int CallStackDepth, string? ParentContextId, string ScheduledActivityNodeId, string? OwnerActivityNodeId,
    IReadOnlyDictionary<string, JsonElement> Properties, IReadOnlyDictionary<string, JsonElement> ActivityState, string Status, int FaultCount,
    DateTimeOffset StartedAt, DateTimeOffset? CompletedAt)
{
    public IReadOnlyDictionary<string, JsonElement> Metadata { get; } = Nothing.Values;

    public IReadOnlyList<string> DynamicVariables { get; } = [];

    public bool IsExecuting { get; }
}

/// <summary>An entry of the journal.</summary>
internal sealed record ElsaJournalRecord(
    string Id, string ActivityInstanceId, string? ParentActivityInstanceId, string ActivityId, string ActivityType, string? ActivityName,
    string NodeId, DateTimeOffset Timestamp, long Sequence, string EventName, string? Message, JsonElement? Payload)
{
    public int ActivityTypeVersion { get; } = 1;
}

/// <summary>The last entry of one activity; Elsa names some members otherwise here.</summary>
internal sealed record ElsaLastEntry(
    string WorkflowDefinitionId, string WorkflowDefinitionVersionId, string WorkflowInstanceId, int WorkflowVersion, string ActivityInstanceId,
    string? ParentActivityInstanceId, string ActivityId, string ActivityType, string? ActivityName, string ActivityNodeId, DateTimeOffset Timestamp,
    long Sequence, string EventName, string? Message, JsonElement? Payload, string Id)
{
    public int ActivityTypeVersion { get; } = 1;
}

/// <summary>A run of an activity without its values.</summary>
internal record ElsaExecutionSummary(
    string WorkflowInstanceId, string ActivityId, string ActivityNodeId, string ActivityType, string? ActivityName, DateTimeOffset StartedAt,
    bool HasBookmarks, string Status, int AggregateFaultCount, DateTimeOffset? CompletedAt, string Id)
{
    public int ActivityTypeVersion { get; } = 1;

    public IReadOnlyDictionary<string, JsonElement> Metadata { get; } = Nothing.Values;
}

/// <summary>A run of an activity with what it was given and gave.</summary>
internal sealed record ElsaExecution(
    string WorkflowInstanceId, string ActivityId, string ActivityNodeId, string ActivityType, string? ActivityName, DateTimeOffset StartedAt,
    bool HasBookmarks, string Status, int AggregateFaultCount, DateTimeOffset? CompletedAt, string Id)
    : ElsaExecutionSummary(
        WorkflowInstanceId, ActivityId, ActivityNodeId, ActivityType, ActivityName, StartedAt, HasBookmarks, Status, AggregateFaultCount, CompletedAt, Id)
{
    public IReadOnlyDictionary<string, JsonElement>? ActivityState { get; init; }

    public IReadOnlyDictionary<string, JsonElement>? Payload { get; init; }

    public IReadOnlyDictionary<string, JsonElement>? Outputs { get; init; }

    public IReadOnlyDictionary<string, JsonElement> Properties { get; } = Nothing.Values;

    public ElsaException? Exception { get; init; }

    public string? SchedulingActivityExecutionId { get; init; }

    public string? SchedulingActivityId { get; init; }

    public int CallStackDepth { get; init; }

    public string TenantId { get; } = "";
}

/// <summary>What the designer shows on an activity.</summary>
internal sealed record ElsaActivityStats(
    string ActivityId, string ActivityNodeId, int StartedCount, int CompletedCount, int UncompletedCount, bool IsBlocked, bool IsFaulted,
    int AggregateFaultCount)
{
    public IReadOnlyDictionary<string, JsonElement> Metadata { get; } = Nothing.Values;
}

/// <summary>A variable of an instance; without a value it was never set.</summary>
internal sealed record ElsaVariable(string Id, string Name, JsonElement? Value);

internal static class Nothing
{
    public static IReadOnlyDictionary<string, JsonElement> Values { get; } = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
}
