using DirectiveFlow.Engine.Persistence;

namespace DirectiveFlow.Engine.Definitions.Library;

/// <summary>
/// Deletion. A draft that never ran is removed. A version that may have instances disappears from every list and starts nothing
/// any more, but its text stays for them.
/// </summary>
public sealed partial class WorkflowDefinitionLibrary
{
    /// <summary>Deletes a definition with all its versions.</summary>
    /// <returns>False when there is none.</returns>
    public Task<bool> DeleteAsync(string definitionId, string? actor, CancellationToken cancellationToken = default) =>
        ChangeAsync<bool>(definitionId, (shelf, _) => Task.FromResult<Decision<bool>>(shelf.Latest is not { } latest ? new(false, null) : new(true, new DefinitionChange
        {
            Event = Event(shelf, DefinitionAction.Deleted, latest, actor),
            Deleted = [.. shelf.Versions.Where(v => !v.IsDeleted).Select(v => v.Id)],
        })), cancellationToken);

    /// <summary>Deletes one version. The newest of the others becomes the latest one; the last version takes the definition along.</summary>
    /// <returns>False when there is no such version.</returns>
    public async Task<bool> DeleteVersionAsync(string versionId, string? actor, CancellationToken cancellationToken = default)
    {
        if (await store.FindVersionAsync(versionId, cancellationToken) is not { IsDeleted: false } record)
        {
            return false;
        }

        return await ChangeAsync<bool>(record.DefinitionId, (shelf, _) =>
        {
            if (shelf.Versions.FirstOrDefault(v => string.Equals(v.Id, versionId, StringComparison.Ordinal)) is not { IsDeleted: false } version)
            {
                return Task.FromResult<Decision<bool>>(new(false, null));
            }

            return Task.FromResult<Decision<bool>>(new(true, new DefinitionChange
            {
                Event = Event(shelf, DefinitionAction.VersionDeleted, version, actor),
                Deleted = [versionId],
                LatestId = (version.IsLatest ? shelf.Versions.FirstOrDefault(v => v != version && !v.IsDeleted) : shelf.Latest)?.Id,
                PublishedId = version.IsPublished ? null : shelf.Published?.Id,
            }));
        }, cancellationToken);
    }

    /// <summary>Deletes several definitions; unknown ids do not count.</summary>
    /// <returns>How many were deleted.</returns>
    public Task<int> DeleteManyAsync(IEnumerable<string> definitionIds, string? actor, CancellationToken cancellationToken = default) =>
        CountAsync(definitionIds, id => DeleteAsync(id, actor, cancellationToken));

    /// <inheritdoc cref="DeleteManyAsync"/>
    public Task<int> DeleteVersionsAsync(IEnumerable<string> versionIds, string? actor, CancellationToken cancellationToken = default) =>
        CountAsync(versionIds, id => DeleteVersionAsync(id, actor, cancellationToken));

    private static async Task<int> CountAsync(IEnumerable<string> ids, Func<string, Task<bool>> delete)
    {
        var count = 0;
        foreach (var id in ids.Distinct(StringComparer.Ordinal))
        {
            count += await delete(id) ? 1 : 0;
        }

        return count;
    }
}
