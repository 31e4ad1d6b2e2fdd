using System.Globalization;
using DirectiveFlow.EngineTesting.Faults;
using DirectiveFlow.EngineTesting.Hosting;
using DirectiveFlow.EngineTesting.Memory;
using DirectiveFlow.EngineTesting.Simulation;
using Microsoft.Extensions.Time.Testing;

namespace DirectiveFlow.Engine.Tests.Life;

/// <summary>
/// Two simulated hosts over one store in memory, see <see cref="Race"/>. <c>RACE_SEEDS</c> sets how many seeds are tried,
/// <c>RACE_FIRST</c> the first one.
/// </summary>
public sealed class SimulatedRaceTests(ITestOutputHelper output)
{
    [Fact]
    public void Whatever_the_order_and_whoever_dies_the_end_is_the_same()
    {
        var (first, count) = (Setting("RACE_FIRST", 1), Setting("RACE_SEEDS", 600));
        var (points, crashes) = (0L, 0);
        for (var seed = first; seed < first + count; seed++)
        {
            var race = new Race(new World(PlantedDefect.None), seed, cancels: seed % 4 == 0);
            var differences = race.Run();

            Assert.True(differences.Length == 0, $"Seed {seed}: {differences}");
            points += race.Points;
            crashes += race.Crashes;
        }

        output.WriteLine($"{count} seeds from {first}: {points} interleaving points, {crashes} crashes");
        Assert.True(crashes > count / 4);
    }

    /// <summary>The proof can fail: what each guard of the store is there for shows when it is taken away.</summary>
    [Theory]
    [InlineData(PlantedDefect.JournalKeyForgotten)]
    [InlineData(PlantedDefect.CommandsForgotten)]
    [InlineData(PlantedDefect.AcknowledgedAtClaim)]
    [InlineData(PlantedDefect.CompletionUnguarded)]
    [InlineData(PlantedDefect.BookmarksNotBurned)]
    public void A_store_that_forgets_a_guard_is_found_out_within_five_hundred_seeds(PlantedDefect defect)
    {
        var found = Enumerable.Range(1, 500).Select(seed => (Seed: seed, What: Misbehaviour(defect, seed))).FirstOrDefault(s => s.What is not null);

        Assert.True(found.What is not null, $"{defect} was not seen.");
        output.WriteLine($"{defect} is seen by seed {found.Seed}: {found.What}");
    }

    private static string? Misbehaviour(PlantedDefect defect, int seed)
    {
        try
        {
            return new Race(new World(defect), seed, cancels: false).Run() is { Length: > 0 } differences ? differences : null;
        }
#pragma warning disable CA1031 // Whatever the engine makes of a broken store counts as seen.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return failure.GetType().Name + ": " + failure.Message;
        }
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    private sealed class World : IRaceWorld
    {
        private readonly EngineHost _calm;

        public World(PlantedDefect defect)
        {
            _calm = new EngineHost(new InMemoryStore { Planted = defect });

            // Nothing in memory is waited for.
            _calm.PublishAsync(RaceFlows.Child).GetAwaiter().GetResult();
            _calm.PublishAsync(RaceFlows.Parent).GetAwaiter().GetResult();
        }

        public FakeTimeProvider Time => _calm.Time;

        public IRaceHost Open(int seed, FaultInjector? faults) =>
            faults is null ? _calm : new EngineHost(_calm.Store, _calm.Definitions, _calm.Time, seed, faults);

        public Task<RaceEnd> ReadAsync() => Task.FromResult(new RaceEnd(
            _calm.Store.Instances, _calm.Store.Journal, _calm.Store.Bookmarks.Count, _calm.Store.DueWork.Count, _calm.Store.Incidents.Count, []));
    }
}
