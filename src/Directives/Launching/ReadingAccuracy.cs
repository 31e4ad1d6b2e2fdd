namespace DirectiveFlow.Directives.Launching;

/// <summary>How many proposals of one kind were judged how.</summary>
/// <param name="Added">Not proposed, and added by the person.</param>
public sealed record KindCount(ReadKind Kind, int Accepted, int Changed, int Rejected, int Added)
{
    /// <summary>All the reader proposed.</summary>
    public int Proposed => Accepted + Changed + Rejected;

    /// <summary>All that was right in the end.</summary>
    public int Right => Accepted + Changed + Added;

    /// <summary>Of what was proposed, the share taken unchanged; null where nothing was proposed.</summary>
    public double? Precision => Proposed == 0 ? null : (double)Accepted / Proposed;

    /// <summary>Of what was right in the end, the share proposed just so; null where nothing was.</summary>
    public double? Recall => Right == 0 ? null : (double)Accepted / Right;
}

/// <summary>A directive whose reading was reviewed, with the counts by kind.</summary>
public sealed record ReviewedDocument(Guid DirectiveId, string Code, DateTimeOffset At, string PersonName, IReadOnlyList<KindCount> Counts);

/// <summary>
/// Precision and recall by kind over reviewed documents. A changed proposal counts against both: what was proposed was wrong, and what
/// was right was missing.
/// </summary>
public sealed record ReadingAccuracy(IReadOnlyList<KindCount> Kinds, IReadOnlyList<ReviewedDocument> Documents)
{
    /// <summary>Documents that the published figures look back on.</summary>
    public const int Window = 100;

    /// <param name="documents">Newest first.</param>
    public static ReadingAccuracy Of(IReadOnlyList<ReviewedDocument> documents) => new(
        [
            .. Enum.GetValues<ReadKind>().Select(kind => Sum(kind, documents.SelectMany(document => document.Counts).Where(count => count.Kind == kind))),
        ],
        documents);

    /// <summary>Counts together, under the name of one kind.</summary>
    public static KindCount Sum(ReadKind kind, IEnumerable<KindCount> counts) => counts.Aggregate(
        new KindCount(kind, 0, 0, 0, 0),
        (sum, count) => new KindCount(kind, sum.Accepted + count.Accepted, sum.Changed + count.Changed, sum.Rejected + count.Rejected, sum.Added + count.Added));
}

/// <summary>The kept judgements, committed state.</summary>
public interface IReadingReviews
{
    /// <summary>The documents reviewed last, newest first.</summary>
    Task<IReadOnlyList<ReviewedDocument>> LastAsync(int documents, CancellationToken cancellationToken);

    /// <summary>The judgements of one directive in their order; none when it was launched without a review.</summary>
    Task<IReadOnlyList<ReviewedItem>> OfDirectiveAsync(Guid directiveId, CancellationToken cancellationToken);
}
