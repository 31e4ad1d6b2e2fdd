using System.Globalization;
using System.Text.RegularExpressions;

namespace DirectiveFlow.Directives.Reading;

/// <summary>
/// "Thứ nhất, …; thứ hai, …", "Một là, …; hai là, …" and, where tasks are announced, "(1) …; (2) …". The markers, taken in order, divide the items: an item may hold
/// semicolons and sentences of its own, and a typist may have left out the blank before a marker. The last item of a
/// running enumeration ends with its paragraph, or where the next enumeration begins.
/// </summary>
internal sealed partial class EnumeratedGroups(SourceText source, DocumentLedger ledger)
{
    /// <summary>How far before its first item an enumeration is announced, in characters.</summary>
    private const int LookBack = 3_000;

    /// <summary>"06 nhóm nhiệm vụ và giải pháp trọng tâm".</summary>
    internal const string Count =
        @"(?<![\p{L}\d])(?:\d{1,2}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+(?:nhóm\s+)?(?:nhiệm vụ|giải pháp|nội dung|việc|mục tiêu|chỉ tiêu|yêu cầu|vấn đề)(?:(?:\s+và|,)\s+(?:nhiệm vụ|giải pháp))*(?:\s+(?:trọng tâm|chủ yếu|cụ thể|lớn|đột phá|cấp bách|chính))*";

    private static readonly string[] Ordinals = ["nhất", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"];

    public (List<ReadTaskGroup> Groups, Dictionary<string, string> Counts) Read()
    {
        var groups = new List<ReadTaskGroup>();
        var counts = new Dictionary<string, string>(StringComparer.Ordinal);
        var previousEnd = 0;
        var markers = Marker().Matches(source.Folded);
        ReadingLimits.EnsureItems(markers.Count);
        var runs = Runs(markers.ToList()).ToList();
        for (var index = 0; index < runs.Count; index++)
        {
            var run = runs[index];
            var limit = index + 1 < runs.Count ? runs[index + 1][0].Index : source.Text.Length;
            var opening = Math.Max(run[0].Index - LookBack, previousEnd);
            var paragraph = new TextSpan(Math.Max(opening, source.LineStart(run[0].Index)), run[0].Index);
            previousEnd = run[^1].Index + run[^1].Length;
            if (run[0].Groups["digits"].Success && !(paragraph.Length > 0 && AnnouncesTasks().IsMatch(source.Fold(paragraph)) && run[^1].Index < source.LineEnd(run[0].Index)))
            {
                continue;
            }

            var set = ledger.FirstCodeIn(paragraph) ?? ledger.LastCodeBefore(paragraph.Start) ?? "self";
            for (var i = 0; i < run.Count; i++)
            {
                var item = Item(run, i, limit);
                if (item.Length > 0)
                {
                    groups.Add(new ReadTaskGroup
                    {
                        Set = set,
                        Ordinal = (i + 1).ToString(CultureInfo.InvariantCulture),
                        Text = source.Slice(item),
                        Evidence = source.Quote(item),
                        Rule = "group.enumerated",
                        Confidence = run.Count > 2 ? ReadingConfidence.Sure : ReadingConfidence.Likely,
                    });
                }
            }

            if (Announced(paragraph) is { } announced)
            {
                counts.TryAdd(set, announced);
            }
        }

        return (groups, counts);
    }

    /// <summary>Sequences that start at one, count on without a gap, and have at least two items.</summary>
    private static IEnumerable<List<Match>> Runs(List<Match> markers)
    {
        var run = new List<Match>();
        foreach (var marker in markers)
        {
            var ordinal = OrdinalOf(marker);
            if (ordinal == 1)
            {
                if (run.Count > 1)
                {
                    yield return run;
                }

                run = [marker];
            }
            else if (run.Count > 0 && ordinal == run.Count + 1 && StyleOf(marker) == StyleOf(run[0]))
            {
                run.Add(marker);
            }
        }

        if (run.Count > 1)
        {
            yield return run;
        }
    }

    private static int StyleOf(Match marker) => marker.Groups["la"].Success ? 1 : marker.Groups["digits"].Success ? 2 : 0;

    private static int OrdinalOf(Match marker) => marker.Groups["digits"].Success ? DateWords.Number(marker.Groups["digits"].Value) : marker.Groups["word"].Value.ToLowerInvariant() switch
    {
        "một" => 1,
        "bốn" => 4,
        "bẩy" => 7,
        var word => Array.IndexOf(Ordinals, word) + 1,
    };

    private TextSpan Item(List<Match> run, int index, int limit)
    {
        var start = run[index].Index + run[index].Length;
        var line = Math.Min(source.LineEnd(start), limit);
        var end = index + 1 < run.Count ? Math.Min(run[index + 1].Index, line) : line;
        return WithoutAnd(source.Trim(new TextSpan(start, end), trailing: ";.,:/"));
    }

    private TextSpan WithoutAnd(TextSpan item) =>
        source.Slice(item).EndsWith("; và", StringComparison.Ordinal) ? source.Trim(new TextSpan(item.Start, item.End - 2), trailing: ";") : item;

    /// <summary>"06 nhóm nhiệm vụ và giải pháp trọng tâm" before the first item, in its paragraph or the one before.</summary>
    private string? Announced(TextSpan paragraph)
    {
        var found = CountPattern().Matches(source.Fold(paragraph)).LastOrDefault();
        if (found is null && paragraph.Start > 1 && paragraph.Start == source.LineStart(paragraph.Start))
        {
            var last = paragraph.Start - 1;
            while (last > 0 && char.IsWhiteSpace(source.Text[last]))
            {
                last--;
            }

            var above = new TextSpan(Math.Max(source.LineStart(last), paragraph.Start - LookBack), paragraph.Start);
            found = CountPattern().Matches(source.Fold(above)).LastOrDefault();
        }

        return found?.Value;
    }

    [GeneratedRegex(
        @"(?<!lần\s)(?:(?<!ngày\s|sáng\s|chiều\s)thứ\s+(?<word>nhất|hai|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín|mười)(?:\s+là(?!\p{L})\s*[,:]?|\s*[,:])\s*|(?<![\p{L}])(?<word>một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+(?<la>là)\s*[,:]\s*|(?<=[:;,.]\s*(?:và\s+)?)\(?(?<digits>\d{1,2})\)\s*(?=\p{L}))",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Marker();

    [GeneratedRegex(@"(?:nhiệm vụ|giải pháp|nội dung|trọng tâm|nhóm|vấn đề|công việc|việc)[^.\n]{0,80}:\s*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex AnnouncesTasks();

    [GeneratedRegex(Count, RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    internal static partial Regex CountPattern();
}
