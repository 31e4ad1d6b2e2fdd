using System.Text.RegularExpressions;
using DirectiveFlow.Web.Language;

namespace DirectiveFlow.Web.Operations;

/// <summary>What the engine says of a migration, in Vietnamese where the sentence is known; else as the engine says it.</summary>
public static partial class MoveWords
{
    public static string Of(string sentence, UiLanguage language)
    {
        if (language.IsEnglish)
        {
            return sentence;
        }

        return Moved().Match(sentence) is { Success: true } moved ? $"Chuyển sang bản {moved.Groups["version"].Value}."
            : Absent().Match(sentence) is { Success: true } absent ? $"Bước “{absent.Groups["activity"].Value}” đang mở, nhưng bản đích không có bước “{absent.Groups["target"].Value}”."
            : OtherType().Match(sentence) is { Success: true } type
                ? $"Bước “{type.Groups["activity"].Value}” đang mở thuộc loại {type.Groups["type"].Value}, nhưng bước “{type.Groups["target"].Value}” của bản đích thuộc loại {type.Groups["other"].Value}."
            : OtherPlace().Match(sentence) is { Success: true } place
                ? $"Bước “{place.Groups["activity"].Value}” đang mở bên trong “{place.Groups["inside"].Value}”, nhưng trong bản đích nằm bên trong “{place.Groups["other"].Value}”."
            : Over().IsMatch(sentence) ? "Phiên đã kết thúc."
            : sentence;
    }

    [GeneratedRegex(@"^Moved to version (?<version>\d+)\.$", RegexOptions.NonBacktracking)]
    private static partial Regex Moved();

    [GeneratedRegex(@"^Activity '(?<activity>.+)' is open, but the target version has no activity '(?<target>.+)'\.$", RegexOptions.NonBacktracking)]
    private static partial Regex Absent();

    [GeneratedRegex(@"^Activity '(?<activity>.+)' is open and is of type (?<type>.+), but '(?<target>.+)' of the target version is of type (?<other>.+)\.$", RegexOptions.NonBacktracking)]
    private static partial Regex OtherType();

    [GeneratedRegex(@"^Activity '(?<activity>.+)' is open inside '(?<inside>.*)', but stands inside '(?<other>.*)' in the target version\.$", RegexOptions.NonBacktracking)]
    private static partial Regex OtherPlace();

    [GeneratedRegex(@"^The instance is finished \(.+\)\.$", RegexOptions.NonBacktracking)]
    private static partial Regex Over();
}
