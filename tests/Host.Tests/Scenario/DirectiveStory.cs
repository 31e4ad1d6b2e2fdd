using DirectiveFlow.Directives.Assignments;

namespace DirectiveFlow.Host.Tests.Scenario;

/// <summary>
/// Six tasks from launch to closing across the Lunar New Year of 2026 (off from 14 to 22 February, weekends included): one
/// assignment returned and given to another unit, one round of rework, one cancelled, a neighbouring department among the units.
/// </summary>
internal sealed class DirectiveStory(ScenarioHost host, Staff staff)
{
    /// <summary>Wednesday 4 February 2026, 9:00 in Viet Nam.</summary>
    public static readonly DateTimeOffset Start = new(2026, 2, 4, 2, 0, 0, TimeSpan.Zero);

    public static readonly string[] People =
        ["vanthu", "giamdoc", "phogiamdoc", "khtc", "qlkh", "qlcn", "cds", "tdc", "stc"];

    private static readonly DateOnly Due = new(2026, 2, 25);
    private static readonly DateOnly Later = new(2026, 3, 31);

    public DirectiveDesk Desk { get; private set; } = null!;

    public async Task LaunchAsync(string text) => Desk = await DirectiveDesk.LaunchAsync(staff, text);

    public async Task WorkAsync()
    {
        await Desk.ConfirmAsync(
            new Decision(Due, "SKHCN-KHTC", "SKHCN-QLKH", "STC"), new Decision(Due, "SKHCN-CDS"),
            new Decision(Later, "SKHCN-QLKH"), new Decision(Later, "SKHCN-QLCN"), new Decision(Later, "SKHCN-TDC"), new Decision(Later, "STC"));
        await host.SettleAsync();
        Assert.Equal(8, await Desk.FindAssignmentsAsync());
        await TakeOnAsync();

        await host.WalkToAsync(Morning(24));
        foreach (var (part, head) in new[] { ("2/SKHCN-QLCN", "qlcn"), ("1/SKHCN-QLKH", "qlkh"), ("1/STC", "stc") })
        {
            await Desk.ReportAsync(part, head);
            await Desk.PassAsync(part);
        }

        await host.WalkToAsync(Morning(26));
        await ReworkAsync();
        foreach (var (part, head) in new[] { ("3/SKHCN-QLKH", "qlkh"), ("4/SKHCN-QLCN", "qlcn"), ("5/SKHCN-TDC", "tdc") })
        {
            await Desk.ReportAsync(part, head);
            await Desk.PassAsync(part);
        }

        Assert.Equal("InProgress", (await Desk.ReadAsync()).GetProperty("state").GetString());
        await Desk.ActAsync("6/STC", "giamdoc", "cancel", new { reason = "Gộp vào chương trình hợp tác chung." });
        await host.SettleAsync();
    }

    private async Task TakeOnAsync()
    {
        await Desk.ActAsync(
            "2/SKHCN-CDS", "cds", "return",
            new { returnReason = nameof(ReturnReason.NotOurCompetence), reason = "Không đúng lĩnh vực được giao." });
        await Desk.ActAsync("2/SKHCN-CDS", "giamdoc", "assign", new { unitId = staff.UnitOf("SKHCN-QLCN"), reason = "Đúng lĩnh vực hơn." });
        await Desk.FindAssignmentsAsync();
        await Desk.TakeOnAsync("1/SKHCN-KHTC", "khtc");
        await Desk.TakeOnAsync("1/SKHCN-QLKH", "qlkh");
        await Desk.TakeOnAsync("1/STC", "stc");
        await Desk.TakeOnAsync("2/SKHCN-QLCN", "qlcn");
        await Desk.TakeOnAsync("3/SKHCN-QLKH", "qlkh");
        await Desk.TakeOnAsync("4/SKHCN-QLCN", "qlcn");
        await Desk.TakeOnAsync("5/SKHCN-TDC", "tdc");
        await Desk.ActAsync("6/STC", "stc", "accept");
    }

    private async Task ReworkAsync()
    {
        await Desk.ActAsync("1/SKHCN-KHTC", "khtc", "update", new { note = "Còn thiếu phụ lục.", percent = 80 });
        await Desk.ReportAsync("1/SKHCN-KHTC", "khtc");
        await Desk.ActAsync("1/SKHCN-KHTC", "phogiamdoc", "requestRework", new { reason = "Thiếu phụ lục số liệu." });
        await Desk.ReportAsync("1/SKHCN-KHTC", "khtc", round: 2);
        await Desk.PassAsync("1/SKHCN-KHTC");
    }

    /// <summary>10:00 in Viet Nam on a day of February 2026.</summary>
    private static DateTimeOffset Morning(int day) => new(2026, 2, day, 3, 0, 0, TimeSpan.Zero);
}
