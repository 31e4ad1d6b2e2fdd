using Hangfire;

namespace DirectiveFlow.Host.DueWork;

/// <summary>Registers the recurring sweep that catches what a lost job left.</summary>
internal sealed class SweepSchedule(IRecurringJobManager jobs) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        jobs.AddOrUpdate<DueWorkJob>(HangfireClock.SweepId, job => job.RunAsync(CancellationToken.None), Cron.Minutely());
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
