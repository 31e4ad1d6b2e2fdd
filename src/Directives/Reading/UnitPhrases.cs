using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using DirectiveFlow.Directives.Reading.Dictionaries;

namespace DirectiveFlow.Directives.Reading;

/// <summary>A body at the head of a clause and the verb of its duty.</summary>
/// <param name="NameEnd">Where the body's name ends; words such as "theo chức năng, nhiệm vụ" may stand before the verb.</param>
/// <param name="Ranged">Such words stand there: they belong to an order even in running text.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct UnitClause(int NameEnd, int Verb, bool Ranged);

/// <summary>
/// Where the name of a body begins and ends in a sentence. Names begin with a known head (<c>Data/unit-heads.txt</c>) and end
/// where a duty's verb begins (<see cref="DutyVerbs"/>). Texts are folded.
/// </summary>
internal static partial class UnitPhrases
{
    /// <summary>Longest name of a lead, with all bodies it lists, in characters.</summary>
    private const int MaxLength = 360;

    private static readonly WordTrie Quantifiers = new(["các", "mỗi", "từng", "toàn thể", "một số", "tất cả các", "những", "cả", "toàn bộ"]);

    private static WordTrie Plural => Lexicon.Current.Plural;

    private static WordTrie Proper => Lexicon.Current.Proper;

    private static WordTrie Whole => Lexicon.Current.Whole;

    private static WordTrie Office => Lexicon.Current.Office;

    /// <summary>The body and the verb of the clause that starts at a position; null if no name starts there or no verb follows.</summary>
    public static UnitClause? Clause(string text, int start, int end)
    {
        if (!StartAt(text, start))
        {
            return null;
        }

        var limit = Math.Min(end, start + MaxLength);
        for (var from = start; DutyVerbs.Next(text, from, limit) is { Start: >= 0 } verb; from = verb.End)
        {
            if (verb.Start == start || PartOfName(text, start, verb, limit))
            {
                continue;
            }

            var name = text[start..verb.Start];
            if (Range().Match(name) is { Success: true } range)
            {
                return BreaksName().IsMatch(name[..range.Index]) ? null : new UnitClause(start + range.Index, verb.Start, true);
            }

            return BreaksName().IsMatch(name) ? null : new UnitClause(verb.Start, verb.Start, false);
        }

        return null;
    }

    /// <summary>Whether the name of a body may start at a position.</summary>
    public static bool StartAt(string text, int position)
    {
        if (position >= text.Length || (position > 0 && char.IsLetterOrDigit(text[position - 1])))
        {
            return false;
        }

        var limit = Math.Min(text.Length, position + 60);
        if (char.IsDigit(text[position]))
        {
            return Counted().Match(text, position) is { Success: true } counted && Plural.Match(text, position + counted.Length, limit) >= 0;
        }

        if (Quantifiers.Match(text, position, limit) is >= 0 and var of && SkipBlanks(text, of) is var plural && plural > of)
        {
            return Plural.Match(text, plural, limit) >= 0 || Whole.Match(text, plural, limit) >= 0 || Office.Match(text, plural, limit) >= 0 || (Proper.Match(text, plural, limit) is >= 0 and var proper && IsCapital(text, SkipBlanks(text, proper)));
        }

        if (Whole.Match(text, position, limit) >= 0)
        {
            return true;
        }

        if (Proper.Match(text, position, limit) is >= 0 and var head && IsCapital(text, SkipBlanks(text, head < limit && text[head] == '.' ? head + 1 : head)))
        {
            return true;
        }

        return Office.Match(text, position, limit) is >= 0 and var office && SkipBlanks(text, office) is var next
            && (IsCapital(text, next) || (next < text.Length && text[next] == ',' && IsOffice(text, SkipBlanks(text, next + 1))) || Quantifiers.Match(text, next, text.Length) >= 0 || StartsSmallOffice(text, next));
    }

    /// <summary>Whether the next body of a list starts at a position: "các cơ quan, đơn vị liên quan" is one body of the list, not two.</summary>
    private static bool StartsListed(string text, int position) =>
        StartAt(text, position)
        && (IsCapital(text, position)
            || Quantifiers.Match(text, position, text.Length) >= 0
            || (Proper.Match(text, position, text.Length) is >= 0 and var head && IsCapital(text, SkipBlanks(text, head))));

