using DirectiveFlow.Directives.Vietnamese;

namespace DirectiveFlow.Storage.Database;

/// <summary>Texts folded for searching, short enough for an index: PostgreSQL takes 2,700 bytes.</summary>
internal static class SearchKeys
{
    private const int MaxLength = 600;

    public static string Of(string text)
    {
        var key = VietnameseText.SearchKey(text);
        var length = Math.Min(key.Length, MaxLength);
        return key[..(length > 0 && char.IsHighSurrogate(key[length - 1]) ? length - 1 : length)];
    }
}
