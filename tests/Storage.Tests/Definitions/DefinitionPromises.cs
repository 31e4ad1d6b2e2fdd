using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Storage.Tests.Databases;

namespace DirectiveFlow.Storage.Tests.Definitions;

/// <summary>A published version never changes, and one version of a definition is the published one.</summary>
public abstract class DefinitionPromises(StorageUnderTest storage)
{
    private IDefinitionStore Store => storage.Get<IDefinitionStore>();

    [Fact]
    public async Task Publishing_makes_the_version_latest_and_published_and_keeps_the_older_one_readable()
    {
        var id = Given.Id("def");
        await Store.PublishAsync(Version(id, 1, "A"), CancellationToken.None);
        await Store.PublishAsync(Version(id, 2, "B"), CancellationToken.None);

        Assert.Equal(2, (await Store.FindPublishedAsync(id, CancellationToken.None))?.Version);
        var old = await Store.FindVersionAsync($"{id}-1", CancellationToken.None);
        Assert.Equal(Version(id, 1, "A"), old);
        Assert.Equal(2, Assert.Single(await Store.ListLatestAsync(CancellationToken.None), d => string.Equals(d.DefinitionId, id, StringComparison.Ordinal)).Version);
    }

    [Fact]
    public async Task Publishing_the_same_content_again_changes_nothing()
    {
        var id = Given.Id("def");
        var first = await Store.PublishAsync(Version(id, 1, "A"), CancellationToken.None);
        var again = await Store.PublishAsync(Version(id, 2, "A"), CancellationToken.None);

        Assert.Equal(first, again);
        Assert.Null(await Store.FindVersionAsync($"{id}-2", CancellationToken.None));
    }

    [Fact]
    public async Task Of_two_publishers_of_one_version_number_one_wins()
    {
        var id = Given.Id("def");
        await Store.PublishAsync(Version(id, 1, "A"), CancellationToken.None);

        await Assert.ThrowsAsync<StaleStateException>(() =>
            Store.PublishAsync(Version(id, 1, "B") with { Id = $"{id}-x" }, CancellationToken.None));

        Assert.Equal("A", (await Store.FindPublishedAsync(id, CancellationToken.None))?.ContentHash);
    }

    private static DefinitionRecord Version(string id, int version, string hash) => new()
    {
        Id = $"{id}-{version}",
        DefinitionId = id,
        Version = version,
        Name = "Chu trình",
        CreatedAt = Given.At,
        ContentHash = hash,
        Json = "{ \"name\": \"Chu trình\" }",
    };
}

public sealed class DefinitionPromisesOnSqlite(SqliteStorage storage) : DefinitionPromises(storage), IClassFixture<SqliteStorage>;

public sealed class DefinitionPromisesOnPostgreSql(PostgreSqlStorage storage) : DefinitionPromises(storage), IClassFixture<PostgreSqlStorage>;
