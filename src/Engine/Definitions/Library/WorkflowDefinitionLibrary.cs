using DirectiveFlow.Engine.Definitions.Composites;
using DirectiveFlow.Engine.Definitions.Text;
using DirectiveFlow.Engine.Identity;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Triggers;

namespace DirectiveFlow.Engine.Definitions.Library;

/// <summary>
/// The life of workflow definitions: drafts, publication, versions, deletion. Every change is one transaction with a history
/// row that says who did what; of two changes that saw the same history the later one is decided again.
/// </summary>
/// <remarks>
/// A text that was published or run once never changes: saving over it makes the next version. So an instance keeps the text it
/// started with, whatever is edited, retracted or deleted later.
/// </remarks>
public sealed partial class WorkflowDefinitionLibrary(
    IDefinitionStore store, DefinitionCompiler compiler, ReferenceResolver resolver, IIdGenerator ids, TimeProvider time)
{
    private const int MaxAttempts = 10;

    /// <summary>
    /// Saves a draft. A definition that does not exist gets ids and version 1; over a published or used version a new version is
    /// made, over a draft the draft changes in place. What was not edited keeps its bytes; a text that says nothing new changes
    /// nothing.
    /// </summary>
    /// <exception cref="DefinitionException">The text is not a definition. An incomplete one is saved all the same.</exception>
    /// <exception cref="DefinitionConflictException">Somebody saved another text since the caller looked.</exception>
    /// <exception cref="StaleStateException">Others were first in every attempt.</exception>
    public Task<SavedDefinition> SaveAsync(SaveDefinition request, CancellationToken cancellationToken = default)
    {
        var definition = WorkflowDefinition.Parse(request.Json);
        var definitionId = NotEmpty(request.DefinitionId) ?? NotEmpty(definition.DefinitionId) ?? ids.NewId();
        return ChangeAsync<SavedDefinition>(definitionId, async (shelf, token) =>
        {
            var draft = await DraftAsync(definition, definitionId, request, shelf, token);
            return draft.Text is { } text
                ? new(new SavedDefinition(draft.Version, Changed: true), Saving(draft, text, shelf, request))
                : new(new SavedDefinition(draft.Version, Changed: false), null);
        }, cancellationToken);
    }

    private async Task<Draft> DraftAsync(
        WorkflowDefinition definition, string definitionId, SaveDefinition request, DefinitionShelf shelf, CancellationToken cancellationToken)
    {
        if (shelf.Latest is not { } latest)
        {
            var first = await FirstAsync(definition, definitionId, shelf, cancellationToken);
            return new Draft(first with { SavedBy = request.Actor, IsLatest = true }, definition, Replaces: null);
        }

        var current = await RecordAsync(latest.Id, cancellationToken);
        if (request.ExpectedContentHash is { } expected && !string.Equals(expected, current.ContentHash, StringComparison.Ordinal))
        {
            throw new DefinitionConflictException(current);
        }

        var (stored, edited) = (JsonTree.Parse(current.Json), JsonTree.Parse(definition.Text));
        if (DefinitionEquality.AreSame(stored, edited))
        {
            return new Draft(current, Text: null, Replaces: null);
        }

        var text = WorkflowDefinition.Parse(DefinitionPatch.Apply(stored, edited));
        var isOwn = request.ExpectedContentHash is not null
            || (string.Equals(current.SavedBy, request.Actor, StringComparison.Ordinal) && string.Equals(request.BasedOnVersionId ?? current.Id, current.Id, StringComparison.Ordinal));
        var (version, replaces) = isOwn && !current.IsFrozen
            ? (Describe(text, current.Id, definitionId, current.Version) with { CreatedAt = current.CreatedAt }, current.ContentHash)
            : (Describe(text, ids.NewId(), definitionId, NextVersion(shelf)), null);
        return new Draft(version with { SavedBy = request.Actor, IsLatest = true }, text, replaces);
    }

    /// <summary>Makes an older version the latest one again, as a new draft with the same text.</summary>
    /// <returns>The new draft; null when there is no such version.</returns>
    public Task<DefinitionRecord?> RevertAsync(string definitionId, int version, string? actor, CancellationToken cancellationToken = default) =>
        ChangeAsync<DefinitionRecord?>(definitionId, async (shelf, token) =>
        {
            if (shelf.Versions.FirstOrDefault(v => v.Version == version && !v.IsDeleted) is not { } old)
            {
                return new(null, null);
            }

            var source = await RecordAsync(old.Id, token);
            var text = WorkflowDefinition.Parse(source.Json);
            var draft = Describe(text, ids.NewId(), definitionId, NextVersion(shelf)) with { SavedBy = actor, IsLatest = true };
            return new(draft, new DefinitionChange
            {
                Event = Event(shelf, DefinitionAction.Reverted, draft, actor),
                Saved = draft,
                References = DefinitionReferences.Of(text, draft),
                LatestId = draft.Id,
                PublishedId = shelf.Published?.Id,
            });
        }, cancellationToken);

    private DefinitionChange Saving(Draft draft, WorkflowDefinition text, DefinitionShelf shelf, SaveDefinition request) => new()
    {
        Event = Event(shelf, request.IsImport ? DefinitionAction.Imported : DefinitionAction.Saved, draft.Version, request.Actor),
        Saved = draft.Version,
        Replaces = draft.Replaces,
        References = DefinitionReferences.Of(text, draft.Version),
        LatestId = draft.Version.Id,
        PublishedId = shelf.Published?.Id,
    };

    /// <summary>The first version, or the first after the definition was deleted. Id and number of the text are kept where they are free.</summary>
    private async Task<DefinitionRecord> FirstAsync(
        WorkflowDefinition definition, string definitionId, DefinitionShelf shelf, CancellationToken cancellationToken)
    {
        var isIdFree = definition.Id is { Length: > 0 } && await store.FindVersionAsync(definition.Id, cancellationToken) is null;
        var number = shelf.Versions.All(v => v.Version != definition.Version) ? definition.Version : NextVersion(shelf);
        return Describe(definition, isIdFree ? definition.Id! : ids.NewId(), definitionId, number);
    }

    private DefinitionRecord Describe(WorkflowDefinition definition, string id, string definitionId, int version)
    {
        var now = time.GetUtcNow();
        return new DefinitionRecord
        {
            Id = id,
            DefinitionId = definitionId,
            Version = version,
            Name = definition.Name,
            Description = DefinitionJson.Text(definition.Json, "description"),
            ToolVersion = DefinitionJson.Text(definition.Json, "toolVersion"),
            IsReadonly = DefinitionJson.Flag(definition.Json, "isReadonly"),
            IsSystem = DefinitionJson.Flag(definition.Json, "isSystem"),
            IsUsableAsActivity = DefinitionJson.Flag(DefinitionJson.Object(definition.Json, "options"), "usableAsActivity")
                || DefinitionJson.Flag(definition.Json, "usableAsActivity"),
            CreatedAt = now,
            SavedAt = now,
            ContentHash = ContentHash.Of(definition.Text),
            Json = definition.Text,
        };
    }

    private DefinitionEvent Event(DefinitionShelf shelf, DefinitionAction action, DefinitionSummary version, string? actor) => new(
        version.DefinitionId, shelf.LastEvent + 1, action, version.Id, version.Version, version.ContentHash, actor, time.GetUtcNow());

    /// <summary>The text of a version that was just listed; a version that went away since is a lost race.</summary>
    private async Task<DefinitionRecord> RecordAsync(string id, CancellationToken cancellationToken) =>
        await store.FindVersionAsync(id, cancellationToken) ?? throw new StaleStateException($"The version '{id}' was deleted meanwhile.");

    /// <summary>What starts a definition changes in the transaction that changes which version is published.</summary>
    private async Task<DefinitionChange> WithTriggersAsync(DefinitionShelf shelf, DefinitionChange change, WorkflowGraph? graph, CancellationToken cancellationToken)
    {
        if (string.Equals(change.PublishedId, shelf.Published?.Id, StringComparison.Ordinal))
        {
            return change;
        }

        var definitionId = change.Event.DefinitionId;
        if (change.PublishedId is not { } versionId)
        {
            return change with { Triggers = TriggerSet.None(definitionId) };
        }

        var triggers = TriggerPlanner.Plan(graph ?? compiler.Compile((await RecordAsync(versionId, cancellationToken)).Json), definitionId, versionId, time.GetUtcNow(), ids);
        return triggers.Problems.Count == 0 ? change with { Triggers = triggers } : throw new DefinitionException(triggers.Problems);
    }

    private async Task<T> ChangeAsync<T>(
        string definitionId, Func<DefinitionShelf, CancellationToken, Task<Decision<T>>> decide, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var shelf = await store.LoadAsync(definitionId, cancellationToken);
                var decision = await decide(shelf, cancellationToken);
                if (decision.Change is { } change)
                {
                    await store.CommitAsync(await WithTriggersAsync(shelf, change, decision.Published, cancellationToken), cancellationToken);
                }

                return decision.Result;
            }
            catch (StaleStateException) when (attempt < MaxAttempts)
            {
                await Task.Yield();
            }
        }
    }

    private static int NextVersion(DefinitionShelf shelf) => shelf.Versions.Count == 0 ? 1 : shelf.Versions.Max(v => v.Version) + 1;

    private static string? NotEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    /// <param name="Text">Null: it says what the latest version says already.</param>
    /// <param name="Replaces">Content hash of the draft that it takes the place of.</param>
    private sealed record Draft(DefinitionRecord Version, WorkflowDefinition? Text, string? Replaces);

    /// <param name="Change">Null: there is nothing to change.</param>
    /// <param name="Published">The version to be published as it was compiled for the checks; null: another one is published than before, or none.</param>
    private readonly record struct Decision<T>(T Result, DefinitionChange? Change, WorkflowGraph? Published = null);
}
