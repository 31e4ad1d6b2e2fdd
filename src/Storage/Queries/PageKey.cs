using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace DirectiveFlow.Storage.Queries;

/// <summary>Where a page ended: day, number and id of its last row, so that rows added meanwhile shift nothing.</summary>
internal sealed record PageKey(DateOnly Day, int Number, Guid Id)
{
    /// <summary>Null for the first page. A key that is not one of ours counts as none.</summary>
    public static PageKey? Read(string? text)
    {
        if (text is null || !Base64Url.IsValid(text))
        {
            return null;
        }

        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('|');
        return parts.Length == 3
            && DateOnly.TryParseExact(parts[0], "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && Guid.TryParse(parts[2], out var id) ? new PageKey(day, number, id) : null;
    }

    public string Write() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{Day:O}|{Number}|{Id:D}")));
}
