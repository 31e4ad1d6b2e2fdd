using System.Globalization;
using System.Text.Json;
using DirectiveFlow.Contracts;
using DirectiveFlow.Directives.Vietnamese;
using DirectiveFlow.Host.Tests.Hosting;
using DirectiveFlow.TestServers.Places;
using Microsoft.Extensions.Time.Testing;

namespace DirectiveFlow.Host.Tests.Scenario;

/// <summary>
/// A directive from intake to closing by calls of the API alone. The reminder dates can be checked by hand: the working days
/// before Wednesday 25/02/2026 are 24, 23, 13, 12, 11, 10, 09, because 14 to 22/02 are the New Year days and weekends.
/// </summary>
public abstract class DirectiveLifeTests : IAsyncLifetime
{
    private static readonly string[] Ladder = ["L0-7 09/02 07:30", "L0-3 13/02 07:30", "L0-1 24/02 07:30", "L0-0 25/02 07:30", "L1 26/02 07:30"];

    // A coordinating unit delivers five working days before: Wednesday 11/02. Assigned on 04/02, its first rung (02/02) is past.
    private static readonly string[] EarlierLadder = ["L0-3 06/02 07:30", "L0-1 10/02 07:30", "L0-0 11/02 07:30", "L1 12/02 07:30"];

    /// <summary>What fired for whom; nothing for the parts that are not here.</summary>
    private static readonly (string Part, string Head, string Department, string[] Rungs)[] Expected =
    [
        ("1/SKHCN-KHTC", "khtc", "SKHCN", Ladder),
        ("1/SKHCN-QLKH", "qlkh", "SKHCN", EarlierLadder),
        ("1/STC", "stc", "STC", EarlierLadder),
        ("2/SKHCN-QLCN", "qlcn", "SKHCN", Ladder[..3]), // reported on 24/02 at 10:00
        ("3/SKHCN-QLKH", "qlkh", "SKHCN", []),
        ("4/SKHCN-QLCN", "qlcn", "SKHCN", []),
        ("5/SKHCN-TDC", "tdc", "SKHCN", []),
        ("6/STC", "stc", "STC", []),
    ];

    private Staff _staff = null!;
    private DirectiveStory _story = null!;

    private protected ScenarioHost Host { get; } = new() { Clock = new FakeTimeProvider(DirectiveStory.Start) };

    [Fact]
    [Trait("Needs", "shared")]
    public async Task The_seed_text_runs_to_closed()
    {
        if (Texts.Seed is not { } text)
        {
            Assert.Skip(SharedFolder.WhyAbsent);
            return;
        }

        await _story.LaunchAsync(text);
        await AssertReadAsync("391-KH/TU", "1 69-KL/TW", "2 20-NQ/TW");
        Assert.StartsWith("Tăng cường sự lãnh đạo, chỉ đạo của Đảng", await FirstTitleAsync(), StringComparison.Ordinal);
        await WorkAndAssertAsync();
    }

    [Fact]
    public async Task An_invented_text_runs_to_closed()
    {
        await _story.LaunchAsync(Texts.Own);
        await AssertReadAsync(Texts.OwnCode, "1 906-KL/TW", "2 907-NQ/TW");
        Assert.Equal("Rà soát kho tư liệu hiện có", await FirstTitleAsync());
        await WorkAndAssertAsync();
    }

