using DirectiveFlow.Browser.Tests.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DirectiveFlow.Browser.Tests.Operations;

/// <summary>What an administrator does with instances, and who may look.</summary>
public sealed class InstancePagesTests(DemoHost host, Chrome chrome)
{
    [Fact]
    public async Task An_incident_is_found_first_retried_and_resolved_in_words()
    {
        await using var workshop = new Workshop(host);
        await workshop.PublishAsync("thu-su-co", Workshop.Sequence(
            "thu-su-co", "Sự cố thử", Workshop.Line("a", "Ghi mở đầu", "mở đầu"), Workshop.Line("b", "Đặt hạn nhiệm vụ", "throw new Error('Hạn 30/02 không có trong lịch')", "JavaScript")), "An");
        var id = await workshop.StartAsync("thu-su-co");
        await using var admin = await Visitor.ComeAsync(chrome, host, theme: "light");
        await admin.SignInAsync("admin", "/ops/instances");

        var row = admin.Page.Locator("#incidents tbody tr", new() { HasText = id });
        await Expect(row).ToContainTextAsync("Hạn 30/02 không có trong lịch");
        await Expect(row).ToContainTextAsync("Đặt hạn nhiệm vụ");
        await admin.ShootAsync("ops-incidents");
        await row.GetByRole(AriaRole.Link, new() { Name = "Xử lý" }).ClickAsync();

        await admin.Page.Locator(".retry").ClickAsync();
        await Expect(admin.Page.Locator("#incidents .incident")).ToHaveCountAsync(2);
        await Expect(admin.Page.Locator("#incidents")).ToContainTextAsync("đã thử lại: admin");
        await admin.Page.Locator(".resolve").ClickAsync();
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Ghi là đã xử lý" }).ClickAsync();
        await admin.SeeAsync("Ghi đã xử lý thế nào.");
        await admin.ShootAsync("ops-resolve");
        await admin.Page.Locator("textarea").FillAsync("Đã đặt hạn bằng tay");
        await admin.Page.GetByRole(AriaRole.Button, new() { Name = "Ghi là đã xử lý" }).ClickAsync();
        await Expect(admin.Page.Locator("#incidents")).ToContainTextAsync("Đã đặt hạn bằng tay: admin");
        await Expect(admin.Page.Locator(".retry")).ToHaveCountAsync(0);
        await admin.ShootAsync("ops-instance");

        await admin.GoAsync("/ops/instances");
        await Expect(admin.Page.Locator("#open-incidents")).ToBeVisibleAsync();
        await Expect(admin.Page.Locator("#incidents tbody tr", new() { HasText = id })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_running_instance_is_held_released_cancelled_and_deleted_after_a_question()
    {
        await using var workshop = new Workshop(host);
        await workshop.PublishAsync("thu-giu", Workshop.Sequence("thu-giu", "Giữ thử", Workshop.Wait("cho", "Chờ duyệt")), "An");
        var id = await workshop.StartAsync("thu-giu");
        await using var admin = await Visitor.ComeAsync(chrome, host, theme: "light");
        await admin.SignInAsync("admin", $"/ops/instances/{id}");

        await admin.Page.ClickAsync("#hold");
        await Expect(admin.Page.Locator(".page-head .chip")).ToHaveTextAsync("Tạm giữ (admin)");
        await admin.Page.ClickAsync("#release");
        await Expect(admin.Page.Locator(".page-head .chip")).ToHaveTextAsync("Đang chạy");
        await admin.Page.ClickAsync("#cancel");
        await Expect(admin.Page.Locator("#close-panel")).ToBeFocusedAsync();
        await admin.ShootAsync("ops-cancel-question");
        await admin.Page.ClickAsync("#confirm");
        await Expect(admin.Page.Locator(".page-head .chip")).ToHaveTextAsync("Đã huỷ");
        await admin.Page.ClickAsync("#delete");
        await admin.Page.ClickAsync("#confirm");
        await admin.Page.WaitForURLAsync("**/ops/instances?view=all");
        Assert.Equal("Deleted", (await workshop.FindAsync(id))!.SubStatus);
        await Expect(admin.Page.Locator("tbody tr", new() { HasText = id })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Inspectors_read_and_everybody_else_is_refused()
    {
        await using var workshop = new Workshop(host);
        await workshop.PublishAsync("thu-xem", Workshop.Sequence("thu-xem", "Xem thử", Workshop.Wait("cho", "Chờ duyệt")), "An");
        var id = await workshop.StartAsync("thu-xem");
        await using var inspector = await Visitor.ComeAsync(chrome, host);
        await inspector.SignInAsync("kiemtra", $"/ops/instances/{id}");
        await inspector.SeeAsync("Chờ duyệt");
        await Expect(inspector.Page.Locator("#acts")).ToHaveCountAsync(0);
        await inspector.GoAsync("/ops/definitions/thu-xem");
        await inspector.SeeAsync("Nhật ký");
        await Expect(inspector.Page.Locator("#retract")).ToHaveCountAsync(0);

        await using var leader = await Visitor.ComeAsync(chrome, host, complains: false);
        await leader.SignInAsync("giamdoc");
        foreach (var path in new[] { "/ops/instances", $"/ops/instances/{id}", "/ops/definitions", "/ops/definitions/thu-xem" })
        {
            await leader.Page.GotoAsync(path);
            await Expect(leader.Page.Locator("body")).Not.ToContainTextAsync("Xem thử");
            await Expect(leader.Page.Locator("#log, #history, #incidents, tbody")).ToHaveCountAsync(0);
        }

        await leader.ShootAsync("ops-refused");
    }

    [Theory]
    [InlineData(390, "light")]
    [InlineData(1440, "dark")]
    public async Task Nobody_scrolls_sideways(int width, string theme)
    {
        await using var workshop = new Workshop(host);
        await workshop.PublishAsync("thu-rong", Workshop.Sequence(
            "thu-rong", "Quy trình thử có tên rất dài để xem trên điện thoại", Workshop.Wait("mot", "Chờ ý kiến của cơ quan chủ trì"), Workshop.Line("b", "Ghi", "x.y.z", "JavaScript")), "Nguyễn Thị Minh Khai");
        var id = await workshop.StartAsync("thu-rong");
        await workshop.Runtime.ResumeAsync(new Engine.Runtime.ResumeWorkflow
        {
            InstanceId = id, Stimulus = new(Engine.Activities.Primitives.Event.StimulusName, new Engine.Activities.Primitives.EventStimulus("mot")),
        });
        await workshop.SaveAsync(Workshop.Sequence("thu-rong", "Quy trình thử có tên rất dài để xem trên điện thoại", Workshop.Line("b", "Ghi", "ngắn")), "Nguyễn Thị Minh Khai");
        await using var admin = await Visitor.ComeAsync(chrome, host, width, theme);
        await admin.SignInAsync("admin", "/ops/instances");
        string[] paths =
        [
            "/ops/instances", "/ops/instances?view=all", "/ops/instances?view=held", $"/ops/instances/{id}", "/ops/definitions", "/ops/definitions?q=khong-co", "/ops/definitions/thu-rong",
            "/ops/definitions/thu-rong?view=compare", "/ops/definitions/thu-rong?view=check", "/ops/definitions/thu-rong?view=try", "/ops/definitions/thu-rong?view=move",
        ];
        foreach (var (path, index) in paths.Select((path, index) => (path, index)))
        {
            await admin.GoAsync(path);
            await admin.ShootAsync($"ops-{width}-{theme}-{index}");
            Assert.True(await admin.OverflowAsync() <= 0, $"{path} is wider than {width} pixels.");
        }
    }
}
