using System.Data.Common;
using DirectiveFlow.Host.Identity;
using DirectiveFlow.Host.Settings;
using DirectiveFlow.Storage.Database;

namespace DirectiveFlow.Host.Composition;

/// <summary>What must be true before a host takes its first request or a command touches the database.</summary>
internal static class StartUp
{
    /// <summary>The schema, the first administrator, the shipped workflows. Safe to repeat and from several hosts at once.</summary>
    /// <exception cref="SettingException">The database cannot be reached or is not up to date.</exception>
    public static Task PrepareAsync(
        IServiceProvider services, HostSettings settings, TextWriter output, CancellationToken cancellationToken) =>
        WithDatabaseAsync(async () =>
        {
            await EnsureSchemaAsync(services, settings, cancellationToken);
            await FirstAdministrator.EnsureAsync(services, settings, output, cancellationToken);
            await FlowParts.PublishShippedAsync(services, cancellationToken);
            return true;
        });

    /// <summary>Runs work on the database; that it cannot be reached is said in one sentence.</summary>
    public static async Task<T> WithDatabaseAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (DbException exception)
        {
            throw new SettingException(
                $"The database of ConnectionStrings:Database cannot be used: {exception.GetBaseException().Message}", exception);
        }
    }

    /// <summary>Embedded: brings the file to this version. Production: refuses until the command <c>migrate</c> has run.</summary>
    public static async Task EnsureSchemaAsync(IServiceProvider services, HostSettings settings, CancellationToken cancellationToken)
    {
        var migrator = services.GetRequiredService<StorageMigrator>();
        if (settings.IsEmbedded)
        {
            await migrator.MigrateAsync(cancellationToken);
            return;
        }

        var pending = await migrator.PendingAsync(cancellationToken);
        if (pending.Count > 0)
        {
            throw new SettingException(
                $"The database of ConnectionStrings:Database is {pending.Count} migration(s) behind this version; run the command 'migrate' first.");
        }
    }
}
