using System.Globalization;
using System.Net;
using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Calendars;
using DirectiveFlow.Directives.Vietnamese;
using DirectiveFlow.Engine.Activities.Primitives;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Journal;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Host.Tests.Hosting;
using DirectiveFlow.Storage.Database;
using DirectiveFlow.TestServers;
using DirectiveFlow.TestServers.Processes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Host.Tests.Scenario;

/// <summary>Two hosts on one PostgreSQL and one RabbitMQ, on the machine's clock, each with its own loops running.</summary>
public sealed class TwoHostsTests(PostgresServer postgres, RabbitMqServer rabbitMq, ITestOutputHelper output) : IAsyncLifetime
{
    private const int Rounds = 1000;
    private const int RacesAtOnce = 4;
    private const int Directives = 6;

    private const string WaitOnce =
        """
        {"definitionId":"race","name":"race","version":1,"variables":[],"root":{"type":"Elsa.Sequence","id":"s","activities":[
          {"type":"Elsa.Event","id":"wait","version":1,"eventName":{"typeName":"String","expression":{"type":"Literal","value":"go"}}},
          {"type":"Elsa.WriteLine","id":"acted","version":1,"text":{"typeName":"String","expression":{"type":"Literal","value":"acted"}}}]}}
        """;

    private static readonly (string Unit, string Head)[] Units =
    [
        ("SKHCN-KHTC", "khtc"), ("SKHCN-QLKH", "qlkh"), ("SKHCN-QLCN", "qlcn"), ("SKHCN-CDS", "cds"), ("SKHCN-TDC", "tdc"), ("SKHCN-TTr", "thanhtra"),
    ];

    private readonly string _keys = TemporaryFolders.Create("keys");
    private readonly ScenarioHost _first = new();
    private readonly ScenarioHost _second = new();

