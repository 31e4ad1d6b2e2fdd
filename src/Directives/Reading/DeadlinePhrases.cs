using System.Globalization;
using System.Text.RegularExpressions;
using DirectiveFlow.Directives.Reading.Dictionaries;

namespace DirectiveFlow.Directives.Reading;

/// <summary>
/// Deadline phrases and the last day each means: a month, quarter or year ends on its last day, "trước ngày" includes the
/// day named (the usual reading in tracking systems; a person confirms every one).
/// </summary>
internal sealed class DeadlinePhrases(SourceText source, DateOnly? context)
{
    /// <summary>A month without a year that lies further back than this is the next year's: a plan of December names "tháng 02".</summary>
    private const int LongPast = 6;

    /// <summary>The phrases inside a span, in order, none overlapping.</summary>
    public IReadOnlyList<(ReadDeadline Deadline, TextSpan Span)> In(TextSpan span)
    {
        var yearly = false;
        var found = new List<(ReadDeadline Deadline, TextSpan Span)>();
        foreach (var match in DeadlinePatterns.Find(source.Folded, span.Start, span.End))
        {
            var at = new TextSpan(match.Index, match.Index + match.Value.TrimEnd().Length);
            if (Read(match, source.Quote(at)) is { } deadline)
            {
                if (yearly && deadline is { Kind: "before", YearInferred: true })
                {
                    // "hằng năm báo cáo … trước ngày 15 tháng 12": a day without a year comes back every year.
                    deadline = deadline with { Kind = "recurring", Date = null, YearInferred = null, Period = "P1Y", Rule = "deadline.recurring", Confidence = ReadingConfidence.Likely };
                }

                yearly |= deadline is { Kind: "recurring", Period: "P1Y" };
                found.Add((deadline, at));
            }
        }

        AddInstalled(span, found);
        return found;
    }

    /// <summary>Wordings the installation added, where no other was found.</summary>
    private void AddInstalled(TextSpan span, List<(ReadDeadline Deadline, TextSpan Span)> found)
    {
        if (Lexicon.Current.DeadlineWords is not { } words)
        {
            return;
        }

        for (var at = span.Start; at < span.End; at++)
        {
            if (!char.IsLetter(source.Folded[at]) || (at > 0 && char.IsLetterOrDigit(source.Folded[at - 1])) || words.Match(source.Folded, at, span.End) is not (>= 0 and var end) || found.Exists(other => other.Span.Start < end && at < other.Span.End))
            {
                continue;
            }

            var phrase = new TextSpan(at, end);
            var kind = Lexicon.Current.Deadlines[source.Fold(phrase).ToUpperInvariant()];
            found.Add((new ReadDeadline { Raw = source.Slice(phrase), Kind = kind, Rule = "deadline.installed", Confidence = ReadingConfidence.Likely, Evidence = source.Quote(phrase) }, phrase));
            at = end - 1;
        }

        found.Sort((left, right) => left.Span.Start.CompareTo(right.Span.Start));
    }

    /// <summary>The deadline a whole table cell states (6/2025, Tháng 10/2025, 2025, Thường xuyên, 30/6/2027 …), else null.</summary>
    public ReadDeadline? OfCell(TextSpan cell)
    {
        if (cell.Length == 0)
        {
            return null;
        }

        var match = DeadlinePatterns.Cell().Match(source.Fold(cell));
        if (match.Success)
        {
            return Read(match, source.Quote(cell));
        }

        return In(cell) is [var first, ..] ? first.Deadline : DeadlinePatterns.CellPart().Match(source.Fold(cell)) is { Success: true } part ? Read(part, source.Quote(cell)) : null;
    }

    /// <summary>The same for a cell that runs over several lines; its words stand in the deadline, the evidence spans the lines.</summary>
    public ReadDeadline? OfJoinedCell(TextSpan cell, string words)
    {
        var folded = ToneMarks.Fold(words);
        var match = DeadlinePatterns.Cell().Match(folded);
        match = match.Success ? match : DeadlinePatterns.Find(folded, 0, folded.Length).FirstOrDefault() ?? DeadlinePatterns.CellPart().Match(folded);
        return match.Success && Read(match, source.Quote(cell)) is { } due ? due with { Raw = words } : null;
    }

    private ReadDeadline? Read(Match match, Evidence evidence)
    {
        var blank = new ReadDeadline { Raw = evidence.Quotation, Kind = "before", Evidence = evidence };
        var read = match.Groups["recur"].Success ? Recurring(match, blank)
            : match.Groups["amount"].Success ? Relative(match, blank)
            : match.Groups["event"].Success ? blank with { Kind = "before_event" }
            : match.Groups["reference"].Success ? blank with { Kind = "by_reference" }
            : match.Groups["d"].Success ? OnDay(match, blank)
            : match.Groups["before"].Success ? BeforeMonth(match, blank)
            : match.Groups["month"].Success || match.Groups["monthword"].Success || match.Groups["quarter"].Success || match.Groups["half"].Success || match.Groups["py"].Success || match.Groups["year"].Success ? Period(match, blank)
            : blank with { Kind = "ongoing" };
        return read is null ? null : read with { Rule = "deadline." + read.Kind.Replace('_', '-'), Confidence = ConfidenceOf(read) };
    }

