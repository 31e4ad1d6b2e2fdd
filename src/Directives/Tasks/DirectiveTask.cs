using DirectiveFlow.Directives.Deadlines;
using DirectiveFlow.Directives.Vietnamese;

namespace DirectiveFlow.Directives.Tasks;

public enum TaskStatus
{
    /// <summary>Read from the text by the machine; waits for a person.</summary>
    Proposed,
    Confirmed,
    Rejected,
}

/// <summary>
/// A task (nhiệm vụ) of a directive. Belongs to the directive's aggregate: changed only through
/// <see cref="Documents.Directive"/>, in its history and under its version.
/// </summary>
public sealed class DirectiveTask
{
    private readonly List<Guid> _coordinatingUnitIds = [];

    private DirectiveTask()
    {
        Title = SourceText = "";
    }

    internal DirectiveTask(Guid id, Guid directiveId, int ordinal, TaskProposal proposal)
    {
        Id = id;
        DirectiveId = directiveId;
        Ordinal = ordinal;
        TaskGroup = proposal.TaskGroup;
        Title = VietnameseText.Clean(proposal.Title);
        SourceText = proposal.SourceText;
        Product = proposal.Product;
        IsConfidential = proposal.IsConfidential;
        LeadUnitId = proposal.LeadUnitId;
        _coordinatingUnitIds.AddRange(proposal.CoordinatingUnitIds.Distinct().Where(u => u != proposal.LeadUnitId));
        Deadline = proposal.Deadline is { } d ? d with { ConfirmedBy = null } : null;
        Status = TaskStatus.Proposed;
    }

    public Guid Id { get; private set; }

    public Guid DirectiveId { get; private set; }

    /// <summary>Position in the directive, from 1.</summary>
    public int Ordinal { get; private set; }

    /// <summary>Heading of the group it stands under (nhóm nhiệm vụ), null without groups.</summary>
    public string? TaskGroup { get; private set; }

    public string Title { get; private set; }

    /// <summary>The words of the directive it was read from; empty when a person added it.</summary>
    public string SourceText { get; private set; }

    public TaskStatus Status { get; private set; }

    /// <summary>The deliverable asked for; null: any, or a reason why there is none.</summary>
    public string? Product { get; private set; }

    /// <summary>Readable only by its own units and those who read everything, see <see cref="Confidentiality"/>.</summary>
    public bool IsConfidential { get; private set; }

    public Guid? LeadUnitId { get; private set; }

    public IReadOnlyList<Guid> CoordinatingUnitIds => _coordinatingUnitIds;

    public Deadline? Deadline { get; private set; }

    /// <summary>Why it was rejected, null otherwise.</summary>
    public string? RejectionReason { get; private set; }

    internal void Confirm(TaskDecision decision)
    {
        Edit(decision);
        Status = TaskStatus.Confirmed;
        RejectionReason = null;
    }

    internal void Edit(TaskDecision decision)
    {
        Title = VietnameseText.Clean(decision.Title);
        Product = string.IsNullOrWhiteSpace(decision.Product) ? null : VietnameseText.Clean(decision.Product);
        IsConfidential = decision.IsConfidential;
        LeadUnitId = decision.LeadUnitId;
        _coordinatingUnitIds.Clear();
        _coordinatingUnitIds.AddRange(decision.CoordinatingUnitIds.Distinct());
        Deadline = decision.Deadline is { } deadline
            ? deadline with { SourceText = deadline.SourceText ?? Deadline?.SourceText }
            : null;
    }

    internal void Reject(string reason)
    {
        Status = TaskStatus.Rejected;
        RejectionReason = reason;
    }
}
