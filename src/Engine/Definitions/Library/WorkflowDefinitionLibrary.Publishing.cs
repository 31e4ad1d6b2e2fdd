using DirectiveFlow.Engine.Persistence;

namespace DirectiveFlow.Engine.Definitions.Library;

public sealed partial class WorkflowDefinitionLibrary
{
    /// <summary>Publishes the latest version; from the return on every host starts it.</summary>
    /// <returns>Null when there is no such definition.</returns>
    /// <exception cref="DefinitionException">It has errors; each is listed with its place. Nothing was changed.</exception>
    public Task<PublishedDefinition?> PublishAsync(string definitionId, string? actor, CancellationToken cancellationToken = default) =>
        ChangeAsync<PublishedDefinition?>(definitionId, async (shelf, token) =>
        {
            if (shelf.Latest is not { } latest)
            {
                return new(null, null);
            }

            var record = await RecordAsync(latest.Id, token);
            if (record.IsPublished)
            {
                return new(new PublishedDefinition(record, AlreadyPublished: true, []), null);
            }

            var found = await CheckAsync(WorkflowDefinition.Parse(record.Json), definitionId, token);
            var graph = found.Publishable();
            var change = Publishing(record, shelf, actor);
            return new(new PublishedDefinition(Published(record, change), AlreadyPublished: false, found.Problems), change, graph);
        }, cancellationToken);

    /// <summary>
    /// Saves a text and publishes it, both in one transaction; the history has one row for it, of the publication. A draft is replaced or
    /// followed as by <see cref="SaveAsync"/>.
    /// </summary>
    /// <exception cref="DefinitionException">It has errors; each is listed with its place. Nothing was stored.</exception>
    /// <inheritdoc cref="SaveAsync" path="/exception[@cref='DefinitionConflictException']"/>
    public Task<PublishedDefinition> SaveAndPublishAsync(SaveDefinition request, CancellationToken cancellationToken = default)
    {
        var definition = WorkflowDefinition.Parse(request.Json);
        var definitionId = NotEmpty(request.DefinitionId) ?? NotEmpty(definition.DefinitionId) ?? ids.NewId();
        return ChangeAsync<PublishedDefinition>(definitionId, async (shelf, token) =>
        {
            var draft = await DraftAsync(definition, definitionId, request, shelf, token);
            if (draft is { Text: null, Version.IsPublished: true })
            {
                return new(new PublishedDefinition(draft.Version, AlreadyPublished: true, []), null);
            }

            var found = await CheckAsync(draft.Text ?? WorkflowDefinition.Parse(draft.Version.Json), definitionId, token);
            var graph = found.Publishable();
            var change = Publishing(draft.Version, shelf, request.Actor);
            var published = Published(draft.Version, change);
            return new(
                new PublishedDefinition(published, AlreadyPublished: false, found.Problems),
                draft.Text is { } text ? change with { Saved = published, Replaces = draft.Replaces, References = DefinitionReferences.Of(text, published) } : change, graph);
        }, cancellationToken);
    }

    /// <summary>
    /// Publishes a text that comes with the program: a text that was a version of this definition before changes nothing,
    /// whatever was published since; another one becomes the next version. The text is stored as it is, and id and number are
    /// kept where they are free. Nobody's draft is lost: it stays in the list of versions.
    /// </summary>
    /// <returns>The version with this text.</returns>
    /// <exception cref="DefinitionException">It has errors of its own; what it refers to is not looked for. Nothing was stored.</exception>
    public async Task<DefinitionRecord> InstallAsync(string json, CancellationToken cancellationToken = default)
    {
        var graph = compiler.Compile(json);
        if (graph.HasErrors)
        {
            throw new DefinitionException([.. graph.Problems.Where(p => p.IsError)]);
        }

        var definition = graph.Definition;
        var definitionId = NotEmpty(definition.DefinitionId) ?? ids.NewId();
        var hash = ContentHash.Of(definition.Text);
        return await ChangeAsync<DefinitionRecord>(definitionId, async (shelf, token) =>
        {
            if (shelf.Versions.FirstOrDefault(v => string.Equals(v.ContentHash, hash, StringComparison.Ordinal) && v.IsFrozen) is { } known)
            {
                return new(await RecordAsync(known.Id, token), null);
            }

            var first = await FirstAsync(definition, definitionId, shelf, token);
            var record = shelf.Versions.Count == 0 ? first : first with { Version = Math.Max(first.Version, NextVersion(shelf)) };
            var change = Publishing(record, shelf, actor: null);
            var published = Published(record, change);
            return new(published, change with { Saved = published, References = DefinitionReferences.Of(definition, published) }, graph);
        }, cancellationToken);
    }

