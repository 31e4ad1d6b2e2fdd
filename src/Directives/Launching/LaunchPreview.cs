using DirectiveFlow.Directives.Reading;
using DirectiveFlow.Directives.Reading.Dictionaries;
using DirectiveFlow.Directives.Vietnamese;

namespace DirectiveFlow.Directives.Launching;

/// <summary>What a launch of a text would register and propose, for a person to decide on before it. Nothing is stored.</summary>
/// <param name="Document">The document launched; null: the text names none, and code, issuer and subject are to be given.</param>
/// <param name="IsOwnDocument">False: the text only tells of the document.</param>
/// <param name="Candidates">Codes of the documents the text tells of, one of which may be launched instead by giving its code.</param>
public sealed record LaunchPreview(ReadDocument? Document, bool IsOwnDocument, IReadOnlyList<string> Candidates, IReadOnlyList<ProposedTask> Proposals)
{
    /// <param name="code">The code the launch will be given; null: none.</param>
    /// <exception cref="UnreadableTextException">Empty, binary or too long.</exception>
    public static async Task<LaunchPreview> OfAsync(
        DocumentReader reader, TimeProvider clock, string text, DateOnly? contextDate, string? code, CancellationToken cancellationToken)
    {
        var reading = await reader.ReadAsync(text, contextDate ?? VietnamTime.DayOf(clock.GetUtcNow()), cancellationToken);
        var subject = DirectiveSubject.Of(reading, code);
        return new LaunchPreview(
            subject?.Document, subject?.IsOwnDocument ?? false,
            [.. reading.Documents.Where(document => document.Incomplete != true).Select(document => document.Code).OfType<string>()],
            subject?.ProposedTasks ?? DirectiveSubject.ProposalsOf(reading, code ?? ""));
    }
}
