namespace DirectiveFlow.Directives.Launching;

/// <summary>What the reader proposed, by kind. Stored and sent by name.</summary>
public enum ReadKind
{
    /// <summary>Number and notation of the document.</summary>
    Code,

    /// <summary>Day the document was issued.</summary>
    Date,

    /// <summary>A body: the issuer, the lead or a coordinating unit of a task.</summary>
    Unit,

    /// <summary>Day by which a task is due.</summary>
    Deadline,

    Task,
}

/// <summary>What a person made of a proposal. Stored and sent by name.</summary>
public enum ReviewDecision
{
    /// <summary>Taken as proposed.</summary>
    Accepted,

    /// <summary>Taken with another content.</summary>
    Changed,

    /// <summary>Not taken.</summary>
    Rejected,

    /// <summary>The person added what the reader had not found.</summary>
    Added,
}

/// <summary>One judgement as the page sends it.</summary>
/// <param name="Proposed">As the reader proposed it; null for what was added.</param>
/// <param name="Decided">As the person decided it; null for what was rejected.</param>
public sealed record Judgement(ReadKind Kind, ReviewDecision Decision, string? Proposed, string? Decided)
{
    /// <summary>The reader's, between 0 and 1; null for what was added.</summary>
    public double? Confidence { get; init; }

    /// <summary>Name of the reader's rule; null for what was added.</summary>
    public string? Rule { get; init; }

    /// <summary>Judges a value by what was read and what stands there now; null where both are empty.</summary>
    public static Judgement? Of(ReadKind kind, string? proposed, string? decided, double? confidence, string? rule)
    {
        var (read, now) = (Text(proposed), Text(decided));
        return (read, now) switch
        {
            (null, null) => null,
            (null, _) => new Judgement(kind, ReviewDecision.Added, null, now),
            (_, null) => new Judgement(kind, ReviewDecision.Rejected, read, null) { Confidence = confidence, Rule = rule },
            _ => new Judgement(kind, string.Equals(read, now, StringComparison.Ordinal) ? ReviewDecision.Accepted : ReviewDecision.Changed, read, now)
            {
                Confidence = confidence,
                Rule = rule,
            },
        };
    }

    private static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>
/// A judgement as it is kept: written once, in the transaction that registers the directive, and never changed. The reader's accuracy is
/// counted from these.
/// </summary>
public sealed class ReviewedItem
{
    private ReviewedItem() => PersonName = "";

    internal ReviewedItem(Guid directiveId, int number, Judgement judgement, DateTimeOffset at, Guid? personId, string personName)
    {
        DirectiveId = directiveId;
        Number = number;
        Kind = judgement.Kind;
        Proposed = judgement.Proposed;
        Decision = judgement.Decision;
        Decided = judgement.Decided;
        Confidence = judgement.Confidence;
        Rule = judgement.Rule;
        At = at;
        PersonId = personId;
        PersonName = personName;
    }

    public Guid DirectiveId { get; private set; }

    /// <summary>1, 2, 3 … in the directive.</summary>
    public int Number { get; private set; }

    public ReadKind Kind { get; private set; }

    public string? Proposed { get; private set; }

    public ReviewDecision Decision { get; private set; }

    public string? Decided { get; private set; }

    public double? Confidence { get; private set; }

    public string? Rule { get; private set; }

    public DateTimeOffset At { get; private set; }

    public Guid? PersonId { get; private set; }

    public string PersonName { get; private set; }
}
