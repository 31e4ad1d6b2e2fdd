using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Inspection;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using Microsoft.Extensions.Caching.Memory;

namespace DirectiveFlow.Host.Elsa.Instances;

/// <summary>An instance with its journal and the graph it runs on; the state was not read for it.</summary>
internal sealed record InstanceView(InstanceSummary Instance, WorkflowGraph Graph, InstanceLog Log)
{
    public string IdOf(long contextId) => ActivityInstanceId.Of(Instance.Id, contextId);

    /// <summary>An activity that the instance met in another version and that this one does not have is called by its id alone.</summary>
    public string NodeIdOf(string activityId) => Graph.Find(activityId)?.NodeId ?? activityId;

    public string TypeOf(string activityId) => Graph.Find(activityId)?.TypeName ?? "Elsa.NotFoundActivity";
}

/// <summary>
/// Reads instances for those who watch them, again and again: the journal of an instance is expanded once per process and lengthened by the
/// rows that came since, so that a look costs a few reads by key however long the instance runs.
/// </summary>
internal sealed class InstanceReader(IInstanceStore instances, WorkflowCatalog catalog) : IDisposable
{
    private const int RowsAtOnce = 1000;
    private const int MostEntriesKept = 500_000;
    private static readonly TimeSpan s_kept = TimeSpan.FromMinutes(1);

    private readonly MemoryCache _logs = new(new MemoryCacheOptions { SizeLimit = MostEntriesKept });

    /// <summary>Null when there is no such instance or an operator deleted it.</summary>
    public async Task<InstanceSummary?> FindAsync(string id, CancellationToken cancellationToken) =>
        await instances.ListAsync(new InstanceQuery { Ids = [id], IsDeleted = false, Limit = 1 }, cancellationToken) is [var instance] ? instance : null;

    /// <inheritdoc cref="FindAsync"/>
    public async Task<InstanceView?> ViewAsync(string id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) is { } instance ? await ViewAsync(instance, cancellationToken) : null;

    public async Task<InstanceView> ViewAsync(InstanceSummary instance, CancellationToken cancellationToken)
    {
        var version = await catalog.FindVersionAsync(instance.DefinitionVersionId, cancellationToken)
            ?? throw new InvalidOperationException($"The definition version '{instance.DefinitionVersionId}' of instance '{instance.Id}' is not stored.");
        return new InstanceView(instance, version.Graph, await LogAsync(instance, cancellationToken));
    }

    /// <summary>Ids of activities that wait for something now.</summary>
    public async Task<IReadOnlySet<string>> WaitingAsync(InstanceSummary instance, CancellationToken cancellationToken) =>
        string.Equals(instance.Status, "Finished", StringComparison.Ordinal)
            ? new HashSet<string>(StringComparer.Ordinal)
            : (await instances.BookmarksAsync(instance.Id, cancellationToken)).Select(b => b.ActivityId).ToHashSet(StringComparer.Ordinal);

    public void Dispose() => _logs.Dispose();

    private async Task<InstanceLog> LogAsync(InstanceSummary instance, CancellationToken cancellationToken)
    {
        var key = (instance.Id, instance.CreatedAt);
        var log = _logs.Get<InstanceLog>(key) ?? InstanceLog.Empty;
        var known = log;
        for (IReadOnlyList<JournalRecord> rows; ; log = log.With(rows))
        {
            rows = await instances.JournalAsync(instance.Id, log.LastSequence, RowsAtOnce, cancellationToken);
            if (rows.Count < RowsAtOnce)
            {
                log = log.With(rows);
                break;
            }
        }

        if (!ReferenceEquals(log, known))
        {
            _logs.Set(key, log, new MemoryCacheEntryOptions { Size = log.Entries.Count + 1, SlidingExpiration = s_kept });
        }

        return log;
    }
}
