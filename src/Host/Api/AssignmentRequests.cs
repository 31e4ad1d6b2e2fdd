using System.ComponentModel.DataAnnotations;
using DirectiveFlow.Activities.Assignments;
using DirectiveFlow.Directives.Assignments;

namespace DirectiveFlow.Host.Api;

/// <summary>What a person sends with an act. Whether it is enough is for the domain to say, under the T-rule it breaks.</summary>
internal interface IActRequest
{
    /// <summary>The version the person looked at; a different one is refused with 409. Absent: not checked.</summary>
    int? ExpectedVersion { get; }

    AssignmentCommand Fill(AssignmentCommand command);
}

/// <summary>T6.</summary>
internal sealed record AcceptRequest(int? ExpectedVersion = null) : IActRequest
{
    public AssignmentCommand Fill(AssignmentCommand command) => command;
}

/// <summary>T7.</summary>
/// <param name="UnitId">A unit the returning one proposes instead.</param>
internal sealed record ReturnRequest(
    ReturnReason? ReturnReason = null, [property: StringLength(4000)] string? Reason = null, Guid? UnitId = null,
    int? ExpectedVersion = null) : IActRequest
{
    public AssignmentCommand Fill(AssignmentCommand command) =>
        command with { ReturnReason = ReturnReason?.ToString(), Reason = Reason, UnitId = UnitId };
}

/// <summary>T8.</summary>
/// <param name="OfficerId">Absent: the head does it in person.</param>
internal sealed record CascadeRequest(
    Guid? OfficerId = null, [property: StringLength(4000)] string? Note = null, int? ExpectedVersion = null) : IActRequest
{
    public AssignmentCommand Fill(AssignmentCommand command) => command with { OfficerId = OfficerId, Note = Note };
}

/// <summary>T9.</summary>
internal sealed record UpdateRequest(
    [property: StringLength(4000)] string? Note = null, int? Percent = null, int? ExpectedVersion = null) : IActRequest
{
    public AssignmentCommand Fill(AssignmentCommand command) => command with { Note = Note, Percent = Percent };
}

/// <summary>T14. Either a product, or the reason why there is none.</summary>
internal sealed record ReportRequest(
    [property: StringLength(20000)] string? Summary = null, [property: StringLength(4000)] string? Product = null,
    [property: StringLength(4000)] string? NoProductReason = null, int? ExpectedVersion = null) : IActRequest
{
    public AssignmentCommand Fill(AssignmentCommand command) =>
        command with { Summary = Summary, Product = Product, NoProductReason = NoProductReason };
}

/// <summary>T15, the report passes.</summary>
internal sealed record AppraiseRequest([property: StringLength(4000)] string? Note = null, int? ExpectedVersion = null) : IActRequest
{
    public AssignmentCommand Fill(AssignmentCommand command) => command with { Note = Note };
}

/// <summary>T15 or T16, the report goes back.</summary>
internal sealed record RequestReworkRequest(
    [property: StringLength(4000)] string? Reason = null, int? ExpectedVersion = null) : IActRequest
{
    public AssignmentCommand Fill(AssignmentCommand command) => command with { Reason = Reason };
}

/// <summary>T16.</summary>
internal sealed record ApproveRequest(
    Grade? Grade = null, [property: StringLength(4000)] string? Note = null, int? ExpectedVersion = null) : IActRequest
{
    public AssignmentCommand Fill(AssignmentCommand command) => command with { Grade = Grade?.ToString(), Note = Note };
}

/// <summary>T5, after a return: to the same unit, or to another.</summary>
internal sealed record AssignRequest(
    Guid? UnitId = null, DateOnly? DueDate = null, [property: StringLength(4000)] string? Reason = null, int? ExpectedVersion = null)
    : IActRequest
{
    public AssignmentCommand Fill(AssignmentCommand command) => command with { UnitId = UnitId, DueDate = DueDate, Reason = Reason };
}

/// <summary>T20.</summary>
internal sealed record CancelRequest([property: StringLength(4000)] string? Reason = null, int? ExpectedVersion = null) : IActRequest
{
    public AssignmentCommand Fill(AssignmentCommand command) => command with { Reason = Reason };
}
