using System.Text.Json;
using System.Text.Json.Serialization;
using DirectiveFlow.Directives.Reading.Dictionaries;
using DirectiveFlow.Directives.Reading.Examples;
using DirectiveFlow.Directives.Rules;
using DirectiveFlow.Storage.Database;
using DirectiveFlow.Storage.Organization;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Documents;

/// <summary>
/// Editions and examples in the database; the basis in memory under the newest version and the organisation's stamp. Both are asked for
/// again after two seconds, so that a launch, which reads twice, asks once at most: an edition that another host published, or a unit it
/// registered, is read with after that; one that this process published at once.
/// </summary>
internal sealed class ReadingDictionaries(
    IDbContextFactory<FlowDbContext> contexts, SqliteWriteGate gate, OrganizationSnapshots organization, TimeProvider time) : IReadingDictionaries
{
    private static readonly TimeSpan Trusted = TimeSpan.FromSeconds(2);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    private Remembered? _latest;

    public async Task<ReadingBasis> BasisAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _latest) is { } trusted && time.GetElapsedTime(trusted.At) < Trusted)
        {
            return trusted.Basis;
        }

        var now = time.GetTimestamp();
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var units = await organization.GetAsync(context, null, cancellationToken);
        var version = await context.Set<DictionaryEditionRow>().MaxAsync(edition => (int?)edition.Version, cancellationToken) ?? 0;
        if (Volatile.Read(ref _latest) is { } latest && latest.Version == version && latest.Stamp == units.Stamp)
        {
            Volatile.Write(ref _latest, latest with { At = now });
            return latest.Basis;
        }

        var rows = await context.Set<DictionaryEditionRow>().AsNoTracking().Where(edition => edition.Version == version).ToListAsync(cancellationToken);
        var entries = rows.Count == 0 ? [] : Entries(rows[0].Entries);
        var lexicon = version == 0 ? Lexicon.Shipped : Lexicon.With(entries, version.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var names = entries.Where(entry => entry is { Kind: EntryKind.UnitName, Retired: false }).Select(entry => (entry.Phrase, entry.Value!));
        var read = new Remembered(now, version, units.Stamp, new ReadingBasis(lexicon, new UnitDirectory(units.Units, names)));
        Volatile.Write(ref _latest, read);
        return read.Basis;
    }

    public async Task<IReadOnlyList<DictionaryEdition>> EditionsAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.Set<DictionaryEditionRow>().AsNoTracking().OrderByDescending(edition => edition.Version).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new DictionaryEdition(row.Version, row.At, row.PersonId, row.PersonName, row.Note, Entries(row.Entries)));
    }

    public async Task PublishAsync(DictionaryEdition edition, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Add(new DictionaryEditionRow
        {
            Version = edition.Version,
            At = edition.At,
            PersonId = edition.PersonId,
            PersonName = edition.PersonName,
            Note = edition.Note,
            Entries = JsonSerializer.Serialize(edition.Entries, Json),
        });
        using var pass = await gate.EnterAsync(cancellationToken);
        try
        {
            await context.SaveChangesAsync(cancellationToken);
            Volatile.Write(ref _latest, null);
        }
        catch (DbUpdateException)
        {
            context.ChangeTracker.Clear();
            if (!await context.Set<DictionaryEditionRow>().AnyAsync(other => other.Version == edition.Version, cancellationToken))
            {
                throw;
            }

            throw new RuleViolationException(
                "dictionary.published-meanwhile", "reading", "Có người vừa công bố một bản từ điển khác; tải lại rồi thử lại.",
                "Somebody published another edition meanwhile; load it, then try again.");
        }
    }

    public async Task<IReadOnlyList<SavedExample>> ExamplesAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await context.Set<ReadingExampleRow>().AsNoTracking().OrderBy(example => example.At).ThenBy(example => example.Id).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new SavedExample(row.Id, ReadingExample.Of(row.Name, row.Context, row.Text, row.Expected), row.Expected, row.At, row.PersonName));
    }

    public async Task SaveAsync(SavedExample example, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Add(new ReadingExampleRow
        {
            Id = example.Id,
            Name = example.Example.Name,
            Context = example.Example.Context,
            Text = example.Example.Text,
            Expected = example.ExpectedLines,
            At = example.At,
            PersonName = example.PersonName,
        });
        using var pass = await gate.EnterAsync(cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task RemoveExampleAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        using var pass = await gate.EnterAsync(cancellationToken);
        await context.Set<ReadingExampleRow>().Where(example => example.Id == id).ExecuteDeleteAsync(cancellationToken);
    }

    private static List<DictionaryEntry> Entries(string json) => JsonSerializer.Deserialize<List<DictionaryEntry>>(json, Json) ?? [];

    private sealed record Remembered(long At, int Version, long Stamp, ReadingBasis Basis);
}
