using MimeKit;

namespace DirectiveFlow.Directives.Reading.Intake;

/// <summary>
/// A mail as departments send directives: a few words and the document attached. The text is that of the first attachment
/// that can be read; the body's own where there is none. Links and pictures are not followed.
/// </summary>
internal static class MailText
{
    private const int MaxMailDepth = 2;

    public static IntakeText Extract(ReadOnlyMemory<byte> bytes, int depth)
    {
        if (depth >= MaxMailDepth)
        {
            throw FileRefusals.TooComplex();
        }

        using var stream = new MemoryStream(bytes.ToArray(), writable: false);
        var options = ParserOptions.Default.Clone();
        options.MaxMimeDepth = 16;
        using var mail = MimeMessage.Load(options, stream);
        var parts = new List<IntakePart>();
        string? attached = null;
        foreach (var part in mail.Attachments.OfType<MimePart>().Take(IntakeLimits.MaxAttachments + 1))
        {
            if (parts.Count == IntakeLimits.MaxAttachments)
            {
                throw FileRefusals.TooComplex();
            }

            var taken = Read(part, depth, parts);
            attached ??= taken;
        }

        var body = mail.TextBody ?? (mail.HtmlBody is { } html ? HtmlText.Extract(html) : "");
        parts.Insert(0, new IntakePart(mail.Subject ?? "", FileFormat.Mail, body.Length, null));
        string[] remarks = parts.Exists(part => part.Refusal is not null) ? ["mail.attachments-refused"] : [];
        return new IntakeText(attached ?? body, FileFormat.Mail, parts, remarks);
    }

    private static string? Read(MimePart part, int depth, List<IntakePart> parts)
    {
        var name = part.FileName ?? "";
        try
        {
            using var content = new MemoryStream();
            using var limited = new CountingStream(content, IntakeLimits.MaxBytes);
            part.Content?.DecodeTo(limited);
            var taken = DocumentIntake.Extract(content.ToArray(), name, depth + 1);
            parts.Add(new IntakePart(name, taken.Format, taken.Text.Length, null));
            return taken.Text;
        }
        catch (UnreadableTextException refused)
        {
            parts.Add(new IntakePart(name, null, 0, refused.Code));
            return null;
        }
    }

    /// <summary>Passes on at most a number of bytes.</summary>
    private sealed class CountingStream(MemoryStream inner, long limit) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => inner.Length;

        public override long Position
        {
            get => inner.Position;
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            if (inner.Length + count > limit)
            {
                throw FileRefusals.TooLarge();
            }

            inner.Write(buffer, offset, count);
        }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
