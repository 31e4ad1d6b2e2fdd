using DirectiveFlow.Browser.Tests.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DirectiveFlow.Browser.Tests.Operations;

/// <summary>What an administrator does with the versions of a definition.</summary>
public sealed class DefinitionPagesTests(DemoHost host, Chrome chrome)
{
    [Fact]
    public async Task Versions_are_found_compared_checked_retracted_and_taken_back_up_and_every_change_has_its_author()
    {
        await using var workshop = new Workshop(host);
        await workshop.PublishAsync("thu-doi-chieu", Workshop.Sequence("thu-doi-chieu", "Đối chiếu thử", Workshop.Line("a", "Ghi chào", "xin chào"), Workshop.Wait("b", "Chờ duyệt")), "Trần Văn An");
        await workshop.PublishAsync(
            "thu-doi-chieu", Workshop.Sequence("thu-doi-chieu", "Đối chiếu thử", Workshop.Line("a", "Ghi chào", "kính chào"), Workshop.Line("c", "Ghi kết thúc", "hết")), "Lê Thị Bình");
        await workshop.SaveAsync(Workshop.Sequence("thu-doi-chieu", "Đối chiếu thử", Workshop.Line("a", "Ghi chào", "nháp của An")), "Trần Văn An");
        await workshop.SaveAsync(Workshop.Sequence("thu-doi-chieu", "Đối chiếu thử", Workshop.Line("a", "Ghi chào", "return (1", "JavaScript")), "Lê Thị Bình");
        await using var admin = await Visitor.ComeAsync(chrome, host, theme: "light");
        await admin.SignInAsync("admin", "/ops/definitions?q=doi%20chieu%20thu");

        await Expect(admin.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Expect(admin.Page.Locator("tbody tr")).ToContainTextAsync("Bản 4, nháp");
        await admin.Page.ClickAsync("a.title");
        await Expect(admin.Page.Locator("#kept-drafts")).ToContainTextAsync("Bản 3 của Trần Văn An");
        await Expect(admin.Page.Locator("#history li")).ToHaveCountAsync(6);
        await admin.ShootAsync("ops-versions");

        await admin.Page.Locator("#version-1").GetByRole(AriaRole.Link, new() { Name = "So với bản 2" }).ClickAsync();
        await Expect(admin.Page.Locator("#difference")).ToContainTextAsync("Ghi kết thúc");
        await Expect(admin.Page.Locator("#difference")).ToContainTextAsync("Chờ duyệt");
        await Expect(admin.Page.Locator(".value-change")).ToContainTextAsync(["kính chào"]);
        await admin.ShootAsync("ops-compare");

        await admin.GoAsync("/ops/definitions/thu-doi-chieu?view=check");
        await Expect(admin.Page.Locator("#problems")).ToContainTextAsync("Bước “Ghi chào”");
        await Expect(admin.Page.Locator("#problems")).ToContainTextAsync("Biểu thức viết sai");
        await admin.ShootAsync("ops-check");

        await admin.GoAsync("/ops/definitions/thu-doi-chieu");
        await admin.Page.ClickAsync("#publish");
        await admin.SeeAsync("Bước “Ghi chào”: Biểu thức viết sai.");
        await admin.Page.ClickAsync("#retract");
        await Expect(admin.Page.Locator("#close-panel")).ToBeFocusedAsync(); // the question is there when Escape comes
        await admin.ShootAsync("ops-retract-question");
        await admin.Page.Keyboard.PressAsync("Escape");
        await Expect(admin.Page.Locator("#confirm")).ToHaveCountAsync(0);
        await admin.Page.ClickAsync("#retract");
        await admin.Page.ClickAsync("#confirm");
        await Expect(admin.Page.Locator("#history li").First).ToContainTextAsync("admin: thu hồi bản 2");
        await admin.Page.Locator("#version-2").GetByRole(AriaRole.Button, new() { Name = "Lấy lại" }).ClickAsync();
        await admin.Page.ClickAsync("#confirm");
        await Expect(admin.Page.Locator("#version-5")).ToContainTextAsync("Nháp mới nhất");
        await admin.Page.ClickAsync("#publish");
        await Expect(admin.Page.Locator("#version-5")).ToContainTextAsync("Đang dùng");
    }

    [Fact]
    public async Task A_dry_run_shows_what_would_happen_under_a_simulated_clock_and_keeps_what_was_typed()
    {
        await using var workshop = new Workshop(host);
        await workshop.SaveAsync(Workshop.Sequence(
            "thu-chay", "Chạy thử", Workshop.Line("a", "Ghi mở đầu", "mở đầu"), Workshop.Wait("duyet", "Chờ duyệt"), Workshop.Line("c", "Ghi kết thúc", "kết thúc")), "An");
        await using var admin = await Visitor.ComeAsync(chrome, host, theme: "light");
        await admin.SignInAsync("admin", "/ops/definitions/thu-chay?view=try");

        await admin.Page.FillAsync("#start", "2026-12-01T08:00");
        await admin.Page.ClickAsync("#try");
        await admin.SeeAsync("Đang chờ: Chờ duyệt");
        await admin.ShootAsync("ops-try-waits");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Thêm trả lời", Exact = true }).ClickAsync();
        await admin.Page.FillAsync("#after-0", "ba");
        await admin.Page.ClickAsync("#try");
        await admin.SeeAsync("Ghi một số nguyên, từ 0 đến 100.000.");
        await Expect(admin.Page.Locator("#after-0")).ToHaveValueAsync("ba");
        await admin.Page.FillAsync("#after-0", "3");
        await admin.Page.ClickAsync("#try");
        await admin.SeeAsync("Chạy đến hết");
        await Expect(admin.Page.Locator("#simulated li", new() { HasText = "kết thúc" }).First).ToContainTextAsync("T6 04/12/2026 08:00");
        await Expect(admin.Page.Locator("#start")).ToHaveValueAsync("2026-12-01T08:00");
        await admin.ShootAsync("ops-try-finished");
    }

    [Fact]
    public async Task Running_instances_move_to_another_version_after_a_trial_and_those_that_cannot_say_why()
    {
        await using var workshop = new Workshop(host);
        await workshop.PublishAsync("thu-chuyen", Workshop.Sequence("thu-chuyen", "Chuyển thử", Workshop.Wait("mot", "Chờ một"), Workshop.Wait("hai", "Chờ hai")), "An");
        var (movable, stuck) = (await workshop.StartAsync("thu-chuyen"), await workshop.StartAsync("thu-chuyen"));
        await workshop.Runtime.ResumeAsync(new Engine.Runtime.ResumeWorkflow
        {
            InstanceId = stuck, Stimulus = new(Engine.Activities.Primitives.Event.StimulusName, new Engine.Activities.Primitives.EventStimulus("mot")),
        });
        await workshop.PublishAsync("thu-chuyen", Workshop.Sequence("thu-chuyen", "Chuyển thử", Workshop.Wait("mot", "Chờ một"), Workshop.Line("ba", "Ghi", "xong")), "An");
        await using var admin = await Visitor.ComeAsync(chrome, host, theme: "light");
        await admin.SignInAsync("admin", "/ops/definitions/thu-chuyen?view=move");

        await admin.Page.FillAsync("#mapping", "không có dấu bằng");
        await admin.Page.ClickAsync("#try-move");
        await admin.SeeAsync("Mỗi dòng ghi một cặp");
        await admin.Page.FillAsync("#mapping", "");
        await admin.Page.ClickAsync("#try-move");
        await Expect(admin.Page.Locator("#tried tr", new() { HasText = movable })).ToContainTextAsync("Chuyển được");
        await Expect(admin.Page.Locator("#tried tr", new() { HasText = stuck })).ToContainTextAsync("Bước “hai” đang mở, nhưng bản đích không có bước “hai”.");
        Assert.Equal(1, (await workshop.FindAsync(movable))!.DefinitionVersion);
        await admin.ShootAsync("ops-move-tried");

        await admin.Page.ClickAsync("#move");
        await admin.Page.ClickAsync("#confirm");
        await admin.Page.WaitForSelectorAsync("#progress");
        await Expect(admin.Page.Locator("#progress")).ToContainTextAsync("1 đã chuyển, 1 giữ nguyên, 0 đang đợi.", new() { Timeout = 60_000 });
        await Expect(admin.Page.Locator("#progress .chip").First).ToHaveTextAsync("Đã xong", new() { Timeout = 60_000 });
        Assert.Equal((2, 1), ((await workshop.FindAsync(movable))!.DefinitionVersion, (await workshop.FindAsync(stuck))!.DefinitionVersion));
        await admin.ShootAsync("ops-move-done");
    }
}
