using DirectiveFlow.Host.Composition;
using DirectiveFlow.Host.Operations;
using DirectiveFlow.Storage.Database;
using Hangfire;

namespace DirectiveFlow.Host.CommandLine;

/// <summary>Brings the database to this version. Safe to repeat; several at once wait for each other.</summary>
internal static class Migrate
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var (builder, _) = FlowHost.Configure(arguments, LogVoice.Command);
        await using var app = builder.Build();
        var applied = await StartUp.WithDatabaseAsync(
            () => app.Services.GetRequiredService<StorageMigrator>().MigrateAsync(CancellationToken.None));
        foreach (var migration in applied)
        {
            Console.WriteLine(migration);
        }

        // Resolving the storage makes Hangfire's own tables.
        _ = app.Services.GetRequiredService<JobStorage>();
        Console.WriteLine(applied.Count == 0 ? "The database is up to date." : "The database is up to date now.");
        return 0;
    }
}