    /// <summary>Whether a verb of a duty stands at a position, in any case.</summary>
    public static bool VerbAt(string text, int position) => DutyVerbs.EndAt(text, position, text.Length) >= 0;

    /// <summary>Whether the words are nothing but the name of a body or of several.</summary>
    public static bool IsName(string words)
    {
        words = ToneMarks.Fold(words);
        return words.Length is > 2 and < 240 && StartAt(words, 0) && !words.EndsWith('.') && !BreaksName().IsMatch(words) && !HasVerb(words);
    }

    /// <summary>The bodies of a list (A, B và C); "và" inside a name (Khoa học và Công nghệ) separates nothing.</summary>
    public static IReadOnlyList<string> Split(string list)
    {
        var folded = ToneMarks.Fold(list);
        var parts = new List<string>();
        var from = 0;
        foreach (Match separator in SeparatorPattern().Matches(folded))
        {
            var next = separator.Index + separator.Length;
            var previous = list[from..separator.Index].Trim();
            if ((StartsListed(folded, next) && !JoinedOffice().IsMatch(previous)) || separator.Value.Contains(';', StringComparison.Ordinal))
            {
                Add(previous);
                from = next;
            }
        }

        Add(list[from..]);
        return parts;

        void Add(string part)
        {
            part = part.Trim(' ', '\t', '\n', ',', ';', '.', ':');
            part = part.EndsWith(" và", StringComparison.Ordinal) ? part[..^3] : part;
            if (part.Length > 0)
            {
                parts.Add(part);
            }
        }
    }

    /// <summary>Whether the lead names a kind of body, so that every member gets its own copy of the task.</summary>
    public static bool IsCollective(string lead) => CollectivePattern().IsMatch(ToneMarks.Fold(lead));

