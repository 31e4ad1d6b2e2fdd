using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace DirectiveFlow.Storage.Queries;

/// <summary>Where a page ended: the day and the id of its last row, so that rows added meanwhile shift nothing.</summary>
internal sealed record PageKey(DateOnly Day, Guid Id)
{
    /// <summary>Null for the first page. A key that is not one of ours counts as none.</summary>
    public static PageKey? Read(string? text)
    {
        if (text is null || !Base64Url.IsValid(text))
        {
            return null;
        }

        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('|');
        return parts.Length == 2
            && DateOnly.TryParseExact(parts[0], "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && Guid.TryParse(parts[1], out var id) ? new PageKey(day, id) : null;
    }

    public string Write() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{Day:O}|{Id:D}")));
}
