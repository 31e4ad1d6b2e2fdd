using System.Text.Json.Serialization;

namespace DirectiveFlow.Contracts;

/// <summary>
/// The common head of the contracts as a record to derive from; see <see cref="IDepartmentMessage"/>. The sender's post stamps
/// it, so it is required on the wire and not in code.
/// </summary>
public abstract record DepartmentMessage : IDepartmentMessage
{
    [JsonRequired]
    public Guid MessageId { get; init; }

    [JsonRequired]
    public DateTimeOffset OccurredAt { get; init; }

    [JsonRequired]
    public Guid DirectiveId { get; init; }

    public int? HistoryVersion { get; init; }

    [JsonRequired]
    public string DirectiveCode { get; init; } = "";

    [JsonRequired]
    public string FromDepartment { get; init; } = "";

    [JsonRequired]
    public string ToDepartment { get; init; } = "";
}

/// <summary>A message about one assignment of a directive.</summary>
public abstract record AssignmentMessage : DepartmentMessage
{
    [JsonRequired]
    public Guid AssignmentId { get; init; }

    [JsonRequired]
    public Guid TaskId { get; init; }

    /// <summary>Code of the unit that carries the assignment.</summary>
    [JsonRequired]
    public string UnitCode { get; init; } = "";
}
