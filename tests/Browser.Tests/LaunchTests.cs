using DirectiveFlow.Browser.Tests.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DirectiveFlow.Browser.Tests;

/// <summary>From a pasted text to assigned tasks, as the leader does it.</summary>
public sealed class LaunchTests(DemoHost host, Chrome chrome)
{
    private const string Text = """
        UBND TỈNH SÔNG LAM
        Số: 77/KH-UBND
        Sông Lam, ngày 16 tháng 11 năm 2026

        KẾ HOẠCH
        Nâng cao năng lực đổi mới sáng tạo của doanh nghiệp

        1. Giao Phòng Quản lý Khoa học chủ trì, phối hợp với Văn phòng Sở khảo sát nhu cầu đổi mới công nghệ, hoàn thành trước ngày 15/01/2027. Sản phẩm: Báo cáo khảo sát.

        2. Giao Thanh tra Sở chủ trì kiểm tra việc sử dụng kinh phí hỗ trợ, hoàn thành trước ngày 26/02/2027. Sản phẩm: Kết luận kiểm tra.
        """;

    [Fact]
    public async Task A_pasted_text_becomes_tasks_that_are_confirmed_and_assigned()
    {
        await using var leader = await Visitor.ComeAsync(chrome, host);
        await leader.SignInAsync("giamdoc", "/directives/launch");
        await leader.ShootAsync("launch-empty");
        await leader.Page.ClickAsync("#read");
        await Expect(leader.Page.Locator(".problem").First).ToBeVisibleAsync();
        await leader.Page.FillAsync("#text", Text);
        await leader.Page.ClickAsync("#read");
        await Expect(leader.Page.Locator("#code")).ToHaveValueAsync("77/KH-UBND");
        await leader.ShootAsync("launch-read");
        await leader.Page.ClickAsync("#card-p1 [data-keys~=a]");
        await leader.Page.ClickAsync("#card-p2 [data-keys~=a]");
        await leader.Page.ClickAsync("#launch");
        await leader.Page.WaitForSelectorAsync("#confirm");
        await Expect(leader.Page.Locator("#lead-1 option:checked")).ToHaveTextAsync("Phòng Quản lý Khoa học");
        await Expect(leader.Page.Locator("#with-1-chosen")).ToHaveTextAsync("Văn phòng Sở");
        await leader.ShootAsync("confirm-tasks");

        // A public holiday is refused in place, with the working days around it; the rest stays as typed.
        await leader.Page.FillAsync("#title-1", "Khảo sát nhu cầu đổi mới công nghệ năm 2027");
        await leader.Page.FillAsync("#due-1", "01/01/2027");
        await leader.Page.PressAsync("#due-1", "Tab");
        await leader.Page.ClickAsync("#confirm");
        await Expect(leader.Page.Locator("#decide-1 .problem")).ToContainTextAsync("01/01/2027 là ngày nghỉ");
        await leader.ShootAsync("confirm-holiday");
        await Expect(leader.Page.Locator("#title-1")).ToHaveValueAsync("Khảo sát nhu cầu đổi mới công nghệ năm 2027");

        await leader.Page.FillAsync("#due-1", "15/01/2027");
        await leader.Page.PressAsync("#due-1", "Tab");
        await leader.Page.ClickAsync("#confirm");
        await Expect(leader.Page.Locator("#tasks-head")).ToBeVisibleAsync();
        await Expect(leader.Page.Locator("h1 + .chip")).ToHaveTextAsync("Đang triển khai");
        await Expect(leader.Page.Locator("td .chip").First).ToHaveTextAsync("Đã giao, chờ tiếp nhận", new() { Timeout = 30_000 });
        await leader.ShootAsync("directive");
        await ComparePlanAsync(leader);
    }

    /// <summary>A unit's plan takes up the first task in other words, and forgets the second.</summary>
    private static async Task ComparePlanAsync(Visitor leader)
    {
        var form = leader.Page.Locator("#coverage");
        var compare = form.GetByRole(AriaRole.Button, new() { Name = "Đối chiếu" });
        await compare.ClickAsync();
        await Expect(form.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await leader.Page.FillAsync("#plan", """
            Kế hoạch của Phòng Quản lý Khoa học thực hiện Kế hoạch số 77/KH-UBND

            1. Tổ chức khảo sát nhu cầu đổi mới công nghệ của doanh nghiệp, hoàn thành trước ngày 10/01/2027.
            """);
        await compare.ClickAsync();
        await Expect(form.GetByRole(AriaRole.Status).Locator(".chip")).ToHaveTextAsync(["Đã đưa vào 1", "Cần xem 0", "Chưa có 1"]);
        await Expect(form.Locator("tbody tr").Nth(0)).ToContainTextAsync("khảo sát nhu cầu đổi mới công nghệ của doanh nghiệp");
        await Expect(form.Locator("tbody tr").Nth(1)).ToContainTextAsync("Chưa có");
        await form.ScrollIntoViewIfNeededAsync();
        await leader.ShootAsync("directive-coverage");
        await leader.Page.SetViewportSizeAsync(390, 844);
        Assert.True(await leader.OverflowAsync() <= 0);
        await leader.ShootAsync("directive-coverage-390");
    }

    [Fact]
    public async Task A_unit_may_not_launch_and_is_told_so()
    {
        await using var officer = await Visitor.ComeAsync(chrome, host);
        await officer.SignInAsync("chuyenvien", "/directives/launch");

        await officer.SeeAsync("Bạn không có quyền xem trang này");
        await officer.ShootAsync("refused");
    }
}
