using DirectiveFlow.Browser.Tests.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DirectiveFlow.Browser.Tests;

/// <summary>One assignment through the pages, by the people who act: head of the unit, appraiser, leader.</summary>
public sealed class CycleTests(DemoHost host, Chrome chrome)
{
    private const string Head = "khtc";
    private const string Task = "lập dự toán kinh phí";

    [Fact]
    public async Task A_unit_accepts_reports_reworks_and_the_leader_approves()
    {
        var path = await AcceptAndCascadeAsync();
        await ReportAsync(path, "Đã lập dự toán kinh phí duy trì hệ thống năm 2027.", "45/TTr-KHTC", first: true);
        await AskForReworkAsync(path);
        await ReportAsync(path, "Đã bổ sung dự toán chi tiết theo quý.", "46/TTr-KHTC", first: false);
        await AppraiseAsync(path);
        await ApproveAsync(path);

        await using var head = await Visitor.ComeAsync(chrome, host);
        await head.SignInAsync(Head, path);
        await Expect(head.Page.Locator(".chip").First).ToHaveTextAsync("Hoàn thành");
        await Expect(head.Page.Locator("#report-2")).ToContainTextAsync("tốt");
        await head.ShootAsync("task-completed");
    }

    private async Task<string> AcceptAndCascadeAsync()
    {
        await using var head = await Visitor.ComeAsync(chrome, host);
        await head.SignInAsync(Head, "/my-tasks?view=lead");
        await head.ShootAsync("my-tasks");
        var row = head.Page.Locator(".work", new() { HasText = Task });
        await row.Locator(".title").ClickAsync();
        await head.Page.WaitForSelectorAsync("#act-accept");
        await head.ShootAsync("my-tasks-drawer");

        // Two clicks at once are one acceptance.
        await head.Page.Locator("#act-accept").DblClickAsync();
        await head.Page.WaitForSelectorAsync("#act-cascade");
        await Expect(head.Page.Locator(".timeline li", new() { HasText = ": tiếp nhận" })).ToHaveCountAsync(1);
        await head.Page.ClickAsync("#act-cascade");
        await head.Page.ClickAsync("#send");
        await head.Page.WaitForSelectorAsync("#act-report");
        var link = await head.Page.GetByRole(AriaRole.Link, new() { Name = "Mở thành trang" }).GetAttributeAsync("href");
        return link!;
    }

    private async Task ReportAsync(string path, string summary, string product, bool first)
    {
        await using var head = await Visitor.ComeAsync(chrome, host);
        await head.SignInAsync(Head, path);
        await head.Page.ClickAsync("#act-report");
        await head.Page.FillAsync("#summary", summary);
        if (first)
        {
            await head.Page.ClickAsync("#send");
            await head.SeeAsync("Nêu sản phẩm, hoặc ghi lý do không có sản phẩm.");
            await Expect(head.Page.Locator("#summary")).ToHaveValueAsync(summary);
            await head.ShootAsync("report-refused");
        }

        await head.Page.FillAsync("#product", product);
        await head.Page.ClickAsync("#send");
        await head.SeeAsync("Đã báo cáo, chờ thẩm định");
    }

    private async Task AskForReworkAsync(string path)
    {
        await using var appraiser = await Visitor.ComeAsync(chrome, host);
        await appraiser.SignInAsync("phogiamdoc", "/reviews");
        await appraiser.Page.Locator(".work", new() { HasText = Task }).Locator(".title").ClickAsync();
        await appraiser.Page.Locator("input[value=requestRework]").CheckAsync();
        await appraiser.ShootAsync("review-drawer");
        await appraiser.Page.ClickAsync("#send");
        await appraiser.SeeAsync("Ghi lý do.");
        await appraiser.Page.FillAsync("#reason", "Thiếu dự toán chi tiết theo quý.");
        await appraiser.Page.ClickAsync("#send");
        await appraiser.SeeAsync("Đã yêu cầu bổ sung");
        await appraiser.GoAsync(path);
        await Expect(appraiser.Page.Locator(".chip").First).ToHaveTextAsync("Yêu cầu bổ sung");
    }

    private async Task AppraiseAsync(string path)
    {
        await using var appraiser = await Visitor.ComeAsync(chrome, host);
        await appraiser.SignInAsync("phogiamdoc", path);
        await appraiser.Page.ClickAsync("#send");
        await Expect(appraiser.Page.Locator(".chip").First).ToHaveTextAsync("Đã thẩm định, chờ duyệt");
    }

    private async Task ApproveAsync(string path)
    {
        await using var leader = await Visitor.ComeAsync(chrome, host);
        await leader.SignInAsync("giamdoc", path);
        await leader.Page.GetByRole(AriaRole.Button, new() { Name = "Tốt", Exact = true }).ClickAsync();
        await leader.ShootAsync("approve");
        await leader.Page.ClickAsync("#send");
        await Expect(leader.Page.Locator(".chip").First).ToHaveTextAsync("Hoàn thành");
    }
}
