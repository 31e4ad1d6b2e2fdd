using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;

namespace DirectiveFlow.Engine.Incidents;

/// <summary>
/// An operator closes an incident without running anything: what failed was done by hand or does not matter. The instance stays
/// as it is; what failed in it can still be retried.
/// </summary>
public sealed record ResolveIncident : StepRequest
{
    public required string IncidentId { get; init; }

    public required string By { get; init; }

    /// <summary>What was done about it, in the operator's words.</summary>
    public required string Resolution { get; init; }
}

/// <summary>Closes incidents. Each closing is a step of the incident's instance with its own journal row.</summary>
public sealed class IncidentDesk(WorkflowRuntime runtime, IIncidentStore incidents)
{
    /// <summary>
    /// Closes one incident. Closed already, by whomever: <see cref="StepKind.AlreadyDone"/>, and the first closing stands. There is none:
    /// <see cref="StepKind.NoMatch"/>.
    /// </summary>
    /// <exception cref="StaleStateException">Others were first in every attempt.</exception>
    public async Task<StepResult> ResolveAsync(ResolveIncident request, CancellationToken cancellationToken = default) =>
        await incidents.FindAsync(request.IncidentId, cancellationToken) is { } incident
            ? await runtime.ResolveAsync(request, incident, IsOpenAsync, cancellationToken)
            : StepAnswer.Nothing;

    /// <summary>Asked after the instance was loaded: whoever closes it in between takes the journal number, and this step decides again.</summary>
    private async Task<bool> IsOpenAsync(string incidentId, CancellationToken cancellationToken) =>
        await incidents.FindAsync(incidentId, cancellationToken) is { ClosedAt: null };
}
