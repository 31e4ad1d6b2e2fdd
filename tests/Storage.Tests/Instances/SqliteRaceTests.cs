using System.Globalization;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Identity;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.EngineTesting.Faults;
using DirectiveFlow.EngineTesting.Hosting;
using DirectiveFlow.EngineTesting.Simulation;
using DirectiveFlow.Storage.Checkup;
using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace DirectiveFlow.Storage.Tests.Instances;

/// <summary>
/// The race of two simulated hosts, see <see cref="Race"/>, over the real store on SQLite, with all invariants checked after each
/// seed. <c>SQLITE_RACE_SEEDS</c> sets how many seeds are tried, <c>RACE_FIRST</c> the first one.
/// </summary>
public sealed class SqliteRaceTests(ITestOutputHelper output) : IAsyncLifetime
{
    /// <summary>Not unique any more: a row with the same key makes room for the next writer's.</summary>
    private const string JournalKeyForgotten =
        "create trigger planted before insert on journal begin delete from journal where instance_id = new.instance_id and sequence = new.sequence; end";

    // In memory where there is such a folder: no power is cut here, so nothing has to reach a disk.
    private readonly DirectoryInfo _folder = Directory.Exists("/dev/shm")
        ? Directory.CreateDirectory(Path.Combine("/dev/shm", Path.GetRandomFileName()))
        : Directory.CreateTempSubdirectory("race-");

    private string Template => Path.Combine(_folder.FullName, "template.db");

    public async ValueTask InitializeAsync()
    {
        await using var host = new RaceHost(Template, new FakeTimeProvider(Databases.Given.At), seed: 1, faults: null);
        await host.Get<StorageMigrator>().MigrateAsync(CancellationToken.None);
        await host.Get<WorkflowCatalog>().PublishAsync(RaceFlows.Child);
        await host.Get<WorkflowCatalog>().PublishAsync(RaceFlows.Parent);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Whatever_the_order_and_whoever_dies_the_end_is_the_same_and_the_doctor_content()
    {
        var (first, count) = (Setting("RACE_FIRST", 1), Setting("SQLITE_RACE_SEEDS", 15));
        var (points, crashes) = (0L, 0);
        for (var seed = first; seed < first + count; seed++)
        {
            await using var world = new World(Template, FileOf(seed), planted: null);
            var race = new Race(world, seed, cancels: seed % 4 == 0);
            var differences = race.Run();
            Assert.True(differences.Length == 0, $"Seed {seed}: {differences}");
            points += race.Points;
            crashes += race.Crashes;
        }

        output.WriteLine($"{count} seeds from {first}: {points} interleaving points, {crashes} crashes");
        Assert.True(crashes > count / 4);
    }

    [Fact]
    public async Task A_journal_without_its_unique_key_is_found_out_within_fifty_seeds()
    {
        for (var seed = 1; seed <= 50; seed++)
        {
            await using var world = new World(Template, FileOf(seed), JournalKeyForgotten);
            if (Misbehaviour(world, seed) is { } what)
            {
                output.WriteLine($"Seen by seed {seed}: {what}");
                return;
            }
        }

        Assert.Fail("A journal without its unique key was not seen.");
    }

    private static string? Misbehaviour(World world, int seed)
    {
        try
        {
            return new Race(world, seed, cancels: false).Run() is { Length: > 0 } differences ? differences : null;
        }
#pragma warning disable CA1031 // Whatever the engine makes of a broken store counts as seen.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return failure.GetType().Name + ": " + failure.Message;
        }
    }

    private string FileOf(int seed) => Path.Combine(_folder.FullName, string.Create(CultureInfo.InvariantCulture, $"seed{seed}.db"));

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    /// <summary>A copy of a prepared file.</summary>
    private sealed class World : IRaceWorld, IAsyncDisposable
    {
        private readonly string _file;
        private readonly RaceHost _calm;
        private readonly List<RaceHost> _hosts = [];

