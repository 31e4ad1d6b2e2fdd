using DirectiveFlow.Engine.Messages;
using DirectiveFlow.Host.Tests.Hosting;
using DirectiveFlow.Storage.Checkup;
using DirectiveFlow.TestServers.Places;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace DirectiveFlow.Host.Tests.Scenario;

/// <summary>
/// The seed text runs to Closed by API calls alone: six tasks, one assignment returned and given to another unit, one round of
/// rework, reminders across Tết.
/// </summary>
public abstract class DirectiveToClosedTests : IAsyncDisposable
{
    private static readonly string[] Users = ["giamdoc", "phogiamdoc", "theodoi", "khtc", "qlkh", "qlcn", "cds", "tdc", "thanhtra"];

    private static readonly Dictionary<string, string> HeadOf = new(StringComparer.Ordinal)
    {
        ["SKHCN-VP"] = "theodoi",
        ["SKHCN-KHTC"] = "khtc",
        ["SKHCN-QLKH"] = "qlkh",
        ["SKHCN-QLCN"] = "qlcn",
        ["SKHCN-CDS"] = "cds",
        ["SKHCN-TDC"] = "tdc",
        ["SKHCN-TTr"] = "thanhtra",
    };

    /// <summary>Lead unit of the tasks in their order.</summary>
    private static readonly string[] Leads = ["SKHCN-QLKH", "SKHCN-QLCN", "SKHCN-CDS", "SKHCN-TDC", "SKHCN-TTr", "SKHCN-QLKH"];

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 2, 2, 9, 0, 0, TimeSpan.FromHours(7)));

    protected DirectiveToClosedTests() => Host = new HostUnderTest { Clock = _clock };

    protected HostUnderTest Host { get; }

    [Fact]
    [Trait("Needs", "shared")]
    public async Task The_seed_text_runs_to_closed()
    {
        var file = SharedFolder.Find("domain/texts/00_seed_quangnam_2024.txt");
        Assert.SkipWhen(file is null, SharedFolder.WhyAbsent);
        await PrepareAsync();
        await Host.SeedAsync(Users);
        var cycle = new Cycle(Host, _clock);

        var id = await LaunchAsync(cycle, await File.ReadAllTextAsync(file));
        await ConfirmAsync(cycle, id);
        await ReturnAndReassignAsync(cycle, id);
        foreach (var open in await cycle.AssignmentsAsync(id))
        {
            await ActAsync(cycle, open, "accept", new { expectedVersion = open.Version });
            await ActAsync(cycle, open, "cascade", new { });
        }

        await WalkAcrossTetAsync(cycle, id);
        await ReworkAsync(cycle, id);
        await CompleteAllAsync(cycle, id);
        await ClosesAsync(cycle, id);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Chooses the floor the host stands on; nothing has been started yet.</summary>
    protected abstract Task PrepareAsync();

    private static async Task<string> LaunchAsync(Cycle cycle, string text)
    {
        var launched = await cycle.PostAsync("giamdoc", "/api/directives", new { text, contextDate = "2024-04-10" });
        var id = launched.GetProperty("directiveId").GetString()!;
        await Eventually.TrueAsync(
            async () => (await cycle.DirectiveAsync(id)).GetProperty("tasks").GetArrayLength() == 6, "six tasks are proposed");

        var directive = await cycle.DirectiveAsync(id);
        Assert.Equal("391-KH/TU", directive.GetProperty("code").GetString());
        Assert.Equal("Concretizing", directive.GetProperty("state").GetString());
        Assert.Equal(
            ["69-KL/TW", "20-NQ/TW"],
            directive.GetProperty("links").EnumerateArray().OrderBy(link => link.GetProperty("depth").GetInt32())
                .Select(link => link.GetProperty("code").GetString()));
        return id;
    }

    private static async Task ConfirmAsync(Cycle cycle, string id)
    {
        var units = (await cycle.GetAsync("giamdoc", "/api/units")).EnumerateArray()
            .ToDictionary(unit => unit.GetProperty("code").GetString()!, unit => unit.GetProperty("id").GetString()!, StringComparer.Ordinal);
        var directive = await cycle.DirectiveAsync(id);
        var tasks = directive.GetProperty("tasks").EnumerateArray().Select((task, index) => new
        {
            taskId = task.GetProperty("id").GetString(),
            confirmed = true,
            title = task.GetProperty("title").GetString(),
            leadUnitId = units[Leads[index]],
            coordinatingUnitIds = index == 5 ? new[] { units["SKHCN-VP"] } : [],
            dueDate = index == 0 ? "2026-02-24" : "2026-04-10",
            product = "Báo cáo kết quả",
        }).ToArray();

        await cycle.PostAsync(
            "giamdoc", $"/api/directives/{id}/tasks/confirmation",
            new { expectedVersion = directive.GetProperty("version").GetInt32(), tasks });
        await cycle.UntilAsync(id, "seven assignments are given", all => all.Count == 7 && all.All(a => a.State is "Assigned"));
    }

    private static async Task ReturnAndReassignAsync(Cycle cycle, string id)
    {
        var second = (await cycle.AssignmentsAsync(id)).Single(a => a.Task == 2);
        var units = (await cycle.GetAsync("giamdoc", "/api/units")).EnumerateArray();
        await ActAsync(cycle, second, "return", new { returnReason = "NotOurCompetence", reason = "Không thuộc chức năng của phòng." });
        await cycle.UntilAsync(id, "it is returned", all => all.Single(a => a.Task == 2).State is "Returned");

        var other = units.Single(unit => unit.GetProperty("code").GetString() is "SKHCN-KHTC").GetProperty("id").GetString();
        await cycle.PostAsync("giamdoc", $"/api/assignments/{second.Id}/assign", new { unitId = other, reason = "Đúng chức năng hơn." });
        await cycle.UntilAsync(id, "another unit has it", all => all.Single(a => a.Task == 2) is { State: "Assigned", Unit: "SKHCN-KHTC" });
    }

    /// <summary>
    /// Due Tuesday 24 February. Tết: Monday 16 to Friday 20 February are off. Working days back: Mon 23 (1), Fri 13, Thu 12 (3),
    /// Wed 11, Tue 10, Mon 9, Fri 6 (7); one after: Wed 25. The head of the unit reads each once, in the morning at 7:30.
    /// </summary>
    private static async Task WalkAcrossTetAsync(Cycle cycle, string id)
    {
        var first = (await cycle.AssignmentsAsync(id)).Single(a => a.Task == 1);
        for (var day = new DateOnly(2026, 2, 3); day <= new DateOnly(2026, 2, 25); day = day.AddDays(1))
        {
            await cycle.WalkToAsync($"{day:yyyy-MM-dd} 07:31");
        }

        var fired = (await cycle.GetAsync(HeadOf[first.Unit], $"/api/assignments/{first.Id}/reminders")).EnumerateArray()
            .Where(reminder => reminder.TryGetProperty("firedAt", out _))
            .Select(reminder => (reminder.GetProperty("rung").GetString()!, reminder.GetProperty("firedAt").GetDateTimeOffset().UtcDateTime.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture)))
            .OrderBy(pair => pair.Item2, StringComparer.Ordinal);
        Assert.Equal(
            [
                ("L0-7", "2026-02-06 00:31"), ("L0-3", "2026-02-12 00:31"), ("L0-1", "2026-02-23 00:31"),
                ("L0-0", "2026-02-24 00:31"), ("L1", "2026-02-25 00:31"),
            ],
            fired);

        var read = (await cycle.GetAsync(HeadOf[first.Unit], "/api/notifications?take=200")).GetProperty("items").EnumerateArray()
            .Where(row => row.GetProperty("kind").GetString()!.StartsWith("reminder.", StringComparison.Ordinal));
        Assert.Equal(5, read.Count());
    }

    private static async Task ReworkAsync(Cycle cycle, string id)
    {
        var first = (await cycle.AssignmentsAsync(id)).Single(a => a.Task == 1);
        await RefusalsChangeNothingAsync(cycle, id, first);
        await ReportAsync(cycle, first);
        await cycle.PostAsync("phogiamdoc", $"/api/assignments/{first.Id}/appraise", new { note = "Đủ hồ sơ." });
        await cycle.PostAsync("giamdoc", $"/api/assignments/{first.Id}/requestRework", new { reason = "Bổ sung số liệu quý I." });
        await cycle.UntilAsync(id, "rework is asked for", all => all.Single(a => a.Task == 1).State is "NeedsRework");
        await CompleteAsync(cycle, first);
        var after = (await cycle.AssignmentsAsync(id)).Single(a => a.Task == 1);
        Assert.Equal("Completed", after.State);
        Assert.Equal(2, after.Round);
    }

    private static async Task RefusalsChangeNothingAsync(Cycle cycle, string id, Seen first)
    {
        var path = $"/api/assignments/{first.Id}";
        var before = await cycle.AssignmentsAsync(id);
        await (await cycle.SendAsync(HeadOf[first.Unit], $"{path}/report", new { summary = "Xong." }))
            .ProblemAsync(System.Net.HttpStatusCode.UnprocessableEntity, "assignment.report.product-required");
        await (await cycle.SendAsync(HeadOf[first.Unit], $"{path}/report", new { summary = "Xong.", product = "Báo cáo", expectedVersion = first.Version - 1 }))
            .ProblemAsync(System.Net.HttpStatusCode.Conflict, "version.stale");
        await (await cycle.SendAsync("tdc", $"{path}/report", new { summary = "Xong.", product = "Báo cáo" }))
            .ProblemAsync(System.Net.HttpStatusCode.Forbidden, "assignment.unit.not-yours");
        await (await cycle.SendAsync("giamdoc", $"{path}/approve", new { grade = "Good" }))
            .ProblemAsync(System.Net.HttpStatusCode.UnprocessableEntity, "assignment.transition.not-allowed");
        Assert.Equal(before, await cycle.AssignmentsAsync(id));
    }

    private static async Task CompleteAllAsync(Cycle cycle, string id)
    {
        foreach (var open in (await cycle.AssignmentsAsync(id)).Where(a => a.State is not "Completed"))
        {
            await CompleteAsync(cycle, open);
        }
    }

    private static async Task CompleteAsync(Cycle cycle, Seen assignment)
    {
        await ReportAsync(cycle, assignment);
        await cycle.PostAsync("phogiamdoc", $"/api/assignments/{assignment.Id}/appraise", new { });
        await cycle.PostAsync("giamdoc", $"/api/assignments/{assignment.Id}/approve", new { grade = "Good" });
    }

    private static Task ReportAsync(Cycle cycle, Seen assignment) => ActAsync(
        cycle, assignment, "report", new { summary = "Đã hoàn thành phần việc được giao.", product = "Báo cáo kết quả số 12" });

    private static async Task ActAsync(Cycle cycle, Seen assignment, string action, object body) =>
        await cycle.PostAsync(HeadOf[assignment.Unit], $"/api/assignments/{assignment.Id}/{action}", body);

    private async Task ClosesAsync(Cycle cycle, string id)
    {
        await Eventually.TrueAsync(
            async () => (await cycle.DirectiveAsync(id)).GetProperty("state").GetString() is "Closed", "the directive is closed");
        await cycle.SettledAsync();

        Assert.True((await cycle.DirectiveAsync(id)).TryGetProperty("consolidatedReport", out _));
        Assert.Empty(await Host.Services.GetRequiredService<IParkingStore>().ListAsync(10, CancellationToken.None));
        var broken = (await Host.Services.GetRequiredService<Doctor>().ExamineAsync(CancellationToken.None)).Where(result => !result.Holds);
        Assert.Empty(broken.Select(result => $"{result.Id} {result.Sentence}: {string.Join("; ", result.Samples)}"));
    }
}