    /// <summary>A day written in full is sure; what was inferred or must be looked up elsewhere is not.</summary>
    private static double ConfidenceOf(ReadDeadline deadline) => deadline.Kind switch
    {
        "by_reference" or "ongoing" => ReadingConfidence.Unsure,
        "before_event" or "in_year" or "recurring" or "relative" => ReadingConfidence.Likely,
        _ => deadline.YearInferred == true || deadline.Date is null ? ReadingConfidence.Likely : ReadingConfidence.Sure,
    };

    private static ReadDeadline Relative(Match match, ReadDeadline blank) => blank with
    {
        Kind = "relative",
        Amount = DateWords.Number(match.Groups["amount"].Value),
        Unit = UnitOf(match.Groups["unit"].Value),
        Anchor = match.Groups["anchor"].Success ? match.Groups["anchor"].Value.Trim() : null,
    };

    private ReadDeadline? OnDay(Match match, ReadDeadline blank)
    {
        if (DateWords.Read(match, context, future: true) is not { } day)
        {
            // No year and no context: the words are kept, a person sets the day. A day that does not exist is no deadline.
            return match.Groups["y"].Success || match.Groups["yy"].Success || context is not null ? null : blank;
        }

        var date = DateWords.Iso(day.Day);
        if (match.Groups["hour"].Success)
        {
            var minute = match.Groups["minute"].Success ? DateWords.Number(match.Groups["minute"].Value) : 0;
            var hour = DateWords.Number(match.Groups["hour"].Value);
            return hour > 24 || minute > 59 ? null : blank with
            {
                Kind = "at_time",
                Date = string.Create(CultureInfo.InvariantCulture, $"{date}T{hour:00}:{minute:00}"),
                YearInferred = day.YearInferred ? true : null,
            };
        }

        return blank with { Date = date, YearInferred = day.YearInferred ? true : null };
    }

    /// <summary>"trước tháng 7/2025": the month itself is too late.</summary>
    private static ReadDeadline? BeforeMonth(Match match, ReadDeadline blank) =>
        DateWords.Day(DateWords.Number(match.Groups["py"].Value), DateWords.Number(match.Groups["month"].Value), 1) is { } first
            ? blank with { Date = DateWords.Iso(first.AddDays(-1)) }
            : null;

    private ReadDeadline? Period(Match match, ReadDeadline blank)
    {
        var written = match.Groups["py"].Success;
        int? year = written ? DateWords.Number(match.Groups["py"].Value) : context?.Year;
        if (match.Groups["month"].Success || match.Groups["monthword"].Success)
        {
            var month = DateWords.Month(match.Groups[match.Groups["month"].Success ? "month" : "monthword"].Value);
            if (!written && context is { } day && day.Month - month > LongPast)
            {
                year++;
            }

            return Ending("in_month", month, month is >= 1 and <= 12);
        }

        if (match.Groups["quarter"].Success)
        {
            return Ending("in_quarter", DateWords.Quarter(match.Groups["quarter"].Value) * 3, true);
        }

        return match.Groups["half"].Success
            ? Ending("in_half_year", match.Groups["part"].Value.StartsWith("đ", StringComparison.OrdinalIgnoreCase) ? 6 : 12, true)
            : Ending("in_year", 12, true);

        ReadDeadline? Ending(string kind, int month, bool sensible)
        {
            var day = year is { } y && sensible ? DateWords.LastOfMonth(y, month) : null;
            return !sensible || (day is null && year is not null) ? null : blank with
            {
                Kind = kind,
                Date = day is { } last ? DateWords.Iso(last) : null,
                YearInferred = day is not null && !written ? true : null,
            };
        }
    }

    private static ReadDeadline Recurring(Match match, ReadDeadline blank)
    {
        var period = match.Groups["every"].Value.ToLowerInvariant() switch
        {
            "ngày" => "P1D",
            "tuần" => "P1W",
            "tháng" => "P1M",
            "quý" => "P3M",
            "năm" => "P1Y",
            _ when match.Groups["months"].Success => string.Create(CultureInfo.InvariantCulture, $"P{DateWords.Number(match.Groups["months"].Value)}M"),
            _ => blank.Raw.Contains("tháng", StringComparison.OrdinalIgnoreCase) ? "P1Y" : "unspecified",
        };
        return blank with { Kind = "recurring", Period = period, Day = match.Groups["day"].Success ? DateWords.Number(match.Groups["day"].Value) : null };
    }

    private static string UnitOf(string words) => words.ToLowerInvariant() switch
    {
        var w when w.Contains("làm việc", StringComparison.Ordinal) => "workingDay",
        var w when w.StartsWith("tháng", StringComparison.Ordinal) => "month",
        var w when w.StartsWith("năm", StringComparison.Ordinal) => "year",
        _ => "day",
    };
}
