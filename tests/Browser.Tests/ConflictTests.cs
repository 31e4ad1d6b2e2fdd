using DirectiveFlow.Browser.Tests.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DirectiveFlow.Browser.Tests;

public sealed class ConflictTests(DemoHost host, Chrome chrome)
{
    [Fact]
    public async Task Who_decides_on_an_older_state_sees_both_sides_and_loses_nothing_typed()
    {
        await using var first = await Visitor.ComeAsync(chrome, host);
        await first.SignInAsync("cds", "/my-tasks?view=lead");
        await first.Page.Locator(".work .title").First.ClickAsync();
        await first.Page.WaitForSelectorAsync("#act-accept");
        var path = await first.Page.GetByRole(AriaRole.Link, new() { Name = "Mở thành trang" }).GetAttributeAsync("href");
        await first.Page.ClickAsync("#act-return");
        await first.Page.Locator("input[value=InformationMissing]").CheckAsync();
        await first.Page.FillAsync("#reason", "Chưa rõ phạm vi các đơn vị.");

        await using var second = await Visitor.ComeAsync(chrome, host);
        await second.SignInAsync("cds", path!);
        await second.Page.ClickAsync("#act-accept");
        await second.Page.WaitForSelectorAsync("#act-cascade");

        await first.Page.ClickAsync("#send");
        await Expect(first.Page.Locator(".compare")).ToContainTextAsync("Hiện nay");
        await Expect(first.Page.Locator("#reason")).ToHaveValueAsync("Chưa rõ phạm vi các đơn vị.");
        await first.ShootAsync("conflict");
        await first.Page.GetByRole(AriaRole.Button, new() { Name = "Xem trạng thái mới rồi quyết định" }).ClickAsync();
        await first.Page.WaitForSelectorAsync("#act-cascade");
    }
}
