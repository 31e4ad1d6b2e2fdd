using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Queries;
using DirectiveFlow.Engine.Journal;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;

namespace DirectiveFlow.Workflows.Operations;

/// <summary>An incident as operators list it.</summary>
/// <param name="ActivityName">What the author of the definition calls the activity that failed.</param>
/// <param name="Drives">The directive or assignment that waits for the instance; null when there is none the viewer may see.</param>
public sealed record IncidentLine(IncidentRecord Incident, InstanceSummary Instance, string DefinitionName, string ActivityName, DrivenWork? Drives);

/// <summary>An instance as operators list it.</summary>
public sealed record InstanceLine(InstanceSummary Instance, string DefinitionName, DrivenWork? Drives);

/// <summary>An entry of the execution log in the author's words.</summary>
public sealed record LogLine(JournalEntry Entry, string ActivityName);

/// <summary>One instance with what went wrong in it, what it waits for and its last steps, newest first.</summary>
/// <param name="HasEarlier">There are steps before those in the log.</param>
public sealed record InstanceSheet(
    InstanceLine Line, IReadOnlyList<IncidentLine> Incidents, IReadOnlyList<(BookmarkRecord Wait, string ActivityName)> Waits,
    IReadOnlyList<LogLine> Log, bool HasEarlier);

/// <summary>What operators see of instances. Reads committed state; never the state of more than one instance.</summary>
public sealed class InstanceBoard(IIncidentStore incidents, IInstanceStore instances, WorkflowCatalog catalog, IDirectiveQueries directives)
{
    private const int StepsShown = 100;

    /// <summary>Incidents nobody closed, newest first.</summary>
    public async Task<IReadOnlyList<IncidentLine>> IncidentsAsync(Actor viewer, IncidentQuery query, CancellationToken cancellationToken)
    {
        var open = await incidents.ListOpenAsync(query, cancellationToken);
        var drives = await DrivesAsync(viewer, open.Select(o => o.Instance.Id), cancellationToken);
        var lines = new List<IncidentLine>();
        foreach (var (incident, instance) in open)
        {
            lines.Add(await LineAsync(incident, instance, drives.GetValueOrDefault(instance.Id), cancellationToken));
        }

        return lines;
    }

    public async Task<IReadOnlyList<InstanceLine>> ListAsync(Actor viewer, InstanceQuery query, CancellationToken cancellationToken)
    {
        var page = await instances.ListAsync(query, cancellationToken);
        var drives = await DrivesAsync(viewer, page.Select(i => i.Id), cancellationToken);
        var lines = new List<InstanceLine>();
        foreach (var instance in page)
        {
            lines.Add(new InstanceLine(instance, await NameAsync(instance, cancellationToken), drives.GetValueOrDefault(instance.Id)));
        }

        return lines;
    }

    /// <summary>Null when there is none or an operator deleted it.</summary>
    public async Task<InstanceSheet?> FindAsync(Actor viewer, string id, CancellationToken cancellationToken)
    {
        if (await ListAsync(viewer, new InstanceQuery { Ids = [id], IsDeleted = false, Limit = 1 }, cancellationToken) is not [var line]
            || await instances.FindAsync(id, cancellationToken) is not { } record)
        {
            return null;
        }

        var failed = new List<IncidentLine>();
        foreach (var incident in await instances.IncidentsAsync(id, cancellationToken))
        {
            failed.Add(await LineAsync(incident, line.Instance, line.Drives, cancellationToken));
        }

        var entry = await catalog.FindVersionAsync(record.DefinitionVersionId, cancellationToken);
        var waits = await instances.BookmarksAsync(id, cancellationToken);
        var steps = await instances.JournalAsync(id, Math.Max(0, record.Sequence - StepsShown), StepsShown, cancellationToken);
        return new InstanceSheet(
            line, [.. failed.OrderBy(i => i.Incident.ClosedAt is not null).ThenByDescending(i => i.Incident.At)],
            [.. waits.Select(w => (w, NameOf(entry, w.ActivityId)))],
            [.. JournalReader.Expand(steps).Reverse().Select(e => new LogLine(e, NameOf(entry, e.ActivityId)))], record.Sequence > StepsShown);
    }

    private async Task<IncidentLine> LineAsync(IncidentRecord incident, InstanceSummary instance, DrivenWork? drives, CancellationToken cancellationToken)
    {
        var entry = await catalog.FindVersionAsync(instance.DefinitionVersionId, cancellationToken);
        return new IncidentLine(incident, instance, entry?.Record.Name ?? instance.DefinitionId, NameOf(entry, incident.ActivityId), drives);
    }

    private async Task<string> NameAsync(InstanceSummary instance, CancellationToken cancellationToken) =>
        (await catalog.FindVersionAsync(instance.DefinitionVersionId, cancellationToken))?.Record.Name ?? instance.DefinitionId;

    private static string NameOf(CatalogEntry? entry, string activityId) =>
        entry?.Graph.Find(activityId) is not { } node ? activityId
            : node.DisplayName ?? node.Name ?? (node.Parent is null ? entry.Record.Name ?? activityId : activityId);

    private async Task<Dictionary<string, DrivenWork>> DrivesAsync(Actor viewer, IEnumerable<string> ids, CancellationToken cancellationToken) =>
        (await directives.DrivenByAsync(viewer, [.. ids.Distinct(StringComparer.Ordinal)], cancellationToken))
            .DistinctBy(d => d.WorkflowInstanceId, StringComparer.Ordinal).ToDictionary(d => d.WorkflowInstanceId, StringComparer.Ordinal);
}
