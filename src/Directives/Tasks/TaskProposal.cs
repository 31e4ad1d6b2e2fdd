using DirectiveFlow.Directives.Deadlines;

namespace DirectiveFlow.Directives.Tasks;

/// <summary>A task as read from the text, or as a person adds it. Proposes; only a decision makes it binding.</summary>
public sealed record TaskProposal(string Title, string SourceText)
{
    public string? TaskGroup { get; init; }

    public string? Product { get; init; }

    public bool IsConfidential { get; init; }

    public Guid? LeadUnitId { get; init; }

    public IReadOnlyList<Guid> CoordinatingUnitIds { get; init; } = [];

    public Deadline? Deadline { get; init; }
}

/// <summary>What a person decides about a task: the whole of it, so that nothing unseen is confirmed.</summary>
public sealed record TaskDecision(string Title, Guid? LeadUnitId, Deadline? Deadline)
{
    public IReadOnlyList<Guid> CoordinatingUnitIds { get; init; } = [];

    public string? Product { get; init; }

    public bool IsConfidential { get; init; }
}
