using System.Globalization;

namespace DirectiveFlow.Directives.Reading.Intake;

/// <summary>
/// Takes the text out of a file: .txt, .html, .docx, .pdf with text, .eml with attachments. Deterministic; nothing is
/// fetched, nothing is written. Parsers of third parties may still exhaust time or memory on a hostile file: a server calls
/// this in a process of its own for <see cref="NeedsIsolation"/> and kills it after <see cref="IntakeLimits.Timeout"/>.
/// </summary>
public static class DocumentIntake
{
    /// <param name="fileName">Name with extension, checked against the content; empty for pasted text.</param>
    /// <exception cref="UnreadableTextException">Refused; see <see cref="FileRefusals"/>. Nothing was read in part.</exception>
    public static IntakeText Extract(ReadOnlyMemory<byte> bytes, string fileName) => Extract(bytes, fileName, depth: 0);

    /// <summary>Whether the file is opened by a parser that must not run inside a server.</summary>
    /// <exception cref="UnreadableTextException">Refused already by size, type or name.</exception>
    public static bool NeedsIsolation(ReadOnlyMemory<byte> bytes, string fileName) =>
        Check(bytes, fileName) is FileFormat.Word or FileFormat.Pdf or FileFormat.Mail;

    internal static IntakeText Extract(ReadOnlyMemory<byte> bytes, string fileName, int depth)
    {
        var format = Check(bytes, fileName);
        try
        {
            var taken = format switch
            {
                FileFormat.Word => IntakeText.Of(WordText.Extract(bytes), format),
                FileFormat.Pdf => PdfText.Extract(bytes),
                FileFormat.Html => IntakeText.Of(HtmlText.Extract(PlainText.Decode(bytes.Span)), format),
                FileFormat.Mail => MailText.Extract(bytes, depth),
                _ => IntakeText.Of(PlainText.Decode(bytes.Span), format),
            };
            return taken.Text.AsSpan().IsWhiteSpace() ? throw FileRefusals.NoText() : taken;
        }
        catch (Exception failure) when (failure is not UnreadableTextException and not OutOfMemoryException)
        {
            // A parser of a third party may throw anything on a damaged file; the file is refused and the cause kept for the log.
            throw FileRefusals.Damaged(failure);
        }
    }

    private static FileFormat Check(ReadOnlyMemory<byte> bytes, string fileName)
    {
        if (bytes.Length > IntakeLimits.MaxBytes)
        {
            throw FileRefusals.TooLarge();
        }

        var name = Path.GetFileName(fileName.ToString(CultureInfo.InvariantCulture));
        return FileSignature.Of(bytes.Span, name);
    }
}
