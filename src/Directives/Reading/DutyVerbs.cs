using DirectiveFlow.Directives.Reading.Dictionaries;

namespace DirectiveFlow.Directives.Reading;

/// <summary>The verbs that open a duty, from <c>Data/duty-verbs.txt</c> and the installation. Texts are folded (<see cref="SourceText.Folded"/>).</summary>
internal static class DutyVerbs
{
    private static WordTrie Verbs => Lexicon.Current.Verbs;

    private static WordTrie None => Lexicon.Current.NoVerbs;

    private static HashSet<string> Tails => Lexicon.Current.Tails;

    private static WordTrie Naming => Lexicon.Current.NamingVerbs;

    /// <summary>End of the verb that stands at a position, in any case; -1 if none does.</summary>
    public static int EndAt(string text, int position, int limit)
    {
        if (position >= limit || (position > 0 && char.IsLetterOrDigit(text[position - 1])))
        {
            return -1;
        }

        var end = Verbs.Match(text, position, limit);
        return end >= 0 && None.Match(text, position, limit) >= end ? -1 : end;
    }

    /// <summary>The next verb in small letters from a position on that nothing makes passive; (-1, -1) if there is none.</summary>
    public static (int Start, int End) Next(string text, int from, int limit)
    {
        for (var at = from; at < limit; at++)
        {
            if (!char.IsLower(text[at]) || (at > 0 && char.IsLetterOrDigit(text[at - 1])))
            {
                continue;
            }

            var end = EndAt(text, at, limit);
            if (end >= 0)
            {
                if (!IsPassive(text, at) && !IsTail(text, at, end) && !NamesActor(text, at, end))
                {
                    return (at, end);
                }

                at = end - 1;
            }
            else if (None.Match(text, at, limit) is >= 0 and var skip)
            {
                at = skip - 1;
            }
        }

        return (-1, -1);
    }

    /// <summary>Whether the verb at a position may describe the body before it.</summary>
    public static bool MayName(string text, int start, int end) => Naming.Match(text, start, end) == end;

    /// <summary>The second syllable of a word that is no verb: "Đào tạo", "công trình".</summary>
    private static bool IsTail(string text, int start, int end)
    {
        if (text.AsSpan(start, end - start).Contains(' '))
        {
            return false;
        }

        var before = start - 1;
        while (before > 0 && char.IsLetter(text[before - 1]))
        {
            before--;
        }

        return before >= 0 && start - before is > 1 and < 12 && Tails.Contains(text[before..end]);
    }

    /// <summary>"chủ đầu tư", "nhà cung cấp", "người quản lý": whoever does it, not that it is to be done.</summary>
    private static bool NamesActor(string text, int start, int end)
    {
        var before = text.AsSpan(Math.Max(0, start - 7), Math.Min(7, start)).TrimEnd();
        var word = before[(before.LastIndexOfAny(' ', '\n') + 1)..];
        return word is "chủ" or "nhà" or "người" or "bên" or "vốn" or "Chủ" or "Nhà" or "Người" or "Bên" && MayName(text, start, end);
    }

    /// <summary>"được giao", "đã xây dựng": what is told of somebody, not asked of him.</summary>
    private static bool IsPassive(string text, int at)
    {
        var before = text.AsSpan(Math.Max(0, at - 6), Math.Min(6, at)).TrimEnd();
        return before.EndsWith("được") || before.EndsWith(" đã") || before.EndsWith(" bị") || before.EndsWith(" sẽ") || before.EndsWith(" vừa") || before.EndsWith("đang");
    }
}
