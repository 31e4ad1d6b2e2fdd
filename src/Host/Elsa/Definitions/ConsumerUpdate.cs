using System.Text;
using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Definitions.Library;
using DirectiveFlow.Engine.Persistence;

namespace DirectiveFlow.Host.Elsa.Definitions;

/// <summary>
/// Lets definitions that use another one as an activity, in a version they name, use its published version. A consumer that was published
/// is published again when it can be; otherwise the change stays its draft.
/// </summary>
internal sealed class ConsumerUpdate(WorkflowDefinitionLibrary library)
{
    /// <returns>The definitions that changed, as they were before. Each is a change of its own: what is done stays when a later one fails.</returns>
    public async Task<IReadOnlyList<DefinitionSummary>> ApplyAsync(string definitionId, string actor, CancellationToken cancellationToken)
    {
        if (await library.FindAsync(definitionId, VersionOptions.Published, cancellationToken) is not { } target)
        {
            return [];
        }

        var places = (await library.FindUseAsync(definitionId, cancellationToken)).UsedBy.Where(r => r.Kind == DefinitionReferenceKind.Activity
            && string.Equals(r.TargetDefinitionId, definitionId, StringComparison.Ordinal) && r.TargetVersionId is not null
            && !string.Equals(r.TargetVersionId, target.Id, StringComparison.Ordinal));
        var affected = new List<DefinitionSummary>();
        foreach (var consumerId in places.Select(r => r.DefinitionId).Distinct(StringComparer.Ordinal))
        {
            if (await library.FindAsync(consumerId, VersionOptions.Latest, cancellationToken) is { } consumer
                && Repointed(consumer, target) is { } text)
            {
                await SaveAsync(consumer, text, actor, cancellationToken);
                affected.Add(consumer);
            }
        }

        return affected;
    }

    /// <summary>Does this after a publication whose text asks for it.</summary>
    public async Task AfterAsync(PublishedDefinition published, string actor, CancellationToken cancellationToken)
    {
        if (!published.AlreadyPublished && IsAsked(published.Record))
        {
            await ApplyAsync(published.Record.DefinitionId, actor, cancellationToken);
        }
    }

    /// <summary>The same after a publication of many.</summary>
    /// <returns>Ids of the definitions that changed.</returns>
    public async Task<IReadOnlyList<string>> AfterAsync(IReadOnlyCollection<string> published, string actor, CancellationToken cancellationToken)
    {
        var changed = new List<string>();
        foreach (var definitionId in published)
        {
            if (await library.FindAsync(definitionId, VersionOptions.Published, cancellationToken) is { } version && IsAsked(version))
            {
                changed.AddRange((await ApplyAsync(definitionId, actor, cancellationToken)).Select(consumer => consumer.DefinitionId));
            }
        }

        return [.. changed.Distinct(StringComparer.Ordinal)];
    }

    private static bool IsAsked(DefinitionRecord version) =>
        version.Json.Contains("autoUpdateConsumingWorkflows", StringComparison.Ordinal) && WireDefinition.Parse(version.Json) is JsonObject json && json["options"] is JsonObject options
        && options["autoUpdateConsumingWorkflows"] is JsonValue flag && flag.GetValueKind() == System.Text.Json.JsonValueKind.True;

    private async Task SaveAsync(DefinitionRecord consumer, string text, string actor, CancellationToken cancellationToken)
    {
        await library.SaveAsync(
            new SaveDefinition { Json = text, DefinitionId = consumer.DefinitionId, Actor = actor, ExpectedContentHash = consumer.ContentHash }, cancellationToken);
        if (!consumer.IsPublished)
        {
            return;
        }

        var problems = await library.CheckAsync(text, consumer.DefinitionId, cancellationToken);
        if (!problems.Any(p => p.IsError))
        {
            await library.PublishAsync(consumer.DefinitionId, actor, cancellationToken);
        }
    }

    /// <summary>Null when no place of the text has to change.</summary>
    private static string? Repointed(DefinitionRecord consumer, DefinitionRecord target)
    {
        var json = (JsonObject)WireDefinition.Parse(consumer.Json)!;
        var changed = false;
        WireActivity.Visit(json["root"], activity =>
        {
            if (!string.Equals(WireActivity.Text(activity["workflowDefinitionId"]), target.DefinitionId, StringComparison.Ordinal)
                || string.Equals(WireActivity.Text(activity["workflowDefinitionVersionId"]), target.Id, StringComparison.Ordinal))
            {
                return;
            }

            activity["workflowDefinitionVersionId"] = target.Id;
            activity["version"] = target.Version;
            changed = true;
        });
        return changed ? Encoding.UTF8.GetString(JsonAnswer.Bytes(json).Span) : null;
    }
}
