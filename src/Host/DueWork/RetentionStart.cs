using DirectiveFlow.Engine.Retention;

namespace DirectiveFlow.Host.DueWork;

/// <summary>Plans the daily removal of what is kept no longer, unless another host has.</summary>
internal sealed class RetentionStart(RetentionSchedule schedule) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => schedule.EnsureAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
