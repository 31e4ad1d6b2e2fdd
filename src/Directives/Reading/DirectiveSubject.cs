using DirectiveFlow.Directives.Reading.Dictionaries;

namespace DirectiveFlow.Directives.Reading;

/// <summary>A task the text proposes, ready for a person to confirm, correct or reject.</summary>
/// <param name="Ordinal">1, 2, 3 … in text order.</param>
/// <param name="Group">Heading or group it stands under, if any.</param>
/// <param name="Title">The task's words with a capital first letter.</param>
/// <param name="Quotation">The same words as the text has them, at Offset and Length of <see cref="DirectiveReading.Text"/>.</param>
/// <param name="Lead">Name of the lead unit as written; null if the text names none.</param>
public sealed record ProposedTask(
    int Ordinal,
    string? Group,
    string Title,
    string Quotation,
    int Offset,
    int Length,
    string? Lead,
    IReadOnlyList<string> Coordinating,
    string? Product,
    ReadDeadline? Deadline)
{
    /// <summary>Name of the rule that found it.</summary>
    public string Rule { get; init; } = "";

    /// <summary>Between 0 and 1; see <see cref="ReadingConfidence"/>.</summary>
    public double Confidence { get; init; } = ReadingConfidence.Likely;

    /// <summary>See <see cref="ReadAssignment.LeadUnits"/>.</summary>
    public IReadOnlyList<ResolvedUnit>? LeadUnits { get; init; }

    /// <summary>The same for the coordinating bodies.</summary>
    public IReadOnlyList<ResolvedUnit>? CoordinatingUnits { get; init; }

    public bool IsSure => Confidence >= ReadingConfidence.SureFrom;
}

/// <summary>
/// What a launch registers from a reading: the directive itself, the chain of documents it carries out, and its tasks.
/// </summary>
public sealed record DirectiveSubject
{
    /// <summary>The document the text is, or, in a text about others, the one it cites first.</summary>
    public required ReadDocument Document { get; init; }

    /// <summary>True if the text is this document; false if it only announces it.</summary>
    public required bool IsOwnDocument { get; init; }

    /// <summary>What the document carries out, nearest first, as far as the text tells (69-KL/TW, then 20-NQ/TW).</summary>
    public required IReadOnlyList<ReadDocument> Lineage { get; init; }

    /// <summary>The task groups of the document or of its lineage.</summary>
    public required IReadOnlyList<ReadTaskGroup> TaskGroups { get; init; }

    /// <summary>The proposals: assignments, and groups that hold none.</summary>
    public required IReadOnlyList<ProposedTask> ProposedTasks { get; init; }

    /// <param name="code">Code the person registers under, if given: the document of that code is meant, not the first one.</param>
    /// <returns>Null if the text neither is a document nor cites one: then a person registers it by hand.</returns>
    public static DirectiveSubject? Of(DirectiveReading reading, string? code = null)
    {
        var own = reading.SelfDocument ?? reading.Documents.FirstOrDefault(document => document.Self == true);
        var named = reading.Documents.FirstOrDefault(candidate => code is not null && string.Equals(candidate.Code, code, StringComparison.OrdinalIgnoreCase));
        var document = named ?? own ?? reading.Documents.FirstOrDefault(candidate => candidate.Incomplete != true) ?? (reading.Documents is [var first, ..] ? first : null);
        if (document is null)
        {
            return null;
        }

        var isOwn = own is not null && (named is null || string.Equals(named.Code, own.Code, StringComparison.Ordinal));
        var lineage = Chain(document, reading.Documents);
        var codes = lineage.Prepend(document).Select(link => link.Code).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var cited = reading.Documents.Select(other => other.Code).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var groups = reading.TaskGroups.Where(group => codes.Contains(group.Set) || !cited.Contains(group.Set)).ToList();
        return new DirectiveSubject
        {
            Document = document,
            IsOwnDocument = isOwn,
            Lineage = lineage,
            TaskGroups = groups,
            ProposedTasks = Propose(reading, groups, isOwn),
        };
    }

    /// <summary>
    /// The tasks to propose for the directive registered under this code. A text without any document of its own or cited
    /// (a bare body, pasted) proposes all it holds.
    /// </summary>
    public static IReadOnlyList<ProposedTask> ProposalsOf(DirectiveReading reading, string code) =>
        Of(reading, code)?.ProposedTasks ?? Propose(reading, [.. reading.TaskGroups], own: true);

    private static List<ReadDocument> Chain(ReadDocument document, IReadOnlyList<ReadDocument> documents)
    {
        var chain = new List<ReadDocument>();
        var seen = new HashSet<string>(StringComparer.Ordinal) { document.Code ?? "" };
        for (var code = document.Implements; code is not null && seen.Add(code);)
        {
            var superior = documents.FirstOrDefault(other => string.Equals(other.Code, code, StringComparison.Ordinal));
            if (superior is null)
            {
                break;
            }

            chain.Add(superior);
            code = superior.Implements;
        }

        return chain;
    }

    /// <summary>
    /// A document's own assignments are its tasks; a group becomes a task where no assignment stands under it. A text that
    /// announces a document with groups proposes the groups: what it asks of its own audience are not that document's tasks.
    /// </summary>
    private static List<ProposedTask> Propose(DirectiveReading reading, List<ReadTaskGroup> groups, bool own)
    {
        var assignments = own || groups.Count == 0 ? reading.Assignments : [];
        var grouped = assignments.Select(assignment => assignment.Group).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var fromGroups = groups.Where(group => !grouped.Contains(group.Text))
            .Select(group => (group.Evidence, Task: new ProposedTask(0, null, Capital(group.Text), group.Evidence.Quotation, group.Evidence.Offset, group.Evidence.Length, null, [], null, null) { Rule = group.Rule, Confidence = group.Confidence }));
        var fromAssignments = assignments
            .Select(assignment => (assignment.Evidence, Task: new ProposedTask(
                0,
                assignment.Group,
                Capital(assignment.Task),
                assignment.Evidence.Quotation,
                assignment.Evidence.Offset,
                assignment.Evidence.Length,
                assignment.Lead,
                assignment.Coordinating,
                assignment.Product,
                assignment.Due)
            {
                Rule = assignment.Rule,
                Confidence = assignment.Confidence,
                LeadUnits = assignment.LeadUnits,
                CoordinatingUnits = assignment.CoordinatingUnits,
            }));
        return fromGroups.Concat(fromAssignments).OrderBy(item => item.Evidence.Offset).Select((item, index) => item.Task with { Ordinal = index + 1 }).ToList();
    }

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}
