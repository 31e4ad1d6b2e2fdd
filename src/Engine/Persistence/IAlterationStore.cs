namespace DirectiveFlow.Engine.Persistence;

/// <summary>Plans of alterations as objects to look at.</summary>
public interface IAlterationStore
{
    /// <summary>Null when there is none.</summary>
    Task<AlterationPlanRecord?> FindPlanAsync(string planId, CancellationToken cancellationToken);

    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<AlterationPlanRecord>> ListPlansAsync(int limit, CancellationToken cancellationToken);

    /// <summary>How many instances of the plan are in which status.</summary>
    Task<IReadOnlyDictionary<AlterationJobStatus, int>> ProgressAsync(string planId, CancellationToken cancellationToken);

    /// <summary>Instances of a plan in the order of their ids, after the given one.</summary>
    Task<IReadOnlyList<AlterationJobRecord>> JobsAsync(string planId, string? afterInstanceId, int limit, CancellationToken cancellationToken);
}

/// <summary>Writes plans in a unit of work. Resolved from <see cref="IUnitOfWork.Services"/>.</summary>
public interface IAlterationLog
{
    void Add(AlterationPlanRecord plan);

    void Add(AlterationJobRecord job);

    /// <summary>Replaces a plan that is stored.</summary>
    void Update(AlterationPlanRecord plan);

    /// <summary>Replaces a job that is stored.</summary>
    void Update(AlterationJobRecord job);
}
