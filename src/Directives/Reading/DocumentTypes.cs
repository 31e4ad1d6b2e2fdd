using DirectiveFlow.Directives.Reading.Dictionaries;

namespace DirectiveFlow.Directives.Reading;

/// <summary>
/// Type names and their abbreviations: Decree 30/2020 annex III for state documents, the Party's guidance on document
/// form for Party documents (where TT is Thông tri, not Thông tư). Legal types that carry a number are included.
/// </summary>
internal static class DocumentTypes
{
    private static IReadOnlyDictionary<string, (string? Party, string? State)> ByAbbreviation => Lexicon.Current.Types.ByAbbreviation;

    private static IReadOnlyList<string> Names => Lexicon.Current.Types.Names;

    /// <summary>Alternatives of all type names for use inside a pattern; spaces match any run of blanks.</summary>
    public const string NamePattern =
        "(?:Chương trình hành động|Thông tư liên tịch|Nghị quyết liên tịch|Thông báo kết luận|Giấy giới thiệu|Bản thỏa thuận|Giấy ủy quyền|Văn bản hợp nhất|" +
        "Chương trình|Bản ghi nhớ|Phiếu chuyển|Quyết định|Nghị quyết|Phương án|Hướng dẫn|Thông cáo|Thông báo|Thông tri|Thông tư|Công điện|Công văn|Phiếu gửi|Phiếu báo|" +
        "Hợp đồng|Kế hoạch|Kết luận|Nghị định|Pháp lệnh|Quy định|Tờ trình|Biên bản|Giấy mời|Quy chế|Báo cáo|Chỉ thị|Đề án|Dự án|Bộ luật|Luật|Lệnh|Văn bản)";

    public static bool IsPartyAbbreviation(string abbreviation) =>
        ByAbbreviation.TryGetValue(abbreviation, out var names) && names.Party is not null;

    public static bool IsStateAbbreviation(string abbreviation) =>
        ByAbbreviation.TryGetValue(abbreviation, out var names) && names.State is not null;

    public static string? NameOf(string? abbreviation, CodeGrammar grammar)
    {
        if (abbreviation is null || !ByAbbreviation.TryGetValue(abbreviation, out var names))
        {
            return null;
        }

        return grammar == CodeGrammar.Party ? names.Party ?? names.State : names.State ?? names.Party;
    }

    /// <summary>The name in its usual writing for a word found in the text in any case; null if it is no type of a numbered document.</summary>
    public static string? Canonical(string word) =>
        Names.FirstOrDefault(name => string.Equals(ToneMarks.Fold(name), ToneMarks.Fold(word), StringComparison.OrdinalIgnoreCase));

    /// <summary>The abbreviation usually written for a name, null for laws.</summary>
    public static string? AbbreviationOf(string? name, CodeGrammar grammar) =>
        ByAbbreviation.FirstOrDefault(pair => string.Equals(grammar == CodeGrammar.Party ? pair.Value.Party : pair.Value.State, name, StringComparison.Ordinal)).Key;

    /// <summary>Usual writing of an abbreviation whose capitals were changed (TTR → TTr).</summary>
    public static string Usual(string abbreviation) =>
        ByAbbreviation.Keys.FirstOrDefault(key => string.Equals(key, abbreviation, StringComparison.OrdinalIgnoreCase)) ?? abbreviation;
}
