using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Instances;

/// <summary>Slots and business keys of running instances, read in the step's unit.</summary>
internal sealed class ActivationSlots(FlowDbContext context) : IActivationSlots
{
    public Task<string?> HolderAsync(string key, CancellationToken cancellationToken) =>
        context.Set<ActivationSlot>().Where(s => s.Key == key).Select(s => s.InstanceId).FirstOrDefaultAsync(cancellationToken);

    public Task<string?> RunningWithCorrelationAsync(string correlationId, CancellationToken cancellationToken) =>
        context.Set<InstanceRecord>().Where(i => i.CorrelationId == correlationId && i.Status == "Running")
            .Select(i => i.Id).FirstOrDefaultAsync(cancellationToken);
}