    public async ValueTask InitializeAsync()
    {
        await PrepareAsync();
        _staff = await Staff.HireAsync(Host, DirectiveStory.People);
        _story = new DirectiveStory(Host, _staff);
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes what the host runs on and sets the host to it.</summary>
    private protected virtual Task PrepareAsync() => Task.CompletedTask;

    /// <summary>How many of the messages sent wait in a queue that is nobody's here: the issuer's.</summary>
    private protected abstract Task<long> WaitingForSuperiorAsync();

    private async Task WorkAndAssertAsync()
    {
        await _story.WorkAsync();
        await AssertClosedAsync();
        foreach (var (part, head, department, rungs) in Expected)
        {
            await AssertRemindedAsync(part, head, department, rungs);
        }

        await Host.AssertSoundAsync();
        await AssertDeliveredAsync();
    }

    private async Task AssertReadAsync(string code, params string[] lineage)
    {
        var directive = await _story.Desk.ReadAsync();
        Assert.Equal(code, directive.GetProperty("code").GetString());
        Assert.Equal("Concretizing", directive.GetProperty("state").GetString());
        Assert.Equal(lineage, directive.GetProperty("links").EnumerateArray().Select(link => string.Create(
            CultureInfo.InvariantCulture, $"{link.GetProperty("depth").GetInt32()} {link.GetProperty("code").GetString()}")));
        Assert.Equal(
            Enumerable.Repeat("Proposed", 6), directive.GetProperty("tasks").EnumerateArray().Select(task => task.GetProperty("status").GetString()));
    }

    private async Task<string?> FirstTitleAsync() =>
        (await _story.Desk.ReadAsync()).GetProperty("tasks").EnumerateArray()
            .Single(task => task.GetProperty("ordinal").GetInt32() == 1).GetProperty("title").GetString();

    private async Task AssertClosedAsync()
    {
        var directive = await _story.Desk.ReadAsync();
        Assert.Equal("Closed", directive.GetProperty("state").GetString());
        var report = directive.GetProperty("consolidatedReport");
        Assert.Equal((8, 4, 3, 1), (Count("assigned"), Count("completedOnTime"), Count("completedLate"), Count("cancelled")));
        Assert.False(string.IsNullOrWhiteSpace(report.GetProperty("text").GetString()));
        Assert.Equal(
            ["draft", "assign", "accept", "cascade", "update", "report", "requestRework", "report", "appraise", "approve"],
            ActsOf(await _story.Desk.ReadAsync("1/SKHCN-KHTC")));
        Assert.Equal(
            ["draft", "assign", "return", "assign", "accept", "cascade", "report", "appraise", "approve"],
            ActsOf(await _story.Desk.ReadAsync("2/SKHCN-QLCN")));
        Assert.Equal(["draft", "assign", "accept", "cancel"], ActsOf(await _story.Desk.ReadAsync("6/STC")));

        int Count(string name) => report.GetProperty(name).GetInt32();
    }

    /// <summary>Each rung once in the log of the assignment, among the head's notifications and among the messages.</summary>
    private async Task AssertRemindedAsync(string part, string head, string department, string[] rungs)
    {
        var assignment = _story.Desk.Assignment(part);
        var seat = await _staff.AtAsync(head);
        var fired = (await seat.GetAsync($"/api/assignments/{assignment}/reminders")).EnumerateArray()
            .Where(reminder => reminder.TryGetProperty("firedAt", out _))
            .OrderBy(reminder => reminder.GetProperty("firedAt").GetDateTimeOffset())
            .Select(reminder => $"{reminder.GetProperty("rung").GetString()} {Vietnamese(reminder.GetProperty("firedAt"))}");
        Assert.Equal(rungs, fired);
        Assert.Equal(rungs.Select(rung => $"{department} {rung.Split(' ')[0]}"), Host.Sent.RemindersOf(assignment));

        var notified = (await seat.GetAsync("/api/notifications?take=200")).GetProperty("items").EnumerateArray()
            .Where(note => note.TryGetProperty("assignmentId", out var about) && about.GetGuid() == assignment)
            .Where(note => note.GetProperty("kind").GetString()!.StartsWith("reminder.", StringComparison.Ordinal))
            .OrderBy(note => note.GetProperty("at").GetDateTimeOffset())
            .Select(note => Vietnamese(note.GetProperty("at")));
        Assert.Equal(rungs.Select(rung => rung.Split(' ', 2)[1]), notified);
    }

    /// <summary>Every message took effect once where it belongs, and the consolidated report went up.</summary>
    private async Task AssertDeliveredAsync()
    {
        var sent = Host.Sent.All;
        Assert.Equal(sent.Count, sent.DistinctBy(message => message.Message.MessageId).Count());
        Assert.Single(sent, message => message.Message is ConsolidatedReportSubmitted);
        Assert.Equal(["SKHCN", "STC"], sent.Where(message => message.Message is DirectiveClosed).Select(message => message.Department).Order(StringComparer.Ordinal));
        await Eventually.TrueAsync(
            async () => await Host.CountAsync("inbox") + await WaitingForSuperiorAsync() == sent.Count, "every message has arrived");
    }

    private static IEnumerable<string?> ActsOf(JsonElement assignment) =>
        assignment.GetProperty("timeline").EnumerateArray().Reverse().Select(entry => entry.GetProperty("action").GetString());

    private static string Vietnamese(JsonElement at) =>
        at.GetDateTimeOffset().ToOffset(VietnamTime.Offset).ToString("dd/MM HH:mm", CultureInfo.InvariantCulture);
}

/// <summary>As a stranger starts it: SQLite, messages within the process, jobs in memory.</summary>
public sealed class EmbeddedDirectiveLifeTests : DirectiveLifeTests
{
    private protected override Task<long> WaitingForSuperiorAsync() => Task.FromResult(0L);
}