        public World(string template, string file, string? planted)
        {
            File.Copy(template, _file = file);
            _calm = new RaceHost(file, Time, seed: 1, faults: null);
            if (planted is not null)
            {
                using var context = _calm.Get<IDbContextFactory<FlowDbContext>>().CreateDbContext();
#pragma warning disable EF1002 // From this test.
                context.Database.ExecuteSqlRaw(planted);
#pragma warning restore EF1002
            }
        }

        public FakeTimeProvider Time { get; } = new(Databases.Given.At);

        public IRaceHost Open(int seed, FaultInjector? faults)
        {
            if (faults is null)
            {
                return _calm;
            }

            _hosts.Add(new RaceHost(_file, Time, seed, faults));
            return _hosts[^1];
        }

        public async Task<RaceEnd> ReadAsync()
        {
            await using var context = await _calm.Get<IDbContextFactory<FlowDbContext>>().CreateDbContextAsync();
            var status = await _calm.Get<StatusReader>().ReadAsync(CancellationToken.None);
            var breaches = (await _calm.Get<Doctor>().ExamineAsync(CancellationToken.None)).Where(i => !i.Holds).Select(i => $"{i.Id}: {string.Join(", ", i.Samples)}");
            return new RaceEnd(
                await context.Set<InstanceRecord>().AsNoTracking().ToListAsync(), await context.Set<JournalRecord>().AsNoTracking().ToListAsync(),
                status.Bookmarks, status.DueWorkPlanned, status.Incidents, [.. breaches]);
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var host in _hosts.Append(_calm))
            {
                await host.DisposeAsync();
            }

            File.Delete(_file);
        }
    }

    /// <summary>Engine and storage as a host composes them; on SQLite nothing in them waits, so a race can order them.</summary>
    private sealed class RaceHost : IRaceHost, IAsyncDisposable
    {
        private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
        private readonly ServiceProvider _services;
        private readonly FakeTimeProvider _time;
        private readonly string _name;

        public RaceHost(string file, FakeTimeProvider time, int seed, FaultInjector? faults)
        {
            (_time, _name) = (time, "host-" + seed.ToString(CultureInfo.InvariantCulture));
            var services = new ServiceCollection();
            services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
            services.AddSingleton<TimeProvider>(time);
            services.AddSingleton<IIdGenerator>(new SeededIds(seed));
            services.AddStorage(new StorageOptions(StorageProvider.Sqlite, $"Data Source={file};Pooling=False"));
            if (faults is not null)
            {
                Decorate<IUnitOfWorkFactory>(services, faults.Wrap);
                Decorate<IDueWorkStore>(services, faults.Wrap);
            }

            services.AddEngine();
            _services = services.BuildServiceProvider();
        }

        public WorkflowRuntime Runtime => Get<WorkflowRuntime>();

        public T Get<T>()
            where T : notnull => _services.GetRequiredService<T>();

        public async Task<int> DrainAsync(int limit = 10_000)
        {
            var (store, count) = (Get<IDueWorkStore>(), 0);
            var handlers = _services.GetServices<IDueWorkHandler>().ToDictionary(h => h.Kind, StringComparer.Ordinal);
            while (await store.ClaimAsync(_name, _time.GetUtcNow(), 16, Lease, CancellationToken.None) is { Count: > 0 } items)
            {
                foreach (var item in items)
                {
                    Assert.True(++count <= limit, "This does not end.");
                    try
                    {
                        await handlers[item.Kind].HandleAsync(item, CancellationToken.None);
                    }
                    catch (StaleStateException stale)
                    {
                        await store.ReleaseAsync(item.Id, _time.GetUtcNow().AddSeconds(5), stale.Message, CancellationToken.None);
                    }
                }
            }

            return count;
        }

        public ValueTask DisposeAsync() => _services.DisposeAsync();

        private static void Decorate<T>(ServiceCollection services, Func<T, T> wrap)
            where T : class
        {
            var inner = services.Last(descriptor => descriptor.ServiceType == typeof(T)).ImplementationType!;
            services.AddSingleton(provider => wrap((T)ActivatorUtilities.CreateInstance(provider, inner)));
        }
    }
}
