using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Documents;

/// <summary>A published edition of the reader's dictionaries; the entries as JSON. The version is the key: of two who publish at once one is refused.</summary>
internal sealed class DictionaryEditionRow
{
    public int Version { get; init; }

    public DateTimeOffset At { get; init; }

    public Guid? PersonId { get; init; }

    public required string PersonName { get; init; }

    public required string Note { get; init; }

    public required string Entries { get; init; }
}

/// <summary>A saved example of the installation.</summary>
internal sealed class ReadingExampleRow
{
    public Guid Id { get; init; }

    public required string Name { get; init; }

    public DateOnly Context { get; init; }

    public required string Text { get; init; }

    public required string Expected { get; init; }

    public DateTimeOffset At { get; init; }

    public required string PersonName { get; init; }
}

internal static class ReadingDictionaryMapping
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<DictionaryEditionRow>(edition =>
        {
            edition.ToTable("DictionaryEditions");
            edition.HasKey(e => e.Version);
            edition.Property(e => e.Version).ValueGeneratedNever();
        });
        builder.Entity<ReadingExampleRow>(example =>
        {
            example.ToTable("ReadingExamples");
            example.HasKey(e => e.Id);
        });
    }
}