    public async ValueTask InitializeAsync()
    {
        var site = await ProductionSite.CreateAsync(postgres, rabbitMq);
        foreach (var host in new[] { _first, _second })
        {
            site.Equip(host);
            host.Settings["Jwt:KeyFile"] = Path.Combine(_keys, "jwt.key");
            _ = host.Services;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _second.DisposeAsync();
        await _first.DisposeAsync();
        TemporaryFolders.Delete(_keys);
    }

    [Fact]
    public async Task The_same_bookmark_resumed_from_both_at_once_acts_once()
    {
        await _first.Services.GetRequiredService<WorkflowCatalog>().PublishAsync(WaitOnce);
        var winners = new int[2];

        await Parallel.ForEachAsync(
            Enumerable.Range(1, Rounds), new ParallelOptions { MaxDegreeOfParallelism = RacesAtOnce }, async (round, _) =>
            {
                var id = string.Create(CultureInfo.InvariantCulture, $"race-{round}");
                await RuntimeOf(_first).StartAsync(new StartWorkflow { DefinitionId = "race", InstanceId = id }, CancellationToken.None);
                var resume = new ResumeWorkflow { InstanceId = id, Stimulus = new Stimulus("Elsa.Event", new EventStimulus("go")) };
                var results = await Task.WhenAll(
                    Task.Run(() => RuntimeOf(_first).ResumeAsync(resume)), Task.Run(() => RuntimeOf(_second).ResumeAsync(resume)));
                var winner = Assert.Single(Enumerable.Range(0, 2), host => results[host].Kind == StepKind.Executed);
                Assert.Equal(StepKind.NoMatch, results[1 - winner].Kind);
                Interlocked.Increment(ref winners[winner]);
            });

        output.WriteLine($"{Rounds} rounds, won {winners[0]} : {winners[1]}");
        var lines = (await JournalAsync()).GroupBy(row => row.InstanceId, StringComparer.Ordinal)
            .Select(rows => JournalReader.Expand(rows).Count(entry => entry.Event == JournalEvent.Line)).ToList();
        Assert.Equal(Rounds, lines.Count);
        Assert.All(lines, acted => Assert.Equal(1, acted));
        Assert.Equal(0, await _first.CountAsync("bookmarks"));
    }

    [Fact]
    public async Task Six_reports_at_once_then_six_appraisals_then_six_approvals_finish_every_instance()
    {
        var staff = await Staff.HireAsync(_first, ["vanthu", "giamdoc", "phogiamdoc", .. Units.Select(unit => unit.Head)]);
        for (var number = 1; number <= Directives; number++)
        {
            var desk = await IssuedAsync(staff, string.Create(CultureInfo.InvariantCulture, $"{900 + number}/KH-UBND"));

            await AtOnceAsync(staff, desk, "report", i => Units[i].Head, new { summary = "Đã hoàn thành.", product = "Báo cáo" });
            await AtOnceAsync(staff, desk, "appraise", _ => "phogiamdoc", new { note = "Đạt." });
            await AtOnceAsync(staff, desk, "approve", _ => "giamdoc", new { grade = nameof(Grade.Good) });

            await Eventually.TrueAsync(
                async () => string.Equals((await desk.ReadAsync()).GetProperty("state").GetString(), "Closed", StringComparison.Ordinal), $"directive {number} is closed");
        }

        Assert.Equal(7 * Directives, await _first.CountAsync("workflow_instances where sub_status = 'Finished'"));
        Assert.Equal(0, await _first.CountAsync("workflow_instances where sub_status <> 'Finished'"));
        await _first.AssertSoundAsync();
    }

    /// <summary>
    /// As when a host was so slow that its lease ran out: both hold the same row and run it at the same moment, while their own loops
    /// look for work as well.
    /// </summary>
    [Fact]
    public async Task A_timer_a_cron_a_delay_and_a_reminder_whose_row_both_hold_fire_once()
    {
        const int Delays = 10;
        var catalog = _first.Services.GetRequiredService<WorkflowCatalog>();
        await catalog.PublishAsync(Flow("timer", "Elsa.Timer", "interval", "01:00:00", starts: true));
        await catalog.PublishAsync(Flow("cron", "Elsa.Cron", "cronExpression", "0 0 1 1 *", starts: true));
        await catalog.PublishAsync(Flow("delay", "Elsa.Delay", "timeSpan", "01:00:00", starts: false));
        for (var number = 0; number < Delays; number++)
        {
            await RuntimeOf(_first).StartAsync(new StartWorkflow { DefinitionId = "delay" });
        }

        await IssuedAsync(await Staff.HireAsync(_first, ["vanthu", "giamdoc", .. Units.Select(unit => unit.Head)]), "950/KH-UBND");
        var reminders = await _first.CountAsync("due_work where kind = 'assignment.reminder'");
        var store = _first.Services.GetRequiredService<IDueWorkStore>();
        var now = TimeProvider.System.GetUtcNow();
        await Eventually.TrueAsync(async () => (await store.LagAsync(now, CancellationToken.None)).Count == 0, "what is due now is done");

        var lost = 0;
        foreach (var item in await store.ClaimAsync("slow", now.AddYears(2), 1000, TimeSpan.FromMinutes(5), CancellationToken.None))
        {
            var won = await Task.WhenAll(Task.Run(() => TryAsync(_first, item)), Task.Run(() => TryAsync(_second, item)));
            Assert.True(Array.Exists(won, w => w), $"Nobody ran {item.Kind} {item.Key}, due {item.DueAt:O}.");
            lost += won.Count(w => !w);
        }

        await Eventually.TrueAsync(
            async () => (await store.LagAsync(TimeProvider.System.GetUtcNow(), CancellationToken.None)).Count == 0, "what followed is done");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{reminders} reminders, {lost} commits refused"));
        Assert.Equal(1, await _first.CountAsync("workflow_instances where definition_id = 'timer'"));
        Assert.Equal(1, await _first.CountAsync("workflow_instances where definition_id = 'cron'"));
        Assert.Equal(2, await _first.CountAsync("due_work where kind = 'workflow.trigger'"));
        Assert.Equal(
            Delays + 2,
            (await JournalAsync()).SelectMany(row => JournalReader.Expand([row])).Count(entry => entry is { Event: JournalEvent.Line, Text: "acted" }));
        Assert.InRange(reminders, Units.Length * 4, int.MaxValue);
        Assert.Equal(reminders, await _first.CountAsync("reminders"));
        Assert.Equal(0, await _first.CountAsync(
            "(select 1 from notifications where kind like 'reminder.%' group by person_id, kind, assignment_id, title, body having count(*) > 1) twice"));
        await _first.AssertSoundAsync();
    }

    /// <summary>False when the commit was refused because the other one was first.</summary>
    private static async Task<bool> TryAsync(ScenarioHost host, DueWorkItem item)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var handler = scope.ServiceProvider.GetServices<IDueWorkHandler>().Single(h => string.Equals(h.Kind, item.Kind, StringComparison.Ordinal));
        try
        {
            await handler.HandleAsync(item, CancellationToken.None);
            return true;
        }
        catch (StaleStateException)
        {
            return false;
        }
    }

