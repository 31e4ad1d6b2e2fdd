using System.Collections.Concurrent;
using System.Globalization;
using DirectiveFlow.Benchmarks.Cycles;
using DirectiveFlow.Engine.Runtime;

namespace DirectiveFlow.Benchmarks.Reference;

/// <summary>One scenario of the reference, and what a real Elsa 3.7.1 used for one operation of it (two quiet cores, medians of 3 runs).</summary>
/// <param name="Rate">Operations a second, with 1 and with 8 clients.</param>
/// <param name="Run">One operation; adds the milliseconds of each measured call.</param>
internal sealed record Scenario(
    string Name, string Rate, double Transactions, double WalKilobytes, double AppMilliseconds, double PostgresMilliseconds, int[] Clients,
    int Operations, Func<WorkflowRuntime, ConcurrentBag<double>, Task> Run)
{
    private static int s_number;

    public static IReadOnlyList<Scenario> OnPostgreSql { get; } =
    [
        new("a. ten activities, start to end", "43 / 67", 8, 61, 17, 7, [1, 8], 600, TenStepsAsync),
        new("b. start, event, resume, end", "18 / 33", 29, 38, 37, 11, [1, 8], 600, OneWaitAsync),
        new("c. 6 x (report, review), join", "2.4 / 5.0", 271, 256, 263, 81, [1, 8], 150, ForkJoinAsync),
    ];

    /// <summary>b again, beside many instances that wait for the same event; one client.</summary>
    public static Scenario Crowded { get; } = new("d. b beside 100,000 that wait", "-", 30, 37, 47, 13, [1], 400, OneWaitAsync);

    public async Task RunAsync(WorkflowRuntime runtime, int clients, int operations, ConcurrentBag<double> latencies)
    {
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) <= operations)
            {
                await Run(runtime, latencies);
            }
        })));
    }

    private static Task TenStepsAsync(WorkflowRuntime runtime, ConcurrentBag<double> latencies) =>
        TimedAsync(latencies, () => runtime.StartAsync(new StartWorkflow { DefinitionId = Flows.TenSteps, CommandId = Command() }));

    private static async Task OneWaitAsync(WorkflowRuntime runtime, ConcurrentBag<double> latencies)
    {
        var id = (await runtime.StartAsync(new StartWorkflow { DefinitionId = Flows.OneWait, CommandId = Command() })).InstanceId;
        await ResumeAsync(runtime, id, "go", latencies);
    }

    private static async Task ForkJoinAsync(WorkflowRuntime runtime, ConcurrentBag<double> latencies)
    {
        var id = (await runtime.StartAsync(new StartWorkflow { DefinitionId = Flows.ForkJoin, CommandId = Command() })).InstanceId;
        foreach (var name in Flows.ForkJoinEvents)
        {
            await ResumeAsync(runtime, id, name, latencies);
        }
    }

    private static Task ResumeAsync(WorkflowRuntime runtime, string? id, string name, ConcurrentBag<double> latencies) => TimedAsync(
        latencies, () => runtime.ResumeAsync(new ResumeWorkflow { InstanceId = id, Stimulus = Flows.Event(name), CommandId = Command() }));

    private static async Task TimedAsync(ConcurrentBag<double> latencies, Func<Task<StepResult>> step)
    {
        var start = TimeProvider.System.GetTimestamp();
        if ((await step()).Kind != StepKind.Executed)
        {
            throw new InvalidOperationException("A step of the scenario did nothing.");
        }

        latencies.Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
    }

    private static string Command() => string.Create(CultureInfo.InvariantCulture, $"command-{Interlocked.Increment(ref s_number):x8}");
}
