using System.Text.Json;
using DirectiveFlow.Engine.Inspection;
using DirectiveFlow.Engine.Journal;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Host.Elsa.Instances;

/// <summary>Tells what is open in an instance in Elsa's shape.</summary>
internal sealed class WorkflowStates(IInstanceStore instances, InstanceReader reader)
{
    /// <summary>Null when there is no such instance or an operator deleted it.</summary>
    public async Task<ElsaInstance?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (await instances.FindAsync(id, cancellationToken) is not { SubStatus: not "Deleted" } i)
        {
            return null;
        }

        return new ElsaInstance(
            i.Id, i.DefinitionId, i.DefinitionVersionId, i.DefinitionVersion, await StateAsync(i, cancellationToken), i.Status, i.SubStatus,
            i.CorrelationId, i.Name, i.IncidentCount, i.CreatedAt, i.UpdatedAt, i.FinishedAt, i.ParentInstanceId);
    }

    public async Task<ElsaWorkflowState> StateAsync(InstanceRecord i, CancellationToken cancellationToken)
    {
        var summary = new InstanceSummary(
            i.Id, i.DefinitionId, i.DefinitionVersionId, i.DefinitionVersion, i.Name, i.CorrelationId, i.ParentInstanceId, i.Status, i.SubStatus,
            i.IncidentCount, i.CreatedAt, i.UpdatedAt, i.FinishedAt, i.HeldBy);
        var view = await reader.ViewAsync(summary, cancellationToken);
        var open = InstanceSnapshot.Of(i);
        var incidents = i.IncidentCount == 0 ? [] : await instances.IncidentsAsync(i.Id, cancellationToken);
        return new ElsaWorkflowState(
            i.Id, i.DefinitionId, i.DefinitionVersionId, i.DefinitionVersion, i.CorrelationId, i.Name, i.Status, i.SubStatus,
            string.Equals(i.Status, "Finished", StringComparison.Ordinal) ? [] : [.. open.Bookmarks.Select(b => Bookmark(view, b))],
            [.. incidents.Where(n => n.ClosedAt is null).Select(n => Incident(view, n))],
            [.. open.Contexts.Reverse().Where(c => c is { ParentId: not null, Callback: not null }).Select(c => new ElsaCompletionCallback(
                view.IdOf(c.ParentId!.Value), view.NodeIdOf(c.ActivityId), c.Callback!))],
            Contexts(view, open), JournalPages.Shown(view.Log).Count, open.Output, i.CreatedAt, i.UpdatedAt, i.FinishedAt, i.ParentInstanceId);
    }

    /// <summary>Variables of the workflow and of what is open in it: given values, else the initial ones.</summary>
    public async Task<IReadOnlyList<ElsaVariable>?> VariablesAsync(string id, CancellationToken cancellationToken)
    {
        if (await instances.FindAsync(id, cancellationToken) is not { SubStatus: not "Deleted" } record
            || await reader.ViewAsync(id, cancellationToken) is not { } view)
        {
            return null;
        }

        var contexts = InstanceSnapshot.Of(record).Contexts.Reverse().ToList();
        var declared = contexts.Select(c => view.Graph.Find(c.ActivityId)).Prepend(view.Graph.Root).Where(n => n is not null).Distinct();
        return
        [
            .. declared.SelectMany(node => node!.Variables.Select(v => new ElsaVariable(
                v.Id, v.Name, Shown(contexts.FirstOrDefault(c => string.Equals(c.ActivityId, node.Id, StringComparison.Ordinal))?.Variables
                    .GetValueOrDefault(v.Id, v.Default) ?? v.Default)))),
            .. contexts.Take(1).SelectMany(root => root.Variables.Where(v => view.Graph.Root.Variables.All(d => !string.Equals(d.Id, v.Key, StringComparison.Ordinal)))
                .Select(v => new ElsaVariable(v.Key, v.Key, Shown(v.Value)))),
        ];
    }

    /// <summary>The text of an incident is that of an exception of ours; its first line names type and message, the others the places.</summary>
    public static ElsaException Exception(IncidentRecord incident)
    {
        var detail = incident.Detail ?? "";
        var colon = detail.IndexOf(':', StringComparison.Ordinal);
        var type = colon > 0 && !detail.AsSpan(0, colon).ContainsAny(' ', '\n') ? detail[..colon] : "System.Exception";
        var trace = string.Join('\n', detail.Split('\n').Where(line => line.StartsWith("   at ", StringComparison.Ordinal)).Select(line => line.TrimEnd()));
        return new ElsaException(type, incident.Message, trace.Length == 0 ? null : trace);
    }

    private static JsonElement? Shown(JsonElement value) => JsonValues.IsNull(value) ? null : value;

    private static ElsaBookmark Bookmark(InstanceView view, OpenBookmark b) => new(
        b.Id, b.Name, b.Hash, b.Payload ?? (b.DueAt is { } due ? JsonValues.From(new { ResumeAt = due }) : null), view.Graph.Find(b.ActivityId)?.LocalId ?? b.ActivityId,
        view.NodeIdOf(b.ActivityId), view.IdOf(b.ContextId), b.CreatedAt, b.AutoBurn, b.Callback);

    private static ElsaIncident Incident(InstanceView view, IncidentRecord n) =>
        new(n.ActivityId, view.NodeIdOf(n.ActivityId), n.ActivityType, n.Message, Exception(n), n.At);

    /// <summary>Open runs, innermost first; of an ended instance the workflow itself.</summary>
    private static List<ElsaContext> Contexts(InstanceView view, InstanceSnapshot open)
    {
        var runs = view.Log.Runs.ToDictionary(r => r.ContextId);
        var contexts = open.Contexts.Where(c => runs.ContainsKey(c.Id)).Select(c => Context(view, runs, runs[c.Id], c)).ToList();
        if (contexts.Count == 0 && view.Log.Runs is [var root, ..])
        {
            contexts.Add(Context(view, runs, root, null));
        }

        return contexts;
    }

    private static ElsaContext Context(InstanceView view, Dictionary<long, ActivityExecution> runs, ActivityExecution run, OpenContext? open)
    {
        var node = view.Graph.Find(run.ActivityId);
        var variables = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var variable in node?.Variables ?? [])
        {
            variables[variable.Id] = variable.Default;
        }

        foreach (var (id, value) in open?.Variables ?? Nothing.Values)
        {
            variables[id] = value;
        }

        var set = variables.Where(v => !JsonValues.IsNull(v.Value)).ToDictionary(StringComparer.Ordinal);
        return new ElsaContext(
            view.IdOf(run.ContextId), run.CallStackDepth, ActivityInstanceId.Of(view.Instance.Id, run.ParentContextId), view.NodeIdOf(run.ActivityId),
            run.ParentContextId is { } parent && runs.TryGetValue(parent, out var owner) ? view.NodeIdOf(owner.ActivityId) : null,
            variables.Count == 0 ? Nothing.Values : new Dictionary<string, JsonElement>(StringComparer.Ordinal) { ["Variables"] = JsonValues.From(set) },
            Executions.InputsOf(view, run) ?? Nothing.Values, run.Status.ToString(), open?.FaultCount ?? run.FaultCount, run.StartedAt, Executions.EndOf(run));
    }
}
