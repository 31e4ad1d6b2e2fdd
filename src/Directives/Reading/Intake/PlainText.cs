using System.Text;

namespace DirectiveFlow.Directives.Reading.Intake;

/// <summary>
/// Bytes to words: a byte order mark decides, then valid UTF-8, then the zeros of UTF-16, else Windows-1258, the Vietnamese
/// code page (letters with combining marks, which normalisation joins).
/// </summary>
internal static class PlainText
{
    static PlainText() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        var (encoding, skip) = EncodingOf(bytes);
        return encoding.GetString(bytes[skip..]);
    }

    private static (Encoding Encoding, int Skip) EncodingOf(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
        [0xFF, 0xFE, 0x00, 0x00, ..] => (Encoding.UTF32, 4),
        [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
        [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
        _ when WithoutMark(bytes) is { } wide => (wide, 0),
        _ when System.Text.Unicode.Utf8.IsValid(bytes) => (Encoding.UTF8, 0),
        _ => (Encoding.GetEncoding(1258), 0),
    };

    /// <summary>Latin letters in UTF-16 leave every other byte zero; no other encoding of a text holds zeros.</summary>
    private static Encoding? WithoutMark(ReadOnlySpan<byte> bytes)
    {
        var sample = bytes[..Math.Min(bytes.Length & ~1, 4096)];
        int even = 0, odd = 0;
        for (var i = 0; i < sample.Length; i++)
        {
            if (sample[i] == 0)
            {
                _ = (i & 1) == 0 ? even++ : odd++;
            }
        }

        return odd > sample.Length / 5 && even < odd / 8 ? Encoding.Unicode
            : even > sample.Length / 5 && odd < even / 8 ? Encoding.BigEndianUnicode
            : null;
    }
}
