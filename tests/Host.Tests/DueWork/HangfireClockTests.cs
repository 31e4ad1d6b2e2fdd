using System.Globalization;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Host.DueWork;
using DirectiveFlow.Host.Tests.Hosting;
using DirectiveFlow.Host.Tests.Scenario;
using DirectiveFlow.TestServers;
using Hangfire;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace DirectiveFlow.Host.Tests.DueWork;

/// <summary>
/// Hangfire is the clock: a real Hangfire server on PostgreSQL fires a reminder although nothing else in its process looks at due
/// work. The host that planned the reminder is gone by then. The days of the story are past, so for Hangfire each planned job is
/// due at once and no test waits for a minute to come.
/// </summary>
public sealed class HangfireClockTests(PostgresServer postgres, RabbitMqServer rabbitMq)
{
    private static readonly DateTimeOffset Launched = new(2026, 2, 4, 2, 0, 0, TimeSpan.Zero);

    /// <summary>Seven working days before Wednesday 25 February 2026, 07:30 in Viet Nam.</summary>
    private static readonly DateTimeOffset FirstReminder = new(2026, 2, 9, 0, 30, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_reminder_fires_through_the_job_of_its_due_minute_alone()
    {
        var site = await PlanAsync();
        var planned = await SqlAsync(site, "select id from hangfire.job");
        Assert.Single(planned);

        await using var other = new PartialHost(typeof(DueWorkLoop), typeof(SweepSchedule)) { Clock = new FakeTimeProvider(FirstReminder) };
        site.Equip(other);
        await SucceedsAsync(other, planned[0]);

        await FiredOnceAsync(site);
        Assert.Equal(planned, await SqlAsync(site, "select id from hangfire.job where statename = 'Succeeded'"));
        Assert.Empty(await SqlAsync(site, "select key from hangfire.set where key = 'recurring-jobs'"));
    }

    [Fact]
    public async Task When_that_job_is_lost_the_reminder_fires_through_the_recurring_sweep()
    {
        var site = await PlanAsync();
        await SqlAsync(site, "delete from hangfire.set where key = 'schedule'");
        await SqlAsync(site, "delete from hangfire.job");

        await using var other = new PartialHost(typeof(DueWorkLoop)) { Clock = new FakeTimeProvider(FirstReminder) };
        site.Equip(other);
        var sweep = other.Services.GetRequiredService<IRecurringJobManagerV2>().TriggerJob(HangfireClock.SweepId);
        Assert.NotNull(sweep);
        await SucceedsAsync(other, sweep);

        await FiredOnceAsync(site);
        Assert.Empty(await SqlAsync(site, """
            select job.id from hangfire.job where not exists (
                select 1 from hangfire.jobparameter p where p.jobid = job.id and p.name = 'RecurringJobId' and p.value like '%due-work-sweep%')
            """));
    }

    /// <summary>
    /// A host launches a directive with one task; its loop plans the job of the minute of the first reminder. It dies before a
    /// Hangfire server of its own gets to run anything. Jobs of earlier minutes, whose work is done, are taken away.
    /// </summary>
    private async Task<ProductionSite> PlanAsync()
    {
        var site = await ProductionSite.CreateAsync(postgres, rabbitMq);
        var clock = new FakeTimeProvider(Launched);
        await using var host = new PartialHost(typeof(BackgroundJobServerHostedService), typeof(SweepSchedule), typeof(RetentionStart)) { Clock = clock };
        site.Equip(host);
        var staff = await Staff.HireAsync(host, "vanthu", "giamdoc", "khtc");
        var desk = await DirectiveDesk.LaunchAsync(staff, Texts.Own, "07/KH-UBND");
        await desk.ConfirmAsync(new Decision(new DateOnly(2026, 2, 25), "SKHCN-KHTC"));
        await Eventually.TrueAsync(
            async () => await desk.FindAssignmentsAsync() == 1
                && string.Equals((await desk.ReadAsync("1/SKHCN-KHTC")).GetProperty("row").GetProperty("state").GetString(), "Assigned", StringComparison.Ordinal),
            "the task is assigned");
        await desk.TakeOnAsync("1/SKHCN-KHTC", "khtc");
        await Eventually.TrueAsync(
            async () => await host.Services.GetRequiredService<IDueWorkStore>().NextDueAsync(CancellationToken.None) == FirstReminder,
            "the first reminder is what comes next");

        var scheduled = host.Services.GetRequiredService<JobStorage>().GetMonitoringApi();
        await Eventually.TrueAsync(
            clock,
            () => Task.FromResult(scheduled.ScheduledJobs(0, 100).Any(job => job.Value.EnqueueAt == FirstReminder.UtcDateTime)),
            "the job of its minute is planned");
        foreach (var (id, _) in scheduled.ScheduledJobs(0, 100).Where(job => job.Value.EnqueueAt != FirstReminder.UtcDateTime))
        {
            await SqlAsync(site, string.Create(CultureInfo.InvariantCulture, $"delete from hangfire.set where key = 'schedule' and value = '{id}'"));
            await SqlAsync(site, string.Create(CultureInfo.InvariantCulture, $"delete from hangfire.job where id = {id}"));
        }

        return site;
    }

    private static Task SucceedsAsync(PartialHost host, string jobId)
    {
        var jobs = host.Services.GetRequiredService<JobStorage>().GetMonitoringApi();
        return Eventually.TrueAsync(
            () => Task.FromResult(jobs.JobDetails(jobId)?.History.Any(state => state.StateName is "Succeeded") == true), $"job {jobId} succeeds");
    }

    /// <summary>One reminder of one rung, told to each of its people once; its due row is gone and those of later rungs are there.</summary>
    private static async Task FiredOnceAsync(ProductionSite site)
    {
        Assert.Equal(["L0-7"], await SqlAsync(site, "select rung from reminders"));
        var told = await SqlAsync(site, "select person_id from notifications where kind like 'reminder.%'");
        Assert.NotEmpty(told);
        Assert.Equal(told.Distinct(StringComparer.Ordinal), told);
        Assert.Equal(["4"], await SqlAsync(site, "select count(*) from due_work where kind = 'assignment.reminder'"));
    }

    private static async Task<IReadOnlyList<string>> SqlAsync(ProductionSite site, string sql)
    {
        await using var connection = new NpgsqlConnection(site.Database);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
        }

        return rows;
    }

    /// <summary>The real host without some of the services that run in its background.</summary>
    private sealed class PartialHost(params Type[] without) : HostUnderTest
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services =>
            {
                foreach (var type in without)
                {
                    Assert.True(services.Remove(services.Single(service => IsHosted(service, type))));
                }
            });
        }

        private static bool IsHosted(ServiceDescriptor service, Type type) => service.ServiceType == typeof(IHostedService)
            && (service.ImplementationType ?? service.ImplementationFactory?.GetType().GenericTypeArguments[1]) == type;
    }
}