    /// <summary>Takes the published version back: nothing starts any more, what runs goes on.</summary>
    /// <returns>The version that was published; null when there is no such definition.</returns>
    /// <exception cref="DefinitionNotPublishedException">No version is published.</exception>
    public Task<DefinitionRecord?> RetractAsync(string definitionId, string? actor, CancellationToken cancellationToken = default) =>
        ChangeAsync<DefinitionRecord?>(definitionId, async (shelf, token) =>
        {
            if (shelf.Latest is not { } latest)
            {
                return new(null, null);
            }

            if (shelf.Published is not { } published)
            {
                throw new DefinitionNotPublishedException($"Workflow with id {definitionId} is not published");
            }

            var record = await RecordAsync(published.Id, token);
            return new(record with { IsPublished = false }, new DefinitionChange
            {
                Event = Event(shelf, DefinitionAction.Retracted, record, actor),
                LatestId = latest.Id,
            });
        }, cancellationToken);

    /// <summary>
    /// Publishes several, in an order in which those come first that others use; one that cannot be published does not keep the
    /// others from it.
    /// </summary>
    public async Task<BulkPublication> PublishManyAsync(IEnumerable<string> definitionIds, string? actor, CancellationToken cancellationToken = default)
    {
        var (published, already, missing) = (new List<string>(), new List<string>(), new List<string>());
        var refusals = new Dictionary<string, IReadOnlyList<DefinitionProblem>>(StringComparer.Ordinal);
        var open = definitionIds.Distinct(StringComparer.Ordinal).ToList();
        for (var before = int.MaxValue; open.Count > 0 && open.Count < before;)
        {
            before = open.Count;
            refusals.Clear();
            foreach (var id in open)
            {
                try
                {
                    var result = await PublishAsync(id, actor, cancellationToken);
                    (result is null ? missing : result.AlreadyPublished ? already : published).Add(id);
                }
                catch (DefinitionException error)
                {
                    refusals.Add(id, error.Problems);
                }
            }

            open = [.. refusals.Keys];
        }

        return new BulkPublication(published, already, missing, open, refusals);
    }

    public async Task<BulkRetraction> RetractManyAsync(IEnumerable<string> definitionIds, string? actor, CancellationToken cancellationToken = default)
    {
        var (retracted, already, missing) = (new List<string>(), new List<string>(), new List<string>());
        foreach (var id in definitionIds.Distinct(StringComparer.Ordinal))
        {
            try
            {
                (await RetractAsync(id, actor, cancellationToken) is null ? missing : retracted).Add(id);
            }
            catch (DefinitionNotPublishedException)
            {
                already.Add(id);
            }
        }

        return new BulkRetraction(retracted, already, missing);
    }

    private DefinitionChange Publishing(DefinitionRecord record, DefinitionShelf shelf, string? actor) => new()
    {
        Event = Event(shelf, DefinitionAction.Published, record, actor),
        LatestId = record.Id,
        PublishedId = record.Id,
    };

    private static DefinitionRecord Published(DefinitionRecord record, DefinitionChange change) => record with
    {
        IsLatest = true,
        IsPublished = true,
        IsFrozen = true,
        PublishedAt = change.Event.At,
        PublishedBy = change.Event.Actor,
    };
}
