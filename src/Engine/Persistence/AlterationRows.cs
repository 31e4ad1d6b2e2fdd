namespace DirectiveFlow.Engine.Persistence;

/// <summary>How far a plan is.</summary>
public enum AlterationPlanStatus
{
    /// <summary>Its instances are being listed.</summary>
    Pending,

    /// <summary>Instances are being changed, one step each.</summary>
    Running,

    /// <summary>Every instance has an outcome.</summary>
    Completed,
}

/// <summary>What became of one instance of a plan.</summary>
public enum AlterationJobStatus
{
    Pending,

    /// <summary>All alterations were applied, in one step.</summary>
    Applied,

    /// <summary>At least one alteration cannot be applied; nothing of the instance was changed. The reasons are in the log.</summary>
    Refused,
}

/// <summary>A list of alterations for a set of instances.</summary>
/// <param name="Alterations">JSON array, see <see cref="Alterations.Alteration"/>.</param>
/// <param name="Filter">JSON, see <see cref="Alterations.AlterationFilter"/>.</param>
public sealed record AlterationPlanRecord(
    string Id, string? Name, string Alterations, string Filter, AlterationPlanStatus Status, DateTimeOffset CreatedAt, string CreatedBy,
    DateTimeOffset? CompletedAt);

/// <summary>One instance of a plan.</summary>
/// <param name="Log">JSON array of sentences: what was changed, or why not.</param>
public sealed record AlterationJobRecord(
    string PlanId, string InstanceId, AlterationJobStatus Status, string Log, DateTimeOffset? At);
