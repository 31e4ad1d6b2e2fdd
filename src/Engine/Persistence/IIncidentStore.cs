namespace DirectiveFlow.Engine.Persistence;

/// <summary>Incidents of all instances, for those who repair them.</summary>
public interface IIncidentStore
{
    /// <summary>Incidents nobody closed yet, newest first. Those of cancelled and deleted instances are over and not among them.</summary>
    Task<IReadOnlyList<OpenIncident>> ListOpenAsync(IncidentQuery query, CancellationToken cancellationToken);

    /// <summary>How many match; the place in the list and the page size have no meaning here.</summary>
    Task<int> CountOpenAsync(IncidentQuery query, CancellationToken cancellationToken);

    /// <summary>Open or closed; null when there is none.</summary>
    Task<IncidentRecord?> FindAsync(string id, CancellationToken cancellationToken);
}

/// <summary>Where a page of incidents ended.</summary>
public sealed record IncidentCursor(DateTimeOffset At, string Id);

/// <summary>A question for a page of incidents. Absent members do not narrow.</summary>
public sealed record IncidentQuery
{
    public string? DefinitionId { get; init; }

    public IncidentCursor? After { get; init; }

    public int Limit { get; init; } = 50;
}

/// <summary>An incident with the instance it happened in.</summary>
public sealed record OpenIncident(IncidentRecord Incident, InstanceSummary Instance);