    private static bool HasVerb(string words)
    {
        for (var from = 0; DutyVerbs.Next(words, from, words.Length) is { Start: >= 0 } verb; from = verb.End)
        {
            if (verb.Start > 0 && !NamingHead().IsMatch(words[..verb.Start].TrimEnd()) && !(DutyVerbs.MayName(words, verb.Start, verb.End) && Describable().IsMatch(words[..verb.Start].TrimEnd())))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Ban quản lý, các đơn vị quản lý rừng: the word belongs to the name, in the second case only if a verb follows.</summary>
    private static bool PartOfName(string text, int start, (int Start, int End) verb, int limit)
    {
        var before = text[start..verb.Start].TrimEnd();
        if (NamingHead().IsMatch(before) && DutyVerbs.MayName(text, verb.Start, verb.End) && !(verb.End < text.Length && text[verb.End] == ',') && DutyVerbs.Next(text, verb.End, limit).Start > 0)
        {
            return true;
        }

        if (string.Equals(text[verb.Start..verb.End], "tổ chức", StringComparison.Ordinal) && (before.EndsWith("các", StringComparison.Ordinal) || (before.EndsWith(',') && text.AsSpan(verb.End).StartsWith(","))))
        {
            return true;
        }

        if (DutyVerbs.MayName(text, verb.Start, verb.End) && ProjectBoard().IsMatch(before) && DutyVerbs.Next(text, verb.End, limit).Start > 0)
        {
            return true;
        }

        if (text.AsSpan(verb.Start, verb.End - verb.Start) is "tham mưu" && text.AsSpan(verb.End).StartsWith(", giúp việc") && Describable().IsMatch(before))
        {
            return true;
        }

        if (!DutyVerbs.MayName(text, verb.Start, verb.End) || !Describable().IsMatch(before))
        {
            return false;
        }

        var next = DutyVerbs.Next(text, verb.End, Math.Min(limit, verb.End + 60));
        return next.Start > verb.End + 1 && text.AsSpan(verb.End, next.Start - verb.End).IndexOfAny(",;.:") < 0;
    }

    private static int SkipBlanks(string text, int position)
    {
        while (position < text.Length && text[position] is ' ' or '\t')
        {
            position++;
        }

        return position;
    }

    private static bool IsCapital(string text, int position) => position < text.Length && char.IsUpper(text[position]);

    /// <summary>The next office of a list: "Bộ trưởng, Thủ trưởng cơ quan ngang bộ".</summary>
    private static bool IsOffice(string text, int position) => IsCapital(text, position) && Office.Match(text, position, Math.Min(text.Length, position + 40)) >= 0;

    /// <summary>"thủ trưởng cơ quan", "trưởng các phòng".</summary>
    private static bool StartsSmallOffice(string text, int position) => Plural.Match(text, position, Math.Min(text.Length, position + 40)) >= 0;

    [GeneratedRegex(@"[;:\n“”""]|(?<!\b(?:TP|Tp|TX))\.|(?<!\p{L})(?:đã|được(?! giao| phân công| yêu cầu| đề nghị| chỉ đạo)|vừa|sẽ|đang|cho biết|theo|khi|nếu|trong đó|để|(?<!(?:[Bb]an [Cc]hỉ đạo|Ủy ban|[Tt]ổ [Cc]ông tác|Hội đồng|Cục|Vụ)\s[^,;.:\n]{0,60}\s?)về|là|thì|mà|từ|(?<!(?:thiết|chuẩn|trang) )bị)(?!\p{L})", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex BreaksName();

    [GeneratedRegex(@"\s*,?\s+(?:theo\s+(?:đúng\s+)?(?:chức năng|nhiệm vụ|thẩm quyền|lĩnh vực|phân công|phạm vi|trách nhiệm|quy định|tinh thần)|trong\s+(?:phạm vi|thẩm quyền)|tùy\s+theo|trên cơ sở|ngoài\s+(?:việc|nhiệm vụ)|với\s+(?:vai trò|chức năng|trách nhiệm)|bằng\s+nhiều|được\s+(?:giao|phân công|yêu cầu|đề nghị|chỉ đạo))(?!\p{L})", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Range();

    /// <summary>"4 tỉnh", "12 sở, ngành".</summary>
    [GeneratedRegex(@"\G\d{1,3}\s(?=\p{Ll})", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Counted();

    [GeneratedRegex(@"(?:,|;|\s+và|\s+cùng với|\s+cùng)\s+(?:và\s+)?", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex SeparatorPattern();

    [GeneratedRegex(@"Đoàn (?:ĐBQH|đại biểu Quốc hội)(?:(?:,| và) (?:HĐND|Hội đồng nhân dân)(?: tỉnh| thành phố)?)?$|Văn phòng (?:HĐND|Hội đồng nhân dân)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex JoinedOffice();

    [GeneratedRegex(@"^(?:[Cc]ác|[Mm]ỗi|[Tt]ừng|[Tt]ất cả các|[Tt]oàn thể)\s|^(?:UBND|Ủy ban nhân dân)\s+(?:các\s|(?:quận|huyện|xã|phường|cấp xã|cấp huyện)\s*(?:,|và|$))|^(?:Thủ trưởng|Giám đốc|Chủ tịch|Hiệu trưởng|Bộ trưởng)[^,;]*?\s(?:các|cấp)\s", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex CollectivePattern();

    [GeneratedRegex(@"(?:^|[ ,])(?:[Bb]an|[Tt]ổ|[Cc]ục|[Cc]hi cục|(?<!(?:[Vv]ăn|[Qq]uốc|Hải) )[Pp]hòng|(?<!(?:[Bb]ệnh|[Hh]ọc|[Tt]hư) )[Vv]iện|[Bb]ộ phận|[Hh]ội đồng|(?<!(?:[Tt]ỉnh|[Tt]hành|[Hh]uyện|[Tt]ập|[Đđ]ảng|[Cc]ông|[Ll]iên|[Qq]uân|[Bb]inh|[Ss]ư) )[Đđ]oàn|[Tt]rung tâm|[Qq]uỹ|[Đđ]ội|[Cc]hức năng)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex NamingHead();

    /// <summary>"Ban Quản lý dự án đầu tư xây dựng …": the verbs up to the last one belong to the name.</summary>
    [GeneratedRegex(@"[Bb]an [Qq]uản lý (?:[Cc]ác )?(?:[Dd]ự án|[Kk]hu)(?: (?:đầu tư|xây dựng|phát triển|và))*$", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex ProjectBoard();

    [GeneratedRegex(@"(?:[Cc]ơ quan|[Đđ]ơn vị|[Cc]ơ sở|[Dd]oanh nghiệp|[Tt]ổ chức|[Cc]ông chức|[Cc]án bộ|[Cc]hỉ đạo|[Cc]hỉ huy|[Cc]ông tác|[Nn]gành|[Ll]ực lượng|[Hh]ộ|liên quan|[Cc]hủ đầu tư|[Vv]iên|[Đđ]ồng chí)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Describable();
}
