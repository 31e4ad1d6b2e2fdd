using DirectiveFlow.Directives.Vietnamese;

namespace DirectiveFlow.Directives.Reading.Dictionaries;

/// <summary>Reads a text as this installation does: with its dictionaries and its units. Stores nothing.</summary>
public sealed class DocumentReader(IReadingDictionaries dictionaries, TimeProvider time)
{
    /// <inheritdoc cref="DirectiveReader.Read(string?, DateOnly?)"/>
    public async Task<DirectiveReading> ReadAsync(string? text, DateOnly? contextDate, CancellationToken cancellationToken)
    {
        var basis = await dictionaries.BasisAsync(cancellationToken);
        var reading = DirectiveReader.Read(text, contextDate, basis.Lexicon);
        return basis.Units.Resolve(reading, VietnamTime.DayOf(time.GetUtcNow()));
    }
}
