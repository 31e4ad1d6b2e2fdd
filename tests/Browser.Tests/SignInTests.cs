using DirectiveFlow.Browser.Tests.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DirectiveFlow.Browser.Tests;

public sealed class SignInTests(DemoHost host, Chrome chrome)
{
    [Fact]
    public async Task A_wrong_password_is_said_in_place_and_the_name_is_kept()
    {
        await using var visitor = await Visitor.ComeAsync(chrome, host);
        await visitor.Page.GotoAsync("/sign-in");
        await visitor.Page.FillAsync("#userName", "giamdoc");
        await visitor.Page.FillAsync("#password", "not the password");
        await visitor.Page.ClickAsync("button[type=submit]");

        await Expect(visitor.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("không đúng");
        await Expect(visitor.Page.Locator("#userName")).ToHaveValueAsync("giamdoc");
        await Expect(visitor.Page.Locator("#password")).ToHaveValueAsync("");
        await visitor.ShootAsync("sign-in-wrong");
    }

    [Theory]
    [InlineData("giamdoc", "Trang chủ")]
    [InlineData("qlkh", "Việc của tôi")]
    [InlineData("kiemtra", "Văn bản chỉ đạo")]
    public async Task Each_role_opens_on_its_own_page(string userName, string title)
    {
        await using var visitor = await Visitor.ComeAsync(chrome, host);
        await visitor.SignInAsync(userName);

        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(title);
    }

    [Fact]
    public async Task A_stranger_is_led_to_the_sign_in_page_and_back_to_where_they_wanted()
    {
        await using var visitor = await Visitor.ComeAsync(chrome, host);
        await visitor.Page.GotoAsync("/directives");
        await visitor.Page.FillAsync("#userName", "giamdoc");
        await visitor.Page.FillAsync("#password", host.PasswordOf("giamdoc"));
        await visitor.Page.ClickAsync("button[type=submit]");

        await visitor.Page.WaitForURLAsync("**/directives");
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Văn bản chỉ đạo");
    }

    [Fact]
    public async Task Signing_out_closes_the_pages()
    {
        await using var visitor = await Visitor.ComeAsync(chrome, host);
        await visitor.SignInAsync("kiemtra");
        await visitor.Page.ClickAsync("#account");
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Đăng xuất" }).ClickAsync();
        await visitor.Page.WaitForURLAsync("**/sign-in*");

        await visitor.Page.GotoAsync("/directives");
        await visitor.Page.WaitForURLAsync("**/sign-in*");
    }

    [Fact]
    public async Task A_return_address_on_another_site_is_not_followed()
    {
        await using var visitor = await Visitor.ComeAsync(chrome, host);
        await visitor.SignInAsync("kiemtra", returnUrl: "//elsewhere.example/");

        Assert.StartsWith(host.Address, visitor.Page.Url, StringComparison.Ordinal);
    }
}
