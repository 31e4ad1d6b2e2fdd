using System.Text.RegularExpressions;

namespace DirectiveFlow.Directives.Reading;

/// <summary>How many items the text announces in one place, against how many were read there: a difference asks for a look.</summary>
public sealed record CountCheck(string Set, string Words, int Announced, int Found)
{
    public bool Agrees => Announced == Found;
}

/// <summary>Compares "06 nhóm nhiệm vụ" with the groups of its set.</summary>
internal static partial class AnnouncedCount
{
    private static readonly string[] Numbers = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"];

    public static IReadOnlyList<CountCheck> Check(IReadOnlyDictionary<string, string> announced, IReadOnlyList<ReadTaskGroup> groups) =>
        [.. announced.Select(pair => new CountCheck(pair.Key, pair.Value, NumberOf(pair.Value), groups.Count(group => string.Equals(group.Set, pair.Key, StringComparison.Ordinal))))];

    /// <param name="words">Begin with the number, in digits or words.</param>
    public static int NumberOf(string words)
    {
        var first = First().Match(words).Value.ToLowerInvariant();
        return char.IsDigit(first[0]) ? DateWords.Number(first) : Math.Max(0, Array.IndexOf(Numbers, first));
    }

    [GeneratedRegex(@"^[\p{L}\d]+", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex First();
}
