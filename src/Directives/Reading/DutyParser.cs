using System.Text.RegularExpressions;

namespace DirectiveFlow.Directives.Reading;

/// <summary>What is known of a duty before its words are read: whose it is and where in the outline it stands.</summary>
internal sealed record DutyContext(string Lead)
{
    public string? Ordinal { get; init; }

    public string? Group { get; init; }

    /// <summary>Deadline of the heading above, used if the duty names none.</summary>
    public ReadDeadline? Inherited { get; init; }

    /// <summary>The lead stands in an earlier sentence or paragraph.</summary>
    public bool Carried { get; init; }

    public string Rule { get; init; } = "";

    public double Confidence { get; init; } = ReadingConfidence.Likely;
}

/// <summary>
/// Reads what follows a lead: "là cơ quan thường trực", "chủ trì, phối hợp với A, B", the task, its product and its
/// deadline. A deadline closes a task, so "… định kỳ 6 tháng, tổng kết trước ngày …" gives two.
/// </summary>
internal sealed partial class DutyParser(SourceText source, DeadlinePhrases deadlines)
{
    public IReadOnlyList<ReadAssignment> Parse(DutyContext context, int start, int end)
    {
        var text = source.Folded;
        var standing = Standing().Match(text, start, end - start);
        start += standing.Length;
        start += Capacity().Match(text, start, end - start).Length;
        start += Obligation().Match(text, start, end - start).Length;
        var coordinating = Coordinating(ref start, end);
        var whole = end;
        var product = Labelled(Product(), start, ref end);
        var assignments = Divide(context, start, end, coordinating);
        if (assignments.Count > 0 && end < whole && assignments[^1].Due is null && deadlines.In(new TextSpan(end, whole)) is [var later, ..])
        {
            assignments[^1] = assignments[^1] with { Due = later.Deadline, Deadline = later.Deadline.Raw };
        }

        if (assignments.Count > 0)
        {
            assignments[0] = assignments[0] with { StandingBody = standing.Length > 0 ? true : null, LeadCarriedOver = context.Carried ? true : null };
            assignments[^1] = assignments[^1] with { Product = product };
        }

        return assignments;
    }

    /// <summary>A task whose lead stands behind it: what follows the lead gives partners, product and deadline.</summary>
    public ReadAssignment ParseRemark(DutyContext context, TextSpan task, TextSpan remark)
    {
        var text = source.Folded;
        var with = Partners().Match(text, remark.Start, remark.Length);
        IReadOnlyList<string> coordinating = [];
        if (with.Success && UnitPhrases.StartAt(text, with.Index + with.Length))
        {
            var from = with.Index + with.Length;
            var end = text.IndexOfAny([';', ')', '.', '\n'], from, remark.End - from);
            coordinating = UnitPhrases.Split(source.Text[from..(end < 0 ? remark.End : end)]);
        }

        var due = deadlines.In(remark) is [var first, ..] ? first.Deadline : deadlines.In(task) is [.., var last] ? last.Deadline : context.Inherited;
        return new ReadAssignment
        {
            Lead = context.Lead,
            Coordinating = coordinating,
            Task = source.Slice(task),
            Deadline = due?.Raw,
            Due = due,
            Ordinal = context.Ordinal,
            Group = context.Group,
            Evidence = source.Quote(task),
            Rule = context.Rule,
            Confidence = context.Confidence,
        };
    }

