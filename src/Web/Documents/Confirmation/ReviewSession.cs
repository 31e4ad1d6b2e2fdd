using System.Globalization;
using DirectiveFlow.Directives.Launching;
using DirectiveFlow.Directives.Reading;

namespace DirectiveFlow.Web.Documents.Confirmation;

/// <summary>A reading and the review of it: what the page shows on both sides.</summary>
public sealed class ReviewSession
{
    private readonly IReadOnlyList<ProposedTask> _read;

    /// <param name="code">The document to launch, of several the text tells of; null: the first.</param>
    /// <param name="review">A review begun earlier on the same text; null: a new one.</param>
    public ReviewSession(DirectiveReading reading, string? code, ReviewDraft? review, IReadOnlyList<string> remarks)
    {
        Reading = reading;
        Remarks = remarks;
        Subject = DirectiveSubject.Of(reading, code);
        _read = Subject?.ProposedTasks ?? DirectiveSubject.ProposalsOf(reading, code ?? "");
        var carriedOut = reading.Documents.Select(document => document.Implements).OfType<string>().ToHashSet(StringComparer.Ordinal);
        Candidates = Subject is { IsOwnDocument: false }
            ? [.. reading.Documents.Where(document => document.Code is { } own && document.Incomplete != true && !carriedOut.Contains(own))]
            : [];
        var sets = (Subject?.TaskGroups ?? reading.TaskGroups).Select(group => group.Set).ToHashSet(StringComparer.Ordinal);
        Checks = [.. reading.CountChecks.Where(check => sets.Contains(check.Set) || !check.Agrees && Subject is { IsOwnDocument: true })];
        Review = review is not null && review.Read == _read.Count ? review : ReviewDraft.Of(_read);
        Marks = [];
        Segments = [];
        Mark();
    }

    public DirectiveReading Reading { get; }

    public DirectiveSubject? Subject { get; }

    public IReadOnlyList<ProposedTask> Read => _read;

    /// <summary>The documents a text about others may be launched for.</summary>
    public IReadOnlyList<ReadDocument> Candidates { get; }

    /// <summary>Announced counts that concern this document.</summary>
    public IReadOnlyList<CountCheck> Checks { get; }

    /// <summary>See <see cref="DirectiveFlow.Directives.Reading.Intake.IntakeText.Remarks"/>.</summary>
    public IReadOnlyList<string> Remarks { get; }

    public ReviewDraft Review { get; }

    public IReadOnlyList<TextMark> Marks { get; private set; }

    public IReadOnlyList<TextSegment> Segments { get; private set; }

    /// <summary>Those a person may accept together: surely read, and nothing about them is open.</summary>
    public IEnumerable<ProposalDraft> Sure => Review.Proposals.Where(proposal =>
        proposal.State == ProposalState.Waiting && !proposal.IsEditing && ReadOf(proposal) is { Count: > 0 } read
        && read.All(task => task.IsSure && (task.Lead is null || TaskOfText.LeadOf(task) is not null)));

    public IReadOnlyList<ProposedTask> ReadOf(ProposalDraft proposal) => [.. proposal.Origins.Select(ordinal => _read[ordinal - 1])];

    /// <summary>Marks the text anew, with the places of added tasks.</summary>
    public void Mark()
    {
        Marks =
        [
            .. TextMarks.Of(Reading, Subject, _read),
            .. Review.Proposals.Where(proposal => proposal.Start is not null && proposal.Origins.Count == 0)
                .Select(proposal => new TextMark(proposal.Key, ReadKind.Task, proposal.Start!.Value, Math.Min(Reading.Text.Length, proposal.Start.Value + proposal.SourceText.Length))),
        ];
        Segments = TextMarks.Cut(Reading.Text, Marks);
    }

    /// <summary>The number on the card a task mark belongs to.</summary>
    public int? NumberOf(TextMark mark)
    {
        var proposal = mark.Ordinal is { } ordinal ? Review.For(ordinal) : Review.Proposals.Find(other => string.Equals(other.Key, mark.Item, StringComparison.Ordinal));
        return proposal is null ? null : Review.NumberOf(proposal);
    }

    /// <summary>The numbers of the proposals nobody has decided, for a sentence.</summary>
    public string WaitingNumbers => string.Join(", ", Review.Waiting.Take(12).Select(proposal => Review.NumberOf(proposal).ToString(CultureInfo.InvariantCulture)));
}
