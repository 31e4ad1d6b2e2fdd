namespace DirectiveFlow.Directives.Reading;

/// <summary>
/// The two ways of placing the tone in an open syllable (hoà, hòa; uỷ, ủy) brought to the older one, character by character, so
/// that positions stay. "quý" is written alike in both.
/// </summary>
internal static class ToneMarks
{
    private const string New = "àáảãạèéẻẽẹỳýỷỹỵ";
    private const string Bare = "aaaaaeeeeeyyyyy";
    private const string OldO = "òóỏõọ";
    private const string OldU = "ùúủũụ";

    public static string Fold(string text)
    {
        char[]? folded = null;
        for (var i = 1; i < text.Length; i++)
        {
            var lower = char.ToLowerInvariant(text[i]);
            if (lower < 'à' || (i + 1 < text.Length && char.IsLetter(text[i + 1])) || New.IndexOf(lower, StringComparison.Ordinal) is not (>= 0 and var mark))
            {
                continue;
            }

            var before = char.ToLowerInvariant(text[i - 1]);
            var glide = mark < 10 ? before == 'o' : before == 'u' && !(i > 1 && text[i - 2] is 'q' or 'Q');
            if (glide)
            {
                folded ??= text.ToCharArray();
                folded[i - 1] = Cased((before == 'o' ? OldO : OldU)[mark % 5], text[i - 1]);
                folded[i] = Cased(Bare[mark], text[i]);
            }
        }

        return folded is null ? text : new string(folded);
    }

    private static char Cased(char letter, char like) => char.IsUpper(like) ? char.ToUpperInvariant(letter) : letter;
}
