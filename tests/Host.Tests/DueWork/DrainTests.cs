using System.Collections.Concurrent;
using System.Globalization;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Host.DueWork;
using DirectiveFlow.Host.Operations;
using DirectiveFlow.Host.Tests.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DirectiveFlow.Host.Tests.DueWork;

public sealed class DrainTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 2, 10, 0, 30, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _clock = new(Now);
    private readonly CountingHost _host;

    public DrainTests() => _host = new CountingHost
    {
        Clock = _clock,

        // Only the rows of the test.
        Settings = { ["Retention:FinishedDays"] = "0", ["Retention:IdDays"] = "0", ["Retention:NotificationDays"] = "0" },
    };

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_row_acts_once_however_many_drain_at_the_same_moment()
    {
        const int Rows = 500;
        await _host.PlanAsync(Now.AddMinutes(5), Enumerable.Range(1, Rows));
        _clock.Advance(TimeSpan.FromMinutes(5));

        await Task.WhenAll(Enumerable.Range(1, 4).Select(number => _host.NewDrain(number).DrainAsync(CancellationToken.None)));
        await Eventually.TrueAsync(_clock, async () => await _host.OpenRowsAsync() == 0, "every row is done");

        Assert.Equal(Rows, _host.Handler.Done.Count);
        Assert.All(_host.Handler.Done.Values, times => Assert.Equal(1, times));
    }

    [Fact]
    public async Task A_row_comes_due_when_the_clock_reaches_it_and_not_before()
    {
        _ = _host.Services;
        await _host.PlanAsync(Now.AddDays(3), [1]);
        _clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(0, await _host.NewDrain(1).DrainAsync(CancellationToken.None));

        _clock.Advance(TimeSpan.FromDays(1));

        await Eventually.TrueAsync(_clock, () => Task.FromResult(_host.Handler.Done.Count == 1), "the loop runs the row by itself");
    }

    [Fact]
    public async Task A_row_whose_handler_fails_is_tried_again_later_and_others_go_on()
    {
        _host.Handler.FailFirst.Add(2);
        await _host.PlanAsync(Now.AddMinutes(1), [1, 2, 3]);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await _host.NewDrain(1).DrainAsync(CancellationToken.None);
        await Eventually.TrueAsync(_clock, async () => await _host.OpenRowsAsync() == 1, "the good rows are done");
        Assert.DoesNotContain(2, _host.Handler.Done.Keys);

        _clock.Advance(TimeSpan.FromMinutes(1));
        await _host.NewDrain(1).DrainAsync(CancellationToken.None);

        await Eventually.TrueAsync(_clock, async () => await _host.OpenRowsAsync() == 0, "the failed row is done");
        Assert.Equal(1, _host.Handler.Done[2]);
    }

    [Fact]
    public async Task Work_of_a_kind_nobody_knows_stays_and_is_seen()
    {
        _ = _host.Services;
        await _host.PlanAsync(Now.AddMinutes(1), [1], "nobody.knows");
        _clock.Advance(TimeSpan.FromMinutes(1));

        await _host.NewDrain(1).DrainAsync(CancellationToken.None);

        Assert.Equal(1, await _host.OpenRowsAsync());
    }

    /// <summary>The real host with one more kind of due work, whose effect is counted.</summary>
    private sealed class CountingHost : HostUnderTest
    {
        public CountingHandler Handler { get; } = new();

        public DueWorkDrain NewDrain(int number) => new(
            Services.GetRequiredService<IDueWorkStore>(), Services.GetRequiredService<IServiceScopeFactory>(),
            Services.GetRequiredService<TimeProvider>(), new HostIdentity($"host{number.ToString(CultureInfo.InvariantCulture)}"),
            NullLogger<DueWorkDrain>.Instance);

        public async Task PlanAsync(DateTimeOffset dueAt, IEnumerable<int> numbers, string kind = CountingHandler.KindName)
        {
            await using var unit = Units.Open();
            var plan = unit.Services.GetRequiredService<IDueWorkPlan>();
            foreach (var number in numbers)
            {
                plan.Add(new DueWorkItem(
                    new Guid(number, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1), dueAt, kind,
                    string.Create(CultureInfo.InvariantCulture, $"owner{number}/once"), number.ToString(CultureInfo.InvariantCulture)));
            }

            await unit.CommitAsync(CancellationToken.None);
        }

        public async Task<long> OpenRowsAsync() =>
            (await Services.GetRequiredService<IDueWorkStore>().LagAsync(Now.AddYears(1), CancellationToken.None)).Count;

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services => services.AddSingleton<IDueWorkHandler>(provider =>
            {
                Handler.Units = provider.GetRequiredService<IUnitOfWorkFactory>();
                return Handler;
            }));
        }
    }

    private sealed class CountingHandler : IDueWorkHandler
    {
        public const string KindName = "test.count";

        public IUnitOfWorkFactory Units { get; set; } = null!;

        public ConcurrentDictionary<int, int> Done { get; } = new();

        public ConcurrentBag<int> FailFirst { get; private set; } = [];

        public string Kind => KindName;

        public async Task HandleAsync(DueWorkItem item, CancellationToken cancellationToken)
        {
            var number = int.Parse(item.Payload, CultureInfo.InvariantCulture);
            if (FailFirst.Contains(number))
            {
                FailFirst = [.. FailFirst.Where(other => other != number)];
                throw new InvalidOperationException("It fails the first time.");
            }

            await using var unit = Units.Open();
            unit.Services.GetRequiredService<IDueWorkPlan>().Complete(item);
            await unit.CommitAsync(cancellationToken);
            Done.AddOrUpdate(number, 1, (_, times) => times + 1);
        }
    }
}
