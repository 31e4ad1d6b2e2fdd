using System.Globalization;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Queries;
using DirectiveFlow.Directives.Vietnamese;
using DirectiveFlow.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Workflows.Tests.Cycle;

public sealed class DirectiveCycleTests : IAsyncLifetime
{
    private readonly Databases _databases = new();

    public async ValueTask InitializeAsync() => await CycleRun.PrepareAsync(await _databases.CreateAsync("template"));

    [Fact]
    public async Task A_directive_runs_from_launch_to_closing_with_rework_and_a_returned_assignment()
    {
        await using var run = new CycleRun(await _databases.CopyAsync("template", "whole"));
        var digest = await run.RunAsync();
        TestContext.Current.TestOutputHelper?.WriteLine(digest);
        TestContext.Current.TestOutputHelper?.WriteLine($"{run.Operations.Count} store operations");
        Assert.StartsWith($"{CycleScenario.Code} Closed", digest, StringComparison.Ordinal);
        Assert.Contains("data Completed", digest, StringComparison.Ordinal);
        Assert.Contains("draft,assign,accept,cascade,report,requestRework,report,appraise,approve", digest, StringComparison.Ordinal);
        Assert.Contains("draft,assign,return,assign,accept,cancel", digest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reminders_fall_on_working_mornings_around_the_lunar_new_year()
    {
        await using var run = new CycleRun(await _databases.CopyAsync("template", "whole"));
        await run.RunAsync();

        // Due Wednesday 25/02; 14 to 22/02 are the New Year days and weekends, so 7 working days before is Monday 09/02.
        Assert.Equal(
            ["L0-7 09/02 07:30", "L0-3 13/02 07:30", "L0-1 24/02 07:30", "L0-0 25/02 07:30", "L1 26/02 07:30"], await FiredAsync(run, "data"));

        // The coordinating unit delivers 5 working days before: Wednesday 11/02. Assigned on 04/02, so its first rung (02/02) is past.
        Assert.Equal(["L0-3 06/02 07:30", "L0-1 10/02 07:30", "L0-0 11/02 07:30", "L1 12/02 07:30"], await FiredAsync(run, "help"));
    }

    [Fact]
    public async Task A_crash_at_a_store_operation_leaves_the_same_end_as_none()
    {
        var (operations, crashes, differences) = await CrashSweep.RunAsync(
            _databases, "template", CrashSweep.Every(inCi: 2), TestContext.Current.CancellationToken);

        TestContext.Current.TestOutputHelper?.WriteLine($"{crashes} crash points");
        Assert.True(operations > 100, $"Only {operations} operations were numbered.");
        Assert.True(differences.Length == 0, differences);
    }

    public ValueTask DisposeAsync() => _databases.DisposeAsync();

    private static async Task<IReadOnlyList<string>> FiredAsync(CycleRun run, string part)
    {
        await using var scope = run.Host.Services.CreateAsyncScope();
        var detail = await scope.ServiceProvider.GetRequiredService<IDirectiveQueries>()
            .GetAssignmentAsync(Actor.System, run.Scenario.AssignmentOf(part), CancellationToken.None);
        return
        [
            .. detail!.Reminders.Where(reminder => reminder.FiredAt is not null).OrderBy(reminder => reminder.FiredAt).Select(reminder =>
                $"{reminder.Rung} {reminder.FiredAt!.Value.ToOffset(VietnamTime.Offset).ToString("dd/MM HH:mm", CultureInfo.InvariantCulture)}"),
        ];
    }

    private sealed class Databases : ICycleDatabases, IAsyncDisposable
    {
        /// <summary>In memory where there is such a folder: no power is cut here, so nothing has to reach a disk.</summary>
        private readonly DirectoryInfo _folder = Directory.Exists("/dev/shm")
            ? Directory.CreateDirectory(Path.Combine("/dev/shm", Path.GetRandomFileName()))
            : Directory.CreateTempSubdirectory("cycle-");

        public Task<StorageOptions> CreateAsync(string name) => Task.FromResult(At(name));

        /// <summary>No connection is open between acts, so the file is whole.</summary>
        public Task<StorageOptions> CopyAsync(string from, string to, bool isTemplate = false)
        {
            File.Copy(FileOf(from), FileOf(to));
            return Task.FromResult(At(to));
        }

        public Task DropAsync(string name)
        {
            File.Delete(FileOf(name));
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync()
        {
            _folder.Delete(recursive: true);
            return ValueTask.CompletedTask;
        }

        private string FileOf(string name) => Path.Combine(_folder.FullName, name + ".db");

        private StorageOptions At(string name) => new(StorageProvider.Sqlite, $"Data Source={FileOf(name)};Pooling=False");
    }
}
