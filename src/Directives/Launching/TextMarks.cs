using System.Globalization;
using System.Text.RegularExpressions;
using DirectiveFlow.Directives.Reading;

namespace DirectiveFlow.Directives.Launching;

/// <summary>A place in the text that something was read from.</summary>
/// <param name="Item">What it belongs to, with spaces between: <c>code</c>, <c>date</c> and <c>issuer</c> of the directive, <c>t1</c>, <c>t1-lead</c>, <c>t1-due</c> … of its tasks; empty for what is only cited.</param>
public sealed record TextMark(string Item, ReadKind Kind, int Start, int End, int? Ordinal = null);

/// <summary>A piece of the text without a mark's beginning or end inside. All segments together are the text.</summary>
/// <param name="Marks">The marks it lies in, the widest first.</param>
/// <param name="Opens">Those that begin with it.</param>
public sealed record TextSegment(int Start, string Text, IReadOnlyList<TextMark> Marks, IReadOnlyList<TextMark> Opens);

/// <summary>The places of a reading in its text, and the text cut along them for showing.</summary>
public static partial class TextMarks
{
    /// <summary>How far behind a document's code its date and issuer are looked for.</summary>
    private const int Reach = 240;

    /// <summary>Marks are looked up by blocks of so many characters: a long text holds thousands.</summary>
    private const int Block = 512;

    /// <summary>A head of page stands within so many characters.</summary>
    private const int HeadLength = 2_000;

    public static string TaskItem(int ordinal) => string.Create(CultureInfo.InvariantCulture, $"t{ordinal}");

    public static string LeadItem(int ordinal) => TaskItem(ordinal) + "-lead";

    public static string DeadlineItem(int ordinal) => TaskItem(ordinal) + "-due";

    /// <param name="subject">What is launched; null if the text names no document.</param>
    public static IReadOnlyList<TextMark> Of(DirectiveReading reading, DirectiveSubject? subject, IReadOnlyList<ProposedTask> tasks)
    {
        var marks = new List<TextMark>();
        var near = new Dictionary<(ReadKind Kind, int Block), List<int>>();
        if (reading.SelfDocument is { } self)
        {
            AddDocument(self, ReferenceEquals(self, subject?.Document), 0, HeadLength);
        }

        foreach (var document in reading.Documents)
        {
            AddDocument(document, ReferenceEquals(document, subject?.Document), document.Evidence.End, document.Evidence.End + Reach);
        }

        foreach (var task in tasks)
        {
            AddTask(task);
        }

        return marks;

        void AddDocument(ReadDocument document, bool launched, int from, int to)
        {
            to = Math.Min(to, reading.Text.Length);
            Add(launched ? "code" : "", ReadKind.Code, document.Evidence.Start, document.Evidence.End);
            if (document.Date is { } date && DateIn(reading.Text, date, from, to) is { } day)
            {
                Add(launched ? "date" : "", ReadKind.Date, day.Start, day.End);
            }

            if (document.Issuer is { Length: > 0 } issuer && Find(reading.Text, issuer, from, to) is { } at)
            {
                Add(launched ? "issuer" : "", ReadKind.Unit, at, at + issuer.Length);
            }
        }

        void AddTask(ProposedTask task)
        {
            var (start, end) = (task.Offset, task.Offset + task.Length);
            marks.Add(new TextMark(TaskItem(task.Ordinal), ReadKind.Task, start, end, task.Ordinal));
            if (task.Lead is { Length: > 0 } lead)
            {
                AddUnit(LeadItem(task.Ordinal), lead, start, end);
            }

            foreach (var with in task.Coordinating.Where(words => words.Length > 0))
            {
                AddUnit(TaskItem(task.Ordinal), with, start, end);
            }

            if (task.Deadline is { } due)
            {
                Add(DeadlineItem(task.Ordinal), ReadKind.Deadline, due.Evidence.Start, due.Evidence.End);
            }
        }

        // A body stands in the task's own line, or, carried over, in one before it.
        void AddUnit(string item, string words, int start, int end)
        {
            var line = reading.Text.LastIndexOf('\n', Math.Max(0, start - 1)) + 1;
            var next = reading.Text.IndexOf('\n', end);
            var at = Find(reading.Text, words, line, next < 0 ? reading.Text.Length : next)
                ?? (line > 0 && reading.Text.LastIndexOf(words, line - 1, Math.Min(line, HeadLength), StringComparison.OrdinalIgnoreCase) is var before and >= 0 ? before : null);
            if (at is { } place)
            {
                Add(item, ReadKind.Unit, place, place + words.Length);
            }
        }

        // Of two places of one kind that overlap the first stays, for both items.
        void Add(string item, ReadKind kind, int start, int end)
        {
            var blocks = Enumerable.Range(start / Block, Math.Max(0, end - 1) / Block - start / Block + 1).ToList();
            var same = blocks.SelectMany(block => near.GetValueOrDefault((kind, block)) ?? []).FirstOrDefault(index => marks[index].Start < end && start < marks[index].End, -1);
            if (same < 0)
            {
                foreach (var block in blocks)
                {
                    (near.TryGetValue((kind, block), out var known) ? known : near[(kind, block)] = []).Add(marks.Count);
                }

                marks.Add(new TextMark(item, kind, start, end));
            }
            else if (item.Length > 0)
            {
                marks[same] = marks[same] with { Item = (marks[same].Item + " " + item).TrimStart() };
            }
        }
    }

    public static IReadOnlyList<TextSegment> Cut(string text, IReadOnlyList<TextMark> marks)
    {
        var edges = marks.SelectMany(mark => new[] { mark.Start, mark.End }).Append(0).Append(text.Length).Distinct().Order().ToList();
        var opening = marks.ToLookup(mark => mark.Start);
        var open = new List<TextMark>();
        var segments = new List<TextSegment>(edges.Count);
        for (var index = 0; index + 1 < edges.Count; index++)
        {
            open.RemoveAll(mark => mark.End <= edges[index]);
            open.AddRange(opening[edges[index]]);
            TextMark[] inside = [.. open.OrderByDescending(mark => mark.End - mark.Start)];
            segments.Add(new TextSegment(edges[index], text[edges[index]..edges[index + 1]], inside, [.. inside.Where(mark => mark.Start == edges[index])]));
        }

        return segments;
    }

    private static int? Find(string text, string words, int from, int to)
    {
        var length = Math.Min(to, text.Length) - from;
        var at = length < words.Length ? -1 : text.IndexOf(words, from, length, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? null : at;
    }

    private static (int Start, int End)? DateIn(string text, string iso, int from, int to)
    {
        for (var match = Day().Match(text, from); match.Success && match.Index + match.Length <= to; match = match.NextMatch())
        {
            var day = string.Create(CultureInfo.InvariantCulture, $"{match.Groups["y"].Value}-{match.Groups["m"].Value.PadLeft(2, '0')}-{match.Groups["d"].Value.PadLeft(2, '0')}");
            if (day.StartsWith(iso, StringComparison.Ordinal))
            {
                return (match.Index, match.Index + match.Length);
            }
        }

        return null;
    }

    [GeneratedRegex(@"ngày\s+(?<d>\d{1,2})\s*(?:[/.\-]|tháng)\s*(?<m>\d{1,2})\s*(?:[/.\-]|,?\s*năm)\s*(?<y>\d{4})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Day();
}
