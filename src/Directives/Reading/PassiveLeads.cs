using System.Text.RegularExpressions;

namespace DirectiveFlow.Directives.Reading;

/// <summary>
/// A lead named after its task: "… do Sở Y tế chủ trì", "… (Sở Y tế chủ trì, phối hợp với Sở Tài chính; hoàn thành trong
/// quý II/2025)". Texts are folded.
/// </summary>
internal static partial class PassiveLeads
{
    /// <summary>The task, the body's name and what follows it (partners, product, deadline).</summary>
    public static (TextSpan Task, TextSpan Lead, TextSpan Remark)? In(string text, TextSpan sentence)
    {
        if (text.AsSpan(sentence.Start, sentence.Length).IndexOf("chủ trì") < 0 && text.AsSpan(sentence.Start, sentence.Length).IndexOf(" do ") < 0 && text.AsSpan(sentence.Start, sentence.Length).IndexOf('(') < 0)
        {
            return null;
        }

        foreach (Match match in Opening().Matches(text[sentence.Start..sentence.End]))
        {
            var unit = sentence.Start + match.Index + match.Length;
            if (match.Index < 8 || !UnitPhrases.StartAt(text, unit))
            {
                continue;
            }

            var bracket = match.Value[0] == '(';
            var close = bracket ? text.IndexOf(')', unit, sentence.End - unit) : -1;
            var end = close > 0 ? close : sentence.End;
            var leads = Leads().Match(text, unit, Math.Min(end - unit, 300));
            var first = text.IndexOf(';', unit, end - unit);
            if (!leads.Success && bracket && first > 0 && UnitPhrases.IsName(text[unit..first]))
            {
                return (new TextSpan(sentence.Start, sentence.Start + match.Index), new TextSpan(unit, first), new TextSpan(first + 1, end));
            }

            if (leads.Success && UnitPhrases.IsName(text[unit..leads.Index]))
            {
                return (new TextSpan(sentence.Start, sentence.Start + match.Index), new TextSpan(unit, leads.Index), new TextSpan(leads.Index + leads.Length, end));
            }
        }

        return null;
    }

    [GeneratedRegex(@"\((?:\s*(?:do|giao|đơn vị chủ trì|cơ quan chủ trì|chủ trì)\s*:?)?\s*|(?:,|\s)\s*(?:do|giao)\s+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Opening();

    [GeneratedRegex(@"\s+(?:là\s+(?:cơ quan|đơn vị)\s+)?chủ trì(?:\s+(?:thực hiện|tham mưu|triển khai|xây dựng))?(?!\p{L})|\s+(?:thực hiện|đảm nhiệm|phụ trách)(?=\s*[.;,)]|$)", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Leads();
}
