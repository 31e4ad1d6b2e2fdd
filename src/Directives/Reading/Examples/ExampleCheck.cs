namespace DirectiveFlow.Directives.Reading.Examples;

/// <summary>One part of a reading against what is expected: how many were found, what was too much and what was missed.</summary>
/// <param name="Part">documents, dates, deadlines, groups or assignments.</param>
/// <param name="Surplus">Found and not expected; these count against what is called sure.</param>
/// <param name="Lines">One line for each difference, "+" for too much and "-" for missed.</param>
public sealed record ExamplePart(string Part, int Hits, int Found, int Wanted, IReadOnlyList<ReadItem> Surplus, IReadOnlyList<string> Lines);

/// <summary>
/// Scores a reading against an example, as the thresholds of the reader are stated: codes without regard to capitals, a lead by 80 %
/// of its words, a task by 70 %, a group by 85 %, each pair once.
/// </summary>
public static class ExampleCheck
{
    public static IReadOnlyList<ExamplePart> Of(ReadingExample example, DirectiveReading reading)
    {
        var wanted = example.Of("doc").Select(line => line.Split(' ')).ToList();
        var documents = WordOverlap.Pair(reading.Documents, wanted, (found, want) => string.Equals(found.Code, want[0], StringComparison.OrdinalIgnoreCase) ? 1 : 0);
        var dated = wanted.Where(want => want[1] is not "-" && !documents.Missing.Contains(want))
            .Select(want => (Want: want, reading.Documents.First(found => string.Equals(found.Code, want[0], StringComparison.OrdinalIgnoreCase)).Date)).ToList();
        var wrongDates = dated.Where(pair => !string.Equals(pair.Date, pair.Want[1], StringComparison.Ordinal)).ToList();
        var dues = example.Of("due").ToList();
        var deadlines = WordOverlap.Pair(reading.Deadlines, dues, (found, want) => string.Equals($"{found.Kind} {found.Date ?? "-"}", want, StringComparison.Ordinal) ? 1 : 0);
        var heads = example.Of("group").ToList();
        var groups = WordOverlap.Pair(reading.TaskGroups, heads, (found, want) => WordOverlap.Of(found.Text, want) is >= 0.85 and var score ? score : 0);
        var tasks = example.Of("task").Select(line => line.Split(" | ")).ToList();
        var assignments = WordOverlap.Pair(reading.Assignments, tasks, (found, want) => (WordOverlap.Of(found.Lead, want[0]), WordOverlap.Of(found.Task, want[1])) is ( >= 0.8, >= 0.7) and var (lead, task) ? lead + task : 0);
        return
        [
            new("documents", documents.Hits, reading.Documents.Count, wanted.Count, documents.Surplus, [.. documents.Surplus.Select(item => $"+ doc {item.Code}"), .. documents.Missing.Select(want => $"- doc {want[0]}")]),
            new("dates", dated.Count - wrongDates.Count, dated.Count(pair => pair.Date is not null), dated.Count, [], [.. wrongDates.Select(pair => $"- date {pair.Want[0]} {pair.Want[1]}")]),
            new("deadlines", deadlines.Hits, reading.Deadlines.Count, dues.Count, deadlines.Surplus, [.. deadlines.Surplus.Select(item => $"+ due {item.Kind} {item.Raw}"), .. deadlines.Missing.Select(want => $"- due {want}")]),
            new("groups", groups.Hits, reading.TaskGroups.Count, heads.Count, groups.Surplus, [.. groups.Surplus.Select(item => $"+ group {item.Text}"), .. groups.Missing.Select(want => $"- group {want}")]),
            new("assignments", assignments.Hits, reading.Assignments.Count, tasks.Count, assignments.Surplus, [.. assignments.Surplus.Select(item => $"+ task {item.Lead} | {item.Task}"), .. assignments.Missing.Select(want => $"- task {want[0]} | {want[1]}")]),
        ];
    }

    /// <summary>A reading as the lines of an example, for a person to correct.</summary>
    public static IEnumerable<string> Lines(DirectiveReading reading) =>
        reading.Documents.Where(item => item.Code is not null).Select(item => $"doc {item.Code} {item.Date ?? "-"}")
            .Concat(reading.Deadlines.Select(item => $"due {item.Kind} {item.Date ?? "-"}"))
            .Concat(reading.TaskGroups.Select(item => $"group {item.Text}"))
            .Concat(reading.Assignments.Select(item => $"task {item.Lead} | {item.Task}"))
            .Select(line => line.ReplaceLineEndings(" "));
}
