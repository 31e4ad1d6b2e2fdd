using System.Collections.Concurrent;
using System.Globalization;
using DirectiveFlow.Storage;

namespace DirectiveFlow.Workflows.Tests.Cycle;

/// <summary>Copies of a database at rest, by name.</summary>
internal interface ICycleDatabases
{
    /// <summary>An empty one.</summary>
    Task<StorageOptions> CreateAsync(string name);

    /// <param name="isTemplate">True: copies of this one will be made while a host uses it, between two acts.</param>
    Task<StorageOptions> CopyAsync(string from, string to, bool isTemplate = false);

    /// <summary>Gives the room of one back that nobody asks for again.</summary>
    Task DropAsync(string name);
}

/// <summary>
/// The crash proof: the scenario runs once, with a copy of the database kept before each act; then for each chosen store operation
/// another host goes on from the copy before its act, dies there, and a third one finishes. Every end must be the same.
/// </summary>
internal static class CrashSweep
{
    /// <summary>How many operations a step of the sweep is: DIRECTIVEFLOW_CRASH_EVERY, or as said.</summary>
    public static int Every(int inCi) =>
        Environment.GetEnvironmentVariable("DIRECTIVEFLOW_CRASH_EVERY") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : inCi;

    /// <param name="databases">Holds a prepared database named <paramref name="template"/>.</param>
    /// <param name="every">1: each operation; n: each n-th, among them the last, and the first of each kind.</param>
    /// <returns>How many operations the scenario has, at how many of them a host died, and what ended differently.</returns>
    public static async Task<(int Operations, int Crashes, string Differences)> RunAsync(
        ICycleDatabases databases, string template, int every, CancellationToken cancellationToken)
    {
        await using var whole = new CycleRun(await databases.CopyAsync(template, "whole", isTemplate: true));
        var acts = new List<(int Operations, int Delivered, DateTimeOffset At)>();
        var expected = await whole.RunAsync(async (act, before) =>
        {
            acts.Add((before, whole.Delivered.Count, whole.Now));
            await databases.CopyAsync("whole", $"act{act}");
        });
        var operations = whole.Operations;
        var chosen = Enumerable.Range(1, operations.Count)
            .Where(number => (operations.Count - number) % every == 0 || operations.ToList().IndexOf(operations[number - 1]) == number - 1).ToList();

        var wrong = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(
            chosen, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancellationToken },
            async (number, _) =>
            {
                var act = acts.FindLastIndex(candidate => candidate.Operations < number);
                var name = $"crash{number}";
                string digest;
                await using (var run = new CycleRun(await databases.CopyAsync($"act{act}", name)))
                {
                    digest = await run.RunFromAsync(
                        whole, act, acts[act].Delivered, acts[act].At, crashAt: number - acts[act].Operations, seed: 1000 + number);
                }

                await databases.DropAsync(name);
                if (!string.Equals(digest, expected, StringComparison.Ordinal))
                {
                    wrong.Add($"crash at {number} ({operations[number - 1]}):\n{digest}");
                }
            });
        return (operations.Count, chosen.Count, wrong.IsEmpty ? "" : $"{wrong.Count} differ. Expected:\n{expected}\n\nOne of them:\n{wrong.First()}");
    }
}
