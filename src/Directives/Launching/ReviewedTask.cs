using DirectiveFlow.Directives.Reading;

namespace DirectiveFlow.Directives.Launching;

/// <summary>One entry of a finished review: what a person made of a proposal, of several joined to one, or added.</summary>
/// <param name="Origins">Ordinals of the proposals it stands for, the first one being the one it continues; none when a person added it.</param>
/// <param name="IsTaken">False: rejected, and the rest says nothing.</param>
public sealed record ReviewedTask(IReadOnlyList<int> Origins, bool IsTaken, string Title)
{
    public Guid? LeadUnitId { get; init; }

    public IReadOnlyList<Guid> CoordinatingUnitIds { get; init; } = [];

    public DateOnly? DueDate { get; init; }

    public string? Product { get; init; }

    public string? TaskGroup { get; init; }

    /// <summary>The words of the document; empty when added without any.</summary>
    public string SourceText { get; init; } = "";

    /// <summary>A proposal just as it was read, taken.</summary>
    public static ReviewedTask Of(ProposedTask read) => new([read.Ordinal], IsTaken: true, read.Title)
    {
        LeadUnitId = TaskOfText.LeadOf(read),
        CoordinatingUnitIds = TaskOfText.CoordinatingOf(read),
        DueDate = TaskOfText.DeadlineOf(read.Deadline, "")?.DueDate,
        Product = read.Product,
        TaskGroup = read.Group,
        SourceText = read.Quotation,
    };
}
