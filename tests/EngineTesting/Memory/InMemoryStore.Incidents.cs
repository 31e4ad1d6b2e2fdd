using DirectiveFlow.Engine.Persistence;

namespace DirectiveFlow.EngineTesting.Memory;

/// <summary>Incidents across instances.</summary>
public sealed partial class InMemoryStore : IIncidentStore
{
    public Task<IReadOnlyList<OpenIncident>> ListOpenAsync(IncidentQuery query, CancellationToken cancellationToken) => Page(() => Open(query)
        .Where(o => query.After is not var (at, id) || o.Incident.At < at || (o.Incident.At == at && string.CompareOrdinal(o.Incident.Id, id) < 0))
        .OrderByDescending(o => o.Incident.At).ThenByDescending(o => o.Incident.Id, StringComparer.Ordinal).Take(query.Limit));

    public Task<int> CountOpenAsync(IncidentQuery query, CancellationToken cancellationToken) => Task.FromResult(Read(() => Open(query).Count()));

    Task<IncidentRecord?> IIncidentStore.FindAsync(string id, CancellationToken cancellationToken) =>
        Task.FromResult(Read(() => IncidentRows.Find(i => Same(i.Id, id))));

    private IEnumerable<OpenIncident> Open(IncidentQuery query) => IncidentRows
        .Where(i => i.ClosedAt is null && InstanceRows.ContainsKey(i.InstanceId))
        .Select(i => new OpenIncident(i, Summary(InstanceRows[i.InstanceId])))
        .Where(o => o.Instance.SubStatus is not ("Cancelled" or "Deleted") && (query.DefinitionId is null || Same(o.Instance.DefinitionId, query.DefinitionId)));
}
