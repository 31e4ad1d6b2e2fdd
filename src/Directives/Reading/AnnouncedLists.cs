using System.Globalization;
using System.Text.RegularExpressions;

namespace DirectiveFlow.Directives.Reading;

/// <summary>
/// "… 03 nhóm nhiệm vụ, giải pháp gồm: A; B; C.": groups without markers, divided by semicolons. They count only where there are
/// exactly as many as were announced and none of them names who has to do it.
/// </summary>
internal sealed partial class AnnouncedLists(SourceText source, DocumentLedger ledger)
{
    private const int FewestItems = 3;

    public IEnumerable<ReadTaskGroup> Read()
    {
        foreach (Match announced in Announcement().Matches(source.Folded))
        {
            var start = announced.Index + announced.Length;
            var end = SentenceEnd().Match(source.Folded, start, source.LineEnd(start) - start) is { Success: true } stop ? stop.Index : source.LineEnd(start);
            var items = Items(start, end);
            if (items.Count < FewestItems || items.Count != AnnouncedCount.NumberOf(announced.Value) || items.Exists(item => item.Length < 4 || Marked().IsMatch(source.Fold(item)) || UnitPhrases.Clause(source.Folded, item.Start, item.End) is not null))
            {
                continue;
            }

            var paragraph = new TextSpan(source.LineStart(announced.Index), announced.Index);
            var set = (paragraph.Length > 0 ? ledger.FirstCodeIn(paragraph) : null) ?? ledger.LastCodeBefore(paragraph.Start) ?? "self";
            foreach (var (item, index) in items.Select((item, index) => (item, index)))
            {
                yield return new ReadTaskGroup
                {
                    Set = set,
                    Ordinal = (index + 1).ToString(CultureInfo.InvariantCulture),
                    Text = source.Slice(item),
                    Evidence = source.Quote(item),
                    Rule = "group.listed",
                    Confidence = ReadingConfidence.Likely,
                };
            }
        }
    }

    private List<TextSpan> Items(int start, int end)
    {
        var items = new List<TextSpan>();
        for (var from = start; from < end;)
        {
            var semicolon = source.Text.IndexOf(';', from, end - from);
            var to = semicolon < 0 ? end : semicolon;
            items.Add(source.Trim(new TextSpan(from, to), trailing: ".,;/"));
            from = to + 1;
        }

        ReadingLimits.EnsureItems(items.Count);
        return items;
    }

    [GeneratedRegex(EnumeratedGroups.Count + @"[^.:;\n]{0,60}:\s*(?=\p{L})", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Announcement();

    [GeneratedRegex(@"\.(?=\s+\p{Lu}|\s*/?\.?\s*$)", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex SentenceEnd();

    /// <summary>Markers belong to <see cref="EnumeratedGroups"/>.</summary>
    [GeneratedRegex(@"^(?:thứ\s+\p{L}+|(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+là)(?!\p{L})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Marked();
}
