using DirectiveFlow.Activities.Assignments;
using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Queries;

namespace DirectiveFlow.Web.Assignments;

/// <summary>What somebody is typing about one assignment; kept while the shown state changes around it.</summary>
public sealed class ActionDraft
{
    public string Reason { get; set; } = "";

    public ReturnReason? ReturnReason { get; set; }

    public string OfficerId { get; set; } = "";

    public string UnitId { get; set; } = "";

    public DateTime? DueDate { get; set; }

    public string Note { get; set; } = "";

    public int? Percent { get; set; }

    public string Summary { get; set; } = "";

    public string Product { get; set; } = "";

    public bool NoProduct { get; set; }

    public string NoProductReason { get; set; } = "";

    public Grade Grade { get; set; } = Grade.Satisfactory;

    /// <summary>The command for one action; fields of other actions stay behind.</summary>
    public AssignmentCommand ToCommand(string action, AssignmentRow row, Actor actor) => new()
    {
        AssignmentId = row.Id,
        Action = action,
        Actor = actor,
        ExpectedVersion = row.Version,
        Reason = action is "return" or "requestRework" or "cancel" or "assign" or "appraise" or "approve" ? TextOf(Reason) : null,
        ReturnReason = action is "return" ? ReturnReason?.ToString() : null,
        OfficerId = action is "cascade" && Guid.TryParse(OfficerId, out var officer) ? officer : null,
        Note = action is "update" ? TextOf(Note) : null,
        Percent = action is "update" ? Percent : null,
        Summary = action is "report" ? TextOf(Summary) : null,
        Product = action is "report" && !NoProduct ? TextOf(Product) : null,
        NoProductReason = action is "report" && NoProduct ? TextOf(NoProductReason) : null,
        Grade = action is "approve" ? Grade.ToString() : null,
        UnitId = action is "assign" && Guid.TryParse(UnitId, out var unit) ? unit : null,
        DueDate = action is "assign" && DueDate is { } day ? DateOnly.FromDateTime(day) : null,
    };

    private static string? TextOf(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
