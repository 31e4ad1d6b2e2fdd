using System.Globalization;
using DirectiveFlow.Directives.Deadlines;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Reading;
using DirectiveFlow.Directives.Tasks;

namespace DirectiveFlow.Directives.Launching;

/// <summary>The head of a document as a person left it.</summary>
public sealed record ReviewedHead(string? Code, DateOnly? IssuedDate, string? OrganName);

/// <summary>What a finished review hands to the launch: each proposal judged against what the reader said, and the tasks taken.</summary>
/// <param name="document">The document launched, as it was read; null if the text names none.</param>
/// <param name="read">The proposals the person saw.</param>
public sealed class ReviewOutcome(ReadDocument? document, IReadOnlyList<ProposedTask> read, IReadOnlyList<Unit> units, string calendarEdition)
{
    /// <param name="tasks">What became of every proposal, and what was added, in the order the tasks are to have.</param>
    public LaunchReview Of(ReviewedHead head, IReadOnlyList<ReviewedTask> tasks)
    {
        var taken = tasks.Where(task => task.IsTaken).ToList();
        Judgement?[] judgements =
        [
            Judgement.Of(ReadKind.Code, document?.Code, head.Code, document?.Confidence, document?.Rule),
            Judgement.Of(ReadKind.Date, document?.Date, head.IssuedDate is { } day ? Iso(day) : null, document?.Confidence, document?.Rule),
            Judgement.Of(ReadKind.Unit, document?.Issuer, head.OrganName, document?.Confidence, document?.Rule),
            .. read.SelectMany(proposed => Judge(proposed, tasks.FirstOrDefault(task => task.Origins.Contains(proposed.Ordinal)))),
            .. taken.Where(task => task.Origins.Count == 0).SelectMany(Added),
        ];
        return new LaunchReview([.. judgements.OfType<Judgement>()], [.. taken.Select(Proposal)]);
    }

    /// <summary>A proposal merged into another, or rejected, says nothing about its units and deadline.</summary>
    private IEnumerable<Judgement?> Judge(ProposedTask proposed, ReviewedTask? task)
    {
        var kept = task is { IsTaken: true } && task.Origins[0] == proposed.Ordinal;
        yield return Judgement.Of(ReadKind.Task, proposed.Title, kept ? task!.Title : null, proposed.Confidence, proposed.Rule);
        if (!kept)
        {
            yield break;
        }

        // A lead the text names and nobody could place yet was neither right nor wrong.
        if (task!.LeadUnitId is not null || TaskOfText.LeadOf(proposed) is not null)
        {
            yield return Judgement.Of(ReadKind.Unit, TaskOfText.LeadOf(proposed) is { } lead ? NameOf(lead) : proposed.Lead, NameOf(task.LeadUnitId), proposed.Confidence, proposed.Rule);
        }

        var said = TaskOfText.CoordinatingOf(proposed).Select(unit => NameOf(unit)).OfType<string>().ToList();
        var decided = task.CoordinatingUnitIds.Select(unit => NameOf(unit)).OfType<string>().ToList();
        foreach (var name in said.Union(decided, StringComparer.Ordinal))
        {
            yield return Judgement.Of(
                ReadKind.Unit, said.Contains(name, StringComparer.Ordinal) ? name : null, decided.Contains(name, StringComparer.Ordinal) ? name : null, proposed.Confidence, proposed.Rule);
        }

        yield return Judgement.Of(
            ReadKind.Deadline, DeadlineOf(proposed) is { } due ? Iso(due.DueDate) : null, task.DueDate is { } day ? Iso(day) : null, proposed.Deadline?.Confidence, proposed.Deadline?.Rule);
    }

    private IEnumerable<Judgement?> Added(ReviewedTask task) =>
    [
        Judgement.Of(ReadKind.Task, null, task.Title, null, null),
        Judgement.Of(ReadKind.Unit, null, NameOf(task.LeadUnitId), null, null),
        .. task.CoordinatingUnitIds.Select(unit => Judgement.Of(ReadKind.Unit, null, NameOf(unit), null, null)),
        Judgement.Of(ReadKind.Deadline, null, task.DueDate is { } day ? Iso(day) : null, null, null),
    ];

    private TaskProposal Proposal(ReviewedTask task) => new(task.Title.Trim(), task.SourceText)
    {
        TaskGroup = task.TaskGroup,
        Product = string.IsNullOrWhiteSpace(task.Product) ? null : task.Product.Trim(),
        LeadUnitId = task.LeadUnitId,
        CoordinatingUnitIds = task.CoordinatingUnitIds,
        Deadline = DeadlineOf(task),
    };

    /// <summary>A day left as it was read keeps its words; another one was set by the person.</summary>
    private Deadline? DeadlineOf(ReviewedTask task) => task.DueDate is not { } day ? null
        : read.Where(proposed => task.Origins.Contains(proposed.Ordinal)).Select(DeadlineOf).FirstOrDefault(due => due?.DueDate == day)
            ?? new Deadline { DueDate = day, Rule = DeadlineRules.SetByPerson, CalendarEdition = calendarEdition };

    private Deadline? DeadlineOf(ProposedTask proposed) => TaskOfText.DeadlineOf(proposed.Deadline, calendarEdition);

    private string? NameOf(Guid? unit) => units.FirstOrDefault(other => other.Id == unit)?.Name;

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