    [GeneratedRegex(@"\G(?:hoàn thành|xong|thời hạn|thời gian|trước|chậm nhất|trong (?:tháng|quý|năm))(?!\p{L})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Closes();

    [GeneratedRegex(@"\G\s*[,;]?\s*(?:và\s+)?(?:phối hợp|cùng)(?:\s+(?:với|cùng))?\s*:?\s+", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Partners();

    /// <summary>The bodies after "phối hợp với"; moves the start to the task's verb.</summary>
    private IReadOnlyList<string> Coordinating(ref int start, int end)
    {
        var text = source.Folded;
        start += Leading().Match(text, start, end - start).Length;
        var with = With().Match(text, start, end - start);
        if (!with.Success)
        {
            return [];
        }

        var list = with.Index + with.Length;
        if (UnitPhrases.Clause(text, list, end) is { } clause)
        {
            start = clause.Verb;
            start += Obligation().Match(text, start, end - start).Length;
            return UnitPhrases.Split(source.Text[list..clause.NameEnd]);
        }

        return [];
    }

    private List<ReadAssignment> Divide(DutyContext context, int start, int end, IReadOnlyList<string> coordinating)
    {
        var found = deadlines.In(new TextSpan(start, end));
        var assignments = new List<ReadAssignment>();
        var from = start;
        ReadDeadline? ahead = null;
        foreach (var (deadline, span) in found)
        {
            if (Striving().IsMatch(source.Folded[from..span.Start]) && UnitPhrases.VerbAt(source.Folded, source.Trim(new TextSpan(span.End, end), leading: ",").Start))
            {
                // "…, phấn đấu đến hết ngày 31/12 giải ngân …": the term stands inside the task.
                ahead ??= deadline;
                continue;
            }

            if (deadline.Period is "unspecified")
            {
                // "định kỳ sơ kết, tổng kết" is the task's own verb: it stays in the task's words.
                ahead ??= deadline;
                continue;
            }

            if (Opens(from, span, end))
            {
                // "…; định kỳ hằng quý báo cáo …": the term belongs to what follows it.
                Add(from, span.Start, ahead);
                (from, ahead) = (span.End, deadline);
                continue;
            }

            if (Add(from, span.Start, ahead ?? deadline))
            {
                (from, ahead) = (span.End, null);
            }
        }

        Add(from, end, ahead);
        return assignments;

        bool Add(int left, int right, ReadDeadline? deadline)
        {
            var words = source.Trim(new TextSpan(left, right), leading: ",;.:", trailing: ",;.:/");
            words = source.Trim(new TextSpan(words.Start, words.End - Closing().Match(source.Fold(words)).Length), trailing: ",;.:/");
            if (words.Length < 3 || (assignments.Count > 0 && !UnitPhrases.VerbAt(source.Folded, words.Start)))
            {
                return false;
            }

            var first = assignments.Count == 0;
            assignments.Add(new ReadAssignment
            {
                Lead = context.Lead,
                Coordinating = first ? coordinating : [],
                Task = source.Slice(words),
                Deadline = (deadline ?? context.Inherited)?.Raw,
                Due = deadline ?? context.Inherited,
                DeadlineInherited = deadline is null && context.Inherited is not null ? true : null,
                Ordinal = context.Ordinal,
                Group = context.Group,
                LeadCarriedOver = first ? null : true,
                Evidence = source.Quote(words),
                Rule = first ? context.Rule : "assignment.second-deadline",
                Confidence = first ? context.Confidence : Math.Min(context.Confidence, ReadingConfidence.Likely),
            });
            return true;
        }
    }

    /// <summary>Whether a recurring term stands before its verb, after a break.</summary>
    private bool Opens(int from, TextSpan span, int end)
    {
        var before = source.Folded[from..span.Start].TrimEnd();
        var after = span.End;
        while (after < end && source.Folded[after] == ' ')
        {
            after++;
        }

        return (before.Length == 0 || before[^1] is ';' or ',') && after > span.End && UnitPhrases.VerbAt(source.Folded, after);
    }

    /// <summary>A labelled remark at the end of a duty ("; sản phẩm: …"), cut off from it.</summary>
    private string? Labelled(Regex label, int start, ref int end)
    {
        var match = label.Match(source.Folded, start, Math.Max(0, end - start));
        if (!match.Success)
        {
            return null;
        }

        var value = match.Groups["value"];
        var span = source.Trim(new TextSpan(value.Index, value.Index + value.Length), trailing: ".;,");
        var rest = source.Trim(new TextSpan(value.Index + value.Length, end), leading: ".;,");
        if (rest.Length == 0 || Closes().Match(source.Folded, rest.Start, rest.Length) is { Success: true })
        {
            end = match.Index;
        }

        return span.Length == 0 ? null : source.Slice(span);
    }

    [GeneratedRegex(@"(?:phấn đấu|bảo đảm|đảm bảo|cố gắng|quyết tâm)\s*,?\s*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Striving();

    [GeneratedRegex(@"\Glà (?:cơ quan|đơn vị|bộ phận|đầu mối)[^,;.\n]*?(?:thường trực|đầu mối)[^,;.\n]*[,;]\s*", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Standing();

    [GeneratedRegex(@"\Glà (?:cơ quan|đơn vị)[^;.\n]*?(?:do đó|vì vậy|vì thế|theo đó)\s*,?\s*", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Capacity();

    [GeneratedRegex(@"\G(?:có trách nhiệm|cần phải|cần|phải)\s*:?\s+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Obligation();

    [GeneratedRegex(@"\Gchủ trì\s*(?:,\s*)?(?:và\s+)?(?=phối|cùng|\p{Ll})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Leading();

    [GeneratedRegex(@"\G(?:(?:(?:chủ động|tích cực|kịp thời|thường xuyên|tiếp tục|tăng cường)\s*,?\s+)*phối hợp(?:\s+chặt chẽ)?(?:\s+(?:với|cùng))?|phối với|phối kết hợp với|cùng(?:\s+với)?)\s+(?=\p{L})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex With();

    [GeneratedRegex(@"(?:^|[,;.]?\s+)(?:(?:và|phải|cần)\s+)?(?:hoàn thành|thời hạn(?:\s+hoàn thành)?|thời gian(?:\s+(?:hoàn thành|thực hiện))?|hạn)(?:\s+là)?\s*:?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Closing();

    [GeneratedRegex(@"[,;.]\s*(?:sản phẩm(?:\s+(?:đầu ra|hoàn thành))?|kết quả(?:\s+đầu ra)?)(?:\s+là)?\s*:\s*(?<value>[^.;\n]+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Product();
}
