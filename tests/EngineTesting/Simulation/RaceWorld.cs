using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.EngineTesting.Faults;
using Microsoft.Extensions.Time.Testing;

namespace DirectiveFlow.EngineTesting.Simulation;

/// <summary>A host of a simulated race.</summary>
public interface IRaceHost
{
    WorkflowRuntime Runtime { get; }

    /// <summary>Runs what is due until nothing is.</summary>
    Task<int> DrainAsync(int limit = 10_000);
}

/// <summary>One store of a race, with a clock only the race moves; any number of hosts on it.</summary>
public interface IRaceWorld
{
    FakeTimeProvider Time { get; }

    /// <summary>A host; with faults each of its operations on the store is a point of theirs.</summary>
    IRaceHost Open(int seed, FaultInjector? faults);

    Task<RaceEnd> ReadAsync();
}

/// <summary>What a race left.</summary>
/// <param name="Breaches">What the checks of the store itself object to.</param>
public sealed record RaceEnd(
    IReadOnlyList<InstanceRecord> Instances, IReadOnlyList<JournalRecord> Journal, int Bookmarks, int DueWork, int Incidents,
    IReadOnlyList<string> Breaches);
