using System.Collections.Concurrent;
using System.Globalization;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Queries;
using DirectiveFlow.Directives.Vietnamese;
using DirectiveFlow.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Workflows.Tests.Cycle;

public sealed class DirectiveCycleTests : IAsyncLifetime
{
    /// <summary>In memory where there is such a folder: no power is cut here, so nothing has to reach a disk.</summary>
    private readonly DirectoryInfo _folder = Directory.Exists("/dev/shm")
        ? Directory.CreateDirectory(Path.Combine("/dev/shm", Path.GetRandomFileName()))
        : Directory.CreateTempSubdirectory("cycle-");

    public async ValueTask InitializeAsync() => await CycleRun.PrepareAsync(Database("template"));

    [Fact]
    public async Task A_directive_runs_from_launch_to_closing_with_rework_and_a_returned_assignment()
    {
        await using var run = new CycleRun(Copy("template", "whole"));
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
        await using var run = new CycleRun(Copy("template", "whole"));
        await run.RunAsync();

        // Due Wednesday 25/02; 14 to 22/02 are the New Year days and weekends, so 7 working days before is Monday 09/02.
        Assert.Equal(
            ["L0-7 09/02 07:30", "L0-3 13/02 07:30", "L0-1 24/02 07:30", "L0-0 25/02 07:30", "L1 26/02 07:30"], await FiredAsync(run, "data"));

        // The coordinating unit delivers 5 working days before: Wednesday 11/02. Assigned on 04/02, so its first rung (02/02) is past.
        Assert.Equal(["L0-3 06/02 07:30", "L0-1 10/02 07:30", "L0-0 11/02 07:30", "L1 12/02 07:30"], await FiredAsync(run, "help"));
    }

    [Fact]
    public async Task A_crash_at_any_store_operation_leaves_the_same_end_as_none()
    {
        await using var whole = new CycleRun(Copy("template", "whole"));
        var acts = new List<(int Operations, int Delivered, DateTimeOffset At)>();
        var expected = await whole.RunAsync((act, before) =>
        {
            acts.Add((before, whole.Delivered.Count, whole.Now));
            Copy("whole", $"act{act}");
        });
        var operations = whole.Operations;
        Assert.True(operations.Count > 100, $"Only {operations.Count} operations were numbered.");

        var wrong = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(
            Enumerable.Range(1, operations.Count), new ParallelOptions { MaxDegreeOfParallelism = 2 },
            async (number, _) =>
            {
                var act = acts.FindLastIndex(candidate => candidate.Operations < number);
                await using var run = new CycleRun(Copy($"act{act}", $"crash{number}"));
                var digest = await run.RunFromAsync(
                    whole, act, acts[act].Delivered, acts[act].At, crashAt: number - acts[act].Operations, seed: 1000 + number);
                if (!string.Equals(digest, expected, StringComparison.Ordinal))
                {
                    wrong.Add($"crash at {number} ({operations[number - 1]}):\n{digest}");
                }
            });
        TestContext.Current.TestOutputHelper?.WriteLine($"{operations.Count} crash points");
        Assert.True(wrong.IsEmpty, $"{wrong.Count} of {operations.Count} differ. Expected:\n{expected}\n\nFirst:\n{wrong.FirstOrDefault()}");
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>No connection is open between acts, so the file is whole.</summary>
    private StorageOptions Copy(string from, string to)
    {
        File.Copy(Path.Combine(_folder.FullName, from + ".db"), Path.Combine(_folder.FullName, to + ".db"));
        return Database(to);
    }

    private StorageOptions Database(string name) =>
        new(StorageProvider.Sqlite, $"Data Source={Path.Combine(_folder.FullName, name + ".db")};Pooling=False");

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
}