    private static string Flow(string id, string type, string input, string value, bool starts) =>
        """
        {"definitionId":"ID","name":"ID","version":1,"variables":[],"root":{"type":"Elsa.Sequence","id":"s","activities":[
          {"type":"TYPE","id":"t","version":1,"customProperties":{"canStartWorkflow":STARTS},
           "INPUT":{"typeName":"String","expression":{"type":"Literal","value":"VALUE"}}},
          {"type":"Elsa.WriteLine","id":"acted","version":1,"text":{"typeName":"String","expression":{"type":"Literal","value":"acted"}}}]}}
        """.Replace("ID", id, StringComparison.Ordinal).Replace("TYPE", type, StringComparison.Ordinal).Replace("INPUT", input, StringComparison.Ordinal)
            .Replace("VALUE", value, StringComparison.Ordinal).Replace("STARTS", starts ? "true" : "false", StringComparison.Ordinal);

    /// <summary>A directive with six tasks, each in the hands of a division.</summary>
    private async Task<DirectiveDesk> IssuedAsync(Staff staff, string code)
    {
        var calendar = await _first.Services.GetRequiredService<ICalendarSource>().GetAsync(CancellationToken.None);
        var due = calendar.AddWorkingDays(VietnamTime.DayOf(TimeProvider.System.GetUtcNow()), 10);
        var desk = await DirectiveDesk.LaunchAsync(staff, Texts.Own, code);
        await desk.ConfirmAsync([.. Units.Select(unit => new Decision(due, unit.Unit))]);
        await Eventually.TrueAsync(
            async () => (await desk.ReadAsync()).GetProperty("tasks").EnumerateArray()
                .SelectMany(task => task.GetProperty("assignments").EnumerateArray())
                .Count(assignment => string.Equals(assignment.GetProperty("state").GetString(), "Assigned", StringComparison.Ordinal)) == Units.Length,
            "the six tasks are assigned");
        await desk.FindAssignmentsAsync();
        for (var i = 0; i < Units.Length; i++)
        {
            await desk.TakeOnAsync(PartOf(i), Units[i].Head);
        }

        return desk;
    }

    /// <summary>The same act on all six assignments at one moment, three at each host; each must take effect.</summary>
    private async Task AtOnceAsync(Staff staff, DirectiveDesk desk, string action, Func<int, string> who, object input)
    {
        var seats = new List<Seat>();
        for (var i = 0; i < Units.Length; i++)
        {
            seats.Add(await staff.AtAsync(who(i), i % 2 == 0 ? _first : _second));
        }

        var answers = await Task.WhenAll(seats.Select((seat, i) => Task.Run(() => seat.PostAsync(desk.AddressOf(PartOf(i), action), input))));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
    }

    private static string PartOf(int index) => string.Create(CultureInfo.InvariantCulture, $"{index + 1}/{Units[index].Unit}");

    private static WorkflowRuntime RuntimeOf(ScenarioHost host) => host.Services.GetRequiredService<WorkflowRuntime>();

    private async Task<IReadOnlyList<JournalRecord>> JournalAsync()
    {
        await using var context = await _first.Services.GetRequiredService<IDbContextFactory<FlowDbContext>>().CreateDbContextAsync();
        return await context.Set<JournalRecord>().AsNoTracking().OrderBy(row => row.InstanceId).ThenBy(row => row.Sequence).ToListAsync();
    }
}
