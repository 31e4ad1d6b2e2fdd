using DirectiveFlow.Activities.Directives;
using DirectiveFlow.Directives.Queries;

namespace DirectiveFlow.Web.Documents;

/// <summary>What somebody is deciding about one proposed task.</summary>
public sealed class TaskDecisionDraft
{
    /// <summary>Null: added by a person.</summary>
    public Guid? TaskId { get; init; }

    public string SourceText { get; init; } = "";

    /// <summary>The deadline as the text states it, for its ground.</summary>
    public DeadlineView? Read { get; init; }

    public bool Confirmed { get; set; } = true;

    public string Title { get; set; } = "";

    public string LeadUnitId { get; set; } = "";

    public IReadOnlyCollection<string> CoordinatingUnitIds { get; set; } = [];

    public DateTime? DueDate { get; set; }

    public string Product { get; set; } = "";

    public bool IsConfidential { get; set; }

    public string RejectionReason { get; set; } = "";

    public DateOnly? Day => DueDate is { } day ? DateOnly.FromDateTime(day) : null;

    public static TaskDecisionDraft Of(TaskView task) => new()
    {
        TaskId = task.Id,
        SourceText = task.SourceText,
        Read = task.Deadline,
        Title = task.Title,
        LeadUnitId = task.Lead?.Id.ToString() ?? "",
        CoordinatingUnitIds = [.. task.Coordinating.Select(unit => unit.Id.ToString())],
        DueDate = task.Deadline?.DueDate.ToDateTime(TimeOnly.MinValue),
        Product = task.Product ?? "",
        IsConfidential = task.IsConfidential,
    };

    public DecidedTask ToDecision() => new(TaskId, Confirmed)
    {
        Title = Title.Trim(),
        LeadUnitId = Guid.TryParse(LeadUnitId, out var lead) ? lead : null,
        CoordinatingUnitIds = [.. CoordinatingUnitIds.Select(Guid.Parse)],
        DueDate = Day,
        Product = string.IsNullOrWhiteSpace(Product) ? null : Product.Trim(),
        IsConfidential = IsConfidential,
        RejectionReason = Confirmed ? null : RejectionReason.Trim(),
    };
}
