using DirectiveFlow.Browser.Tests.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DirectiveFlow.Browser.Tests;

/// <summary>What holds on every page: no sideways scroll on a phone, the chosen look and language, the keyboard.</summary>
public sealed class LooksTests(DemoHost host, Chrome chrome)
{
    [Theory]
    [InlineData("giamdoc", 390)]
    [InlineData("giamdoc", 1024)]
    [InlineData("qlkh", 390)]
    [InlineData("chuyenvien", 360)]
    public async Task Nobody_scrolls_sideways(string userName, int width)
    {
        await using var visitor = await Visitor.ComeAsync(chrome, host, width);
        await visitor.SignInAsync(userName);
        foreach (var path in await PathsAsync(visitor))
        {
            await visitor.GoAsync(path);
            await visitor.ShootAsync($"{userName}-{width}-{path.Trim('/').Replace('/', '-').Replace('?', '-')}");
            Assert.True(await visitor.OverflowAsync() <= 0, $"{path} is wider than {width} pixels.");
        }
    }

    [Fact]
    public async Task The_chosen_look_stays()
    {
        await using var visitor = await Visitor.ComeAsync(chrome, host, theme: "light");
        await visitor.SignInAsync("giamdoc");
        Assert.Equal("rgb(246, 244, 239)", await BackgroundAsync(visitor));

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Chuyển sang nền tối" }).ClickAsync();
        await Expect(visitor.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        Assert.Equal("rgb(19, 23, 28)", await BackgroundAsync(visitor));

        await visitor.GoAsync("/directives");
        Assert.Equal("rgb(19, 23, 28)", await BackgroundAsync(visitor));
        await visitor.ShootAsync("dark-directives");
    }

    [Fact]
    public async Task English_is_one_switch_away_and_stays()
    {
        await using var visitor = await Visitor.ComeAsync(chrome, host);
        await visitor.SignInAsync("giamdoc");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Switch to English" }).ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Home");
        Assert.Equal("en", await visitor.Page.Locator("html").GetAttributeAsync("lang"));

        await visitor.GoAsync("/directives");
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Directives");
        await visitor.ShootAsync("english-directives");
    }

    [Fact]
    public async Task The_keyboard_reaches_the_primary_action_at_once_and_by_the_skip_link()
    {
        await using var visitor = await Visitor.ComeAsync(chrome, host);
        await visitor.SignInAsync("giamdoc", "/directives");

        // A page opens with the focus on its heading, so the first stop is what the page is for.
        await Expect(visitor.Page.Locator("h1")).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("Triển khai văn bản mới", await FocusedTextAsync(visitor));

        await visitor.Page.Locator(".skip").FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("Triển khai văn bản mới", await FocusedTextAsync(visitor));

        await visitor.Page.Keyboard.PressAsync("Control+k");
        Assert.Equal("search", await visitor.Page.EvaluateAsync<string>("() => document.activeElement.id"));
    }

    [Fact]
    public async Task What_is_not_there_is_said_on_a_page()
    {
        await using var visitor = await Visitor.ComeAsync(chrome, host, complains: false);
        await visitor.SignInAsync("giamdoc");
        await visitor.Page.GotoAsync("/directives/00000000-0000-0000-0000-000000000001");
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Không tìm thấy");
        await visitor.ShootAsync("not-found");

        var answer = await visitor.Page.GotoAsync("/no-such-page");
        Assert.Equal(404, answer!.Status);
        await Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Không tìm thấy");
    }

    [Fact]
    public async Task Tone_marks_and_case_do_not_matter_when_searching()
    {
        await using var visitor = await Visitor.ComeAsync(chrome, host);
        await visitor.SignInAsync("giamdoc");
        await visitor.Page.FillAsync("#search", "ke hoach trien khai he thong");
        await visitor.Page.PressAsync("#search", "Enter");
        await visitor.Page.WaitForURLAsync("**/directives?q=*");
        await Expect(visitor.Page.Locator("tbody tr")).ToHaveCountAsync(1);

        await visitor.GoAsync("/directives?q=khong-co-van-ban-nay");
        await visitor.SeeAsync("Không có văn bản nào khớp điều kiện lọc");
        await visitor.ShootAsync("filter-empty");
    }

    [Fact]
    public async Task The_bell_counts_and_forgets_what_was_read()
    {
        await using var visitor = await Visitor.ComeAsync(chrome, host);
        await visitor.SignInAsync("tdc");
        await Expect(visitor.Page.Locator("#unread")).ToBeVisibleAsync();
        await visitor.Page.ClickAsync("#bell");
        await visitor.Page.WaitForSelectorAsync(".popover");
        await visitor.ShootAsync("notifications");
        await visitor.Page.ClickAsync("#read-all");
        await Expect(visitor.Page.Locator("#unread")).ToHaveCountAsync(0);
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.Page.Locator(".popover")).ToHaveCountAsync(0);

        await visitor.GoAsync("/my-tasks");
        await Expect(visitor.Page.Locator("#unread")).ToHaveCountAsync(0);
    }

    private static async Task<IReadOnlyList<string>> PathsAsync(Visitor visitor)
    {
        var paths = new List<string> { "/", "/directives", "/my-tasks", "/my-tasks?view=all", "/reviews", "/directives/launch", "/not-found" };
        await visitor.GoAsync("/directives");
        await visitor.Page.WaitForSelectorAsync("td a.title");
        paths.Add((await visitor.Page.Locator("td a.title").Last.GetAttributeAsync("href"))!);
        await visitor.GoAsync(paths[^1]);
        if (await visitor.Page.Locator("td a[href^='/tasks/']").CountAsync() > 0)
        {
            paths.Add((await visitor.Page.Locator("td a[href^='/tasks/']").First.GetAttributeAsync("href"))!);
        }

        return paths;
    }

    private static Task<string> BackgroundAsync(Visitor visitor) =>
        visitor.Page.EvaluateAsync<string>("() => getComputedStyle(document.body).backgroundColor");

    private static Task<string> FocusedTextAsync(Visitor visitor) =>
        visitor.Page.EvaluateAsync<string>("() => document.activeElement.textContent.trim()");
}
