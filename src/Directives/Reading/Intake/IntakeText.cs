namespace DirectiveFlow.Directives.Reading.Intake;

/// <summary>What kind of file a text came from.</summary>
public enum FileFormat
{
    PlainText,
    Html,
    Word,
    Pdf,
    Mail,
}

/// <summary>One file inside a mail, and how much text it gave.</summary>
/// <param name="Refusal">Code of the refusal if it could not be read; null if it could.</param>
public sealed record IntakePart(string Name, FileFormat? Format, int Characters, string? Refusal);

/// <summary>The text taken from a file, ready for <see cref="DirectiveReader"/>.</summary>
/// <param name="Text">The words in reading order, one paragraph or table row a line; cells are divided by " | ".</param>
/// <param name="Parts">For a mail, its body and its attachments in order; the text is that of the first attachment that has one, else the body's.</param>
/// <param name="Remarks">Codes of what a person should know: <c>pdf.some-pages-scanned</c>, <c>mail.attachments-refused</c>.</param>
public sealed record IntakeText(string Text, FileFormat Format, IReadOnlyList<IntakePart> Parts, IReadOnlyList<string> Remarks)
{
    internal static IntakeText Of(string text, FileFormat format, params string[] remarks) => new(text, format, [], remarks);
}
