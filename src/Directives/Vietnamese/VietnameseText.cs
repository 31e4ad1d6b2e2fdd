using System.Globalization;
using System.Text;

namespace DirectiveFlow.Directives.Vietnamese;

/// <summary>Comparison keys for Vietnamese words. Texts are stored as written (NFC); only keys are folded.</summary>
public static class VietnameseText
{
    private const string ToneMarks = "\u0300\u0301\u0303\u0309\u0323";

    /// <summary>NFC, non-breaking spaces made plain, runs of white space made one, trimmed.</summary>
    public static string Clean(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormC))
        {
            if (!char.IsWhiteSpace(c))
            {
                result.Append(c);
            }
            else if (result.Length > 0 && result[^1] != ' ')
            {
                result.Append(' ');
            }
        }

        return result.ToString().TrimEnd();
    }

    /// <summary>For searching: lower case, without any marks, đ as d. "Khoa hoc" finds "Khoá học".</summary>
    public static string SearchKey(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var c in Clean(text).ToLowerInvariant().Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                result.Append(c == 'đ' ? 'd' : c);
            }
        }

        return result.ToString();
    }

    /// <summary>
    /// For names: equal for old and new tone placement (hóa, hoá), case and Unicode form; different words stay different.
    /// </summary>
    public static string NameKey(string text)
    {
        var result = new StringBuilder(text.Length);
        var tones = new StringBuilder();
        foreach (var c in Clean(text).ToLowerInvariant().Normalize(NormalizationForm.FormD))
        {
            if (ToneMarks.Contains(c, StringComparison.Ordinal))
            {
                tones.Append(c);
                continue;
            }

            if (!char.IsLetter(c) && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                result.Append(tones);
                tones.Clear();
            }

            result.Append(c);
        }

        return result.Append(tones).ToString().Normalize(NormalizationForm.FormC);
    }
}
