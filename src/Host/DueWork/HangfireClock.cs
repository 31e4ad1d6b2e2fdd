using Hangfire;
using Hangfire.InMemory;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using DirectiveFlow.Host.Settings;

namespace DirectiveFlow.Host.DueWork;

/// <summary>Hangfire as the clock of due work: in memory when embedded, on PostgreSQL for any number of hosts.</summary>
internal static class HangfireClock
{
    public const string SweepId = "due-work-sweep";

    public static void AddHangfireClock(this IServiceCollection services, HostSettings settings)
    {
        services.AddSingleton<DueMinuteJobs>();
        services.AddTransient(provider => new DueWorkJob(provider.GetRequiredService<DueWorkDrain>()));

        // Registered here and not by the configuration, which would leave it in a static field for the container to read back: a host
        // that starts in the same process at that moment would be given this one's jobs, and run them on its own database.
        services.AddSingleton(_ => Open(settings));
        services.AddHangfire(configuration => configuration.SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings());
        services.AddHangfireServer(options =>
        {
            options.SchedulePollingInterval = TimeSpan.FromSeconds(1);
            options.MaxDegreeOfParallelismForSchedulers = 4;

            // Jobs only start a drain, and a process drains once at a time: more workers would wait for each other.
            options.WorkerCount = 4;
            options.ShutdownTimeout = TimeSpan.FromSeconds(8);
        });
        services.AddHostedService<SweepSchedule>();
    }

    private static JobStorage Open(HostSettings settings)
    {
        if (settings.Provider == DatabaseProvider.Sqlite)
        {
            return new InMemoryStorage(new InMemoryStorageOptions());
        }

        var options = PostgreSqlOptions();
        return new PostgreSqlStorage(new NpgsqlConnectionFactory(settings.ConnectionString, options), options);
    }

    /// <summary>Measured: see docs/decisions. A killed host's job is taken over after 30 s, a long one is never run in parallel.</summary>
    private static PostgreSqlStorageOptions PostgreSqlOptions() => new()
    {
        QueuePollInterval = TimeSpan.FromMilliseconds(200),
        EnableLongPolling = true,
        UseSlidingInvisibilityTimeout = true,
        InvisibilityTimeout = TimeSpan.FromSeconds(30),
    };
}
