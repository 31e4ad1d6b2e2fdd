namespace DirectiveFlow.Directives.Reading.Intake;

/// <summary>What a file is by its first bytes; its name only has to agree.</summary>
internal static class FileSignature
{
    private static readonly byte[] Zip = [0x50, 0x4B, 0x03, 0x04];
    private static readonly byte[] OldOffice = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    private static readonly byte[] EndOfZip = [0x50, 0x4B, 0x05, 0x06];

    /// <summary>Programs, pictures and archives nobody sends as a directive's text.</summary>
    private static readonly byte[][] Foreign =
    [
        [0x7F, (byte)'E', (byte)'L', (byte)'F'], [(byte)'M', (byte)'Z'], [0x89, (byte)'P', (byte)'N', (byte)'G'], [0xFF, 0xD8, 0xFF], [(byte)'G', (byte)'I', (byte)'F', (byte)'8'],
        [(byte)'I', (byte)'I', 0x2A, 0], [(byte)'M', (byte)'M', 0, 0x2A], [0x1F, 0x8B], [(byte)'R', (byte)'a', (byte)'r', (byte)'!'], [0x37, 0x7A, 0xBC, 0xAF], [(byte)'B', (byte)'Z', (byte)'h'],
        [0x50, 0x4B, 0x05, 0x06], [0x50, 0x4B, 0x07, 0x08],
    ];

    /// <exception cref="UnreadableTextException">A type that is not read, a name that lies, or two types in one file.</exception>
    public static FileFormat Of(ReadOnlySpan<byte> bytes, string name)
    {
        var extension = Path.GetExtension(name).ToLowerInvariant();
        if (extension is ".docm" or ".dotm")
        {
            throw FileRefusals.Macros();
        }

        if (bytes.StartsWith(OldOffice))
        {
            throw FileRefusals.OldWord();
        }

        if (bytes.StartsWith(Zip))
        {
            return Agreed(FileFormat.Word, extension, name, ".docx");
        }

        if (bytes.StartsWith("%PDF-"u8))
        {
            // A zip's directory stands at the end of a file: a PDF that carries one is a PDF to us and an archive to another program.
            return bytes[Math.Max(0, bytes.Length - 66_000)..].LastIndexOf(EndOfZip) >= 0 ? throw FileRefusals.Polyglot() : Agreed(FileFormat.Pdf, extension, name, ".pdf");
        }

        if (IsForeign(bytes))
        {
            throw extension is "" or ".docx" or ".pdf" or ".txt" or ".html" or ".htm" or ".eml" ? FileRefusals.WrongType(name) : FileRefusals.Unsupported();
        }

        if (bytes[..Math.Min(1024, bytes.Length)].IndexOf("%PDF-"u8) > 0)
        {
            throw FileRefusals.Polyglot();
        }

        return extension switch
        {
            ".docx" or ".pdf" => throw FileRefusals.WrongType(name),
            ".eml" => FileFormat.Mail,
            ".html" or ".htm" or ".xhtml" => FileFormat.Html,
            "" or ".txt" or ".text" or ".md" or ".csv" or ".tsv" => LooksLikeHtml(bytes) ? FileFormat.Html : FileFormat.PlainText,
            _ => throw FileRefusals.Unsupported(),
        };
    }

    private static bool IsForeign(ReadOnlySpan<byte> bytes)
    {
        foreach (var start in Foreign)
        {
            if (bytes.StartsWith(start))
            {
                return true;
            }
        }

        return false;
    }

    private static FileFormat Agreed(FileFormat format, string extension, string name, string usual) =>
        extension.Length == 0 || string.Equals(extension, usual, StringComparison.Ordinal) ? format : throw FileRefusals.WrongType(name);

    private static bool LooksLikeHtml(ReadOnlySpan<byte> bytes)
    {
        var start = System.Text.Encoding.Latin1.GetString(bytes[..Math.Min(256, bytes.Length)]).TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\r', '\n', '\t');
        return start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
    }
}
