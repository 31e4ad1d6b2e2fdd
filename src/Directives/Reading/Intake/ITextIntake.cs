namespace DirectiveFlow.Directives.Reading.Intake;

/// <summary>
/// Takes the text out of files that strangers send. Behind it stands whatever keeps a hostile file from harming the
/// service (a process of its own with limits of time and memory); a caller only sees text or a refusal.
/// </summary>
public interface ITextIntake
{
    /// <param name="fileName">Name with extension; checked against the content.</param>
    /// <exception cref="UnreadableTextException">Refused; see <see cref="FileRefusals"/>. Nothing is kept of the file.</exception>
    Task<IntakeText> ExtractAsync(ReadOnlyMemory<byte> bytes, string fileName, CancellationToken cancellationToken);
}
