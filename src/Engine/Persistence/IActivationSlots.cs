namespace DirectiveFlow.Engine.Persistence;

/// <summary>Reads who may not be started beside whom. Resolved from <see cref="IUnitOfWork.Services"/>; asked only by starts that are restricted.</summary>
public interface IActivationSlots
{
    /// <summary>Instance that holds the slot, null when it is free.</summary>
    Task<string?> HolderAsync(string key, CancellationToken cancellationToken);

    /// <summary>Any running instance with this business key, whatever its definition.</summary>
    Task<string?> RunningWithCorrelationAsync(string correlationId, CancellationToken cancellationToken);
}
