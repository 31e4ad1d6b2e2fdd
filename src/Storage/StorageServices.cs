using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Calendars;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Launching;
using DirectiveFlow.Directives.Notifications;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Queries;
using DirectiveFlow.Directives.Reading.Coverage;
using DirectiveFlow.Directives.Reading.Dictionaries;
using DirectiveFlow.Directives.Reminders;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Messages;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Triggers;
using DirectiveFlow.Storage.Alterations;
using DirectiveFlow.Storage.Assignments;
using DirectiveFlow.Storage.Checkup;
using DirectiveFlow.Storage.Database;
using DirectiveFlow.Storage.Definitions;
using DirectiveFlow.Storage.Documents;
using DirectiveFlow.Storage.DueWork;
using DirectiveFlow.Storage.Instances;
using DirectiveFlow.Storage.Messages;
using DirectiveFlow.Storage.Notifications;
using DirectiveFlow.Storage.Organization;
using DirectiveFlow.Storage.Queries;
using DirectiveFlow.Storage.Retention;
using DirectiveFlow.Storage.Steps;
using DirectiveFlow.Storage.Triggers;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Update;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace DirectiveFlow.Storage;

/// <summary>Registers the stores of engine and domain on one database.</summary>
public static class StorageServices
{
    /// <summary>
    /// Needs a <see cref="TimeProvider"/>. An <see cref="IWorkSignal"/> registered by the host is woken after each commit; without
    /// one (the command line) committed work waits for the sweep.
    /// </summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, StorageOptions options)
    {
        if (options.Provider == StorageProvider.Sqlite)
        {
            AddSqlite(services, options.ConnectionString);
        }
        else
        {
            AddPostgreSql(services, options.ConnectionString);
        }

        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<FlowDbContext>>().CreateDbContext());
        services.AddScoped<DueWorkPlan>().AddScoped<IDueWorkPlan>(p => p.GetRequiredService<DueWorkPlan>());
        services.AddScoped<Outbox>().AddScoped<IOutbox>(p => p.GetRequiredService<Outbox>());
        services.AddScoped<IInbox, Inbox>();
        services.AddScoped<IActivationSlots, ActivationSlots>();
        services.AddScoped<IAlterationLog, AlterationLog>();
        services.AddScoped<IDirectiveRepository, DirectiveRepository>();
        services.AddScoped<IAssignmentRepository, AssignmentRepository>();
        services.AddScoped<IReminderLog, ReminderLog>();
        services.AddSingleton<OrganizationSnapshots>();
        services.AddScoped<OrganizationStore>().AddScoped<IOrganization>(p => p.GetRequiredService<OrganizationStore>());
        services.AddScoped<INotificationRepository, NotificationStore>();
        services.TryAddSingleton<ICalendarSource, CalendarSource>();
        services.AddSingleton<IUnitOfWorkFactory, EfUnitOfWorkFactory>();
        services.AddSingleton<IDefinitionStore, DefinitionStore>();
        services.AddSingleton<IInstanceStore, InstanceStore>();
        services.AddSingleton<IIncidentStore, IncidentStore>();
        services.AddSingleton<IAlterationStore, AlterationStore>();
        services.AddSingleton<IInstanceFamily>(provider => provider.GetRequiredService<IInstanceStore>());
        services.AddSingleton<IDueWorkStore, DueWorkStore>();
        services.AddSingleton<IStimulusStore, StimulusStore>();
        services.AddSingleton<IOutboxStore, OutboxStore>();
        services.AddSingleton<IParkingStore, ParkingStore>();
        services.AddSingleton<IDirectiveQueries, DirectiveQueries>();
        services.AddSingleton<IReadingDictionaries, ReadingDictionaries>();
        services.AddSingleton<DocumentReader>();
        services.AddSingleton<DirectiveCoverage>();
        services.AddSingleton<IReadingReviews, ReadingReviews>();
        services.AddSingleton<IRecordSweep, CommandSweep>();
        services.AddSingleton<IRecordSweep, InboxSweep>();
        services.AddSingleton<IRecordSweep, AlterationSweep>();
        services.AddSingleton<IRecordSweep, NotificationSweep>();
        services.AddSingleton<StorageMigrator>();
        services.AddSingleton<Doctor>();
        services.AddSingleton<StatusReader>();
        services.TryAddSingleton<IWorkSignal, NobodyWaits>();
        return services;
    }

    private static void AddSqlite(IServiceCollection services, string connectionString)
    {
        // Durable before acknowledged: WAL with the default synchronous=FULL. Writers of other processes are waited for, 30 s.
        var connection = new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true, DefaultTimeout = 30 };
        services.AddSingleton(SqliteWriteGate.ForFile(connection.DataSource));
        services.AddPooledDbContextFactory<SqliteFlowDbContext>(builder => builder
            .UseSqlite(connection.ConnectionString)
            .ReplaceService<IComparer<IReadOnlyModificationCommand>, GuardsFirst>());
        services.AddSingleton<IDbContextFactory<FlowDbContext>, FlowDbContextFactory<SqliteFlowDbContext>>();
    }

    private static void AddPostgreSql(IServiceCollection services, string connectionString)
    {
        services.AddSingleton(SqliteWriteGate.Open);
        services.AddSingleton(provider =>
        {
            var source = new NpgsqlDataSourceBuilder(connectionString);

            // Nothing here leaves anything in a session (locks and settings are the transaction's), so there is nothing to reset:
            // a reset would be one more transaction in front of every load and every commit.
            source.ConnectionStringBuilder.NoResetOnClose = true;
            if (source.ConnectionStringBuilder.MaxAutoPrepare == 0)
            {
                source.ConnectionStringBuilder.MaxAutoPrepare = 100;
                source.ConnectionStringBuilder.AutoPrepareMinUsages = 2;
            }

            return source.UseLoggerFactory(provider.GetService<ILoggerFactory>()).Build();
        });
        services.AddPooledDbContextFactory<PostgreSqlFlowDbContext>((provider, builder) => builder
            .UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>(), npgsql => npgsql
                .MinBatchSize(1)
                .MaxBatchSize(2 * EfUnitOfWork.LargestBatch))
            .AddInterceptors(new CancelInBatch(), new AnswerFromTrip())
            .ReplaceService<IComparer<IReadOnlyModificationCommand>, GuardsFirst>());
        services.AddSingleton<IDbContextFactory<FlowDbContext>, FlowDbContextFactory<PostgreSqlFlowDbContext>>();
    }

    private sealed class NobodyWaits : IWorkSignal
    {
        public void OutboxPending()
        {
        }

        public void DueWorkPending(DateTimeOffset earliest)
        {
        }
    }
}
