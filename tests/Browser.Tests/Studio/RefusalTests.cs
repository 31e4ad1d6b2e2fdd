using System.Text.RegularExpressions;
using DirectiveFlow.Browser.Tests.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DirectiveFlow.Browser.Tests.Studio;

/// <summary>Elsa Studio breaks on most refusals and on a server that is away: the page around it keeps it whole, and tells what happened.</summary>
public sealed class RefusalTests(DemoHost host, Chrome chrome)
{
    private const int Enough = 120_000;

    [Theory]
    [InlineData("Cancel", "Yes")]
    [InlineData("Delete", "Delete")]
    public async Task An_inspector_who_tries_to_change_an_instance_is_told_why_not(string item, string yes)
    {
        await using var visitor = await Visitor.ComeAsync(chrome, host, tolerated: "403");
        await visitor.SignInAsync("kiemtra");
        var page = visitor.Page;
        await page.GotoAsync("/studio/workflows/instances");
        var rows = page.Locator("tbody tr", new() { HasText = "Suspended" });
        await Expect(rows.First).ToBeVisibleAsync(new() { Timeout = Enough });
        var count = await rows.CountAsync();
        foreach (var isBulk in new[] { false, true })
        {
            if (isBulk)
            {
                await rows.First.Locator("input[type=checkbox]").CheckAsync(new() { Force = true });
                await page.GetByRole(AriaRole.Button, new() { Name = "Bulk" }).First.ClickAsync();
            }
            else
            {
                await rows.First.GetByRole(AriaRole.Button).Last.ClickAsync();
            }

            await page.Locator(".mud-popover-open .mud-menu-item", new() { HasText = item }).First.ClickAsync();
            await page.Locator(".mud-dialog").GetByRole(AriaRole.Button, new() { Name = yes }).ClickAsync();
            await Expect(Refused(page)).ToContainTextAsync("Không thực hiện được. Vai trò của bạn không cho phép thao tác này.");
            await visitor.ShootAsync($"studio-refused-{item}-{isBulk}");
            await Refused(page).GetByRole(AriaRole.Button, new() { Name = "Đã hiểu" }).ClickAsync();
            await Expect(Refused(page)).ToBeHiddenAsync();
            await Expect(rows).ToHaveCountAsync(count);
            await Expect(page.Locator("#blazor-error-ui")).ToBeHiddenAsync();
        }
    }

    [Theory]
    [InlineData("definitions", "edit")]
    [InlineData("instances", "view")]
    public async Task What_was_deleted_meanwhile_cannot_be_opened_and_the_list_is_shown_again(string area, string action)
    {
        await using var visitor = await Visitor.ComeAsync(chrome, host, tolerated: "404");
        await visitor.SignInAsync("admin");
        var page = visitor.Page;
        await page.GotoAsync($"/studio/workflows/{area}/khong-con/{action}");
        await Expect(page.Locator("tbody tr .mud-checkbox").First).ToBeVisibleAsync(new() { Timeout = Enough });
        await Expect(page).ToHaveURLAsync(new Regex($@"/studio/workflows/{area}(\?.*)?$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Expect(Refused(page)).ToContainTextAsync("Không tìm thấy");
        await Expect(page.Locator("#blazor-error-ui")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_drawing_outlasts_a_server_that_is_away()
    {
        await using var visitor = await Visitor.ComeAsync(chrome, host, tolerated: "ERR_CONNECTION_REFUSED");
        var designer = new Designer(visitor);
        await designer.ComeInAsync();
        var id = await designer.CreateAsync("Máy chủ khởi động lại");
        var page = visitor.Page;
        const string api = "**/elsa/api/**";
        await page.RouteAsync(api, route => route.AbortAsync("connectionrefused"));
        await designer.DropAsync("Elsa.WriteLine", 200, 120);
        await Expect(page.Locator(".df-away")).ToBeVisibleAsync();
        await visitor.ShootAsync("studio-server-away");
        await page.UnrouteAsync(api);

        await Expect(page.Locator(".df-away")).ToBeHiddenAsync();
        await designer.StoredAsync(id, "the activity", root => root.TryGetProperty("activities", out var all) && all.GetArrayLength() == 1);
        await Expect(designer.ErrorBar).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_list_that_is_sorted_while_its_answer_still_comes_in_lives_on()
    {
        await using var visitor = await Visitor.ComeAsync(chrome, host);
        var page = visitor.Page;
        await page.AddInitScriptAsync(
            """
            const send = window.fetch.bind(window);
            window.fetch = async (input, init) => {
              const answer = await send(input, init);
              if (!String(input.url ?? input).includes('/workflow-definitions?')) return answer;
              const text = new Uint8Array(await answer.arrayBuffer());
              const slow = new ReadableStream({ start(body) { setTimeout(() => { body.enqueue(text); body.close(); }, 1500); } });
              return new Response(slow, { status: answer.status, headers: answer.headers });
            };
            """);
        await visitor.SignInAsync("admin");
        await page.GotoAsync("/studio/workflows/definitions");
        await Expect(page.Locator("tbody tr .mud-checkbox").First).ToBeVisibleAsync(new() { Timeout = Enough });
        var traffic = new Traffic(page);
        var sort = page.Locator("thead .mud-table-sort-label").First;
        for (var click = 1; click <= 3; click++)
        {
            // Answered, and not yet read: Studio is in the middle of it.
            await page.RunAndWaitForResponseAsync(() => sort.ClickAsync(), answer => answer.Url.Contains("/workflow-definitions?", StringComparison.Ordinal));
        }

        await traffic.RestAsync();
        await Expect(page.Locator("tbody tr .mud-checkbox").First).ToBeVisibleAsync();
        await Expect(page.Locator("#blazor-error-ui")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_definition_whose_creation_was_not_answered_is_not_made_twice()
    {
        await using var visitor = await Visitor.ComeAsync(chrome, host, tolerated: "ERR_");
        var designer = new Designer(visitor);
        await designer.ComeInAsync();
        var page = visitor.Page;
        var name = "Không có trả lời " + Guid.CreateVersion7().ToString("N")[20..];
        await page.RouteAsync("**/elsa/api/workflow-definitions", async route =>
        {
            await route.FetchAsync(); // it is made, and the way back is broken
            await route.AbortAsync("connectionreset");
        });
        await page.GetByRole(AriaRole.Button, new() { Name = "Create workflow" }).ClickAsync();
        var dialog = page.Locator(".mud-dialog");
        await Expect(dialog.Locator("input").First).Not.ToHaveValueAsync("");
        await dialog.Locator("input").First.FillAsync(name);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Ok" }).ClickAsync();
        await Expect(page.Locator(".mud-snackbar")).ToContainTextAsync("Không nối được với máy chủ");
        await page.UnrouteAsync("**/elsa/api/workflow-definitions");

        await Expect(designer.ErrorBar).ToBeHiddenAsync();
        var made = await designer.GetAsync($"workflow-definitions?versionOptions=Latest&searchTerm={Uri.EscapeDataString(name)}");
        Assert.Equal(1, made.GetProperty("totalCount").GetInt32());
    }

    [Theory]
    [InlineData("vi", "phien.json: không phải tệp phiên xuất từ đây")]
    [InlineData("en", "phien.json: it is not a file of an instance exported here")]
    public async Task A_damaged_file_of_instances_is_refused_in_the_words_of_its_reader_and_not_praised(string language, string words)
    {
        await using var visitor = await Visitor.ComeAsync(chrome, host, language: language, tolerated: "400");
        await visitor.SignInAsync("admin");
        var page = visitor.Page;
        await page.GotoAsync("/studio/workflows/instances");
        await Expect(page.Locator("tbody tr .mud-checkbox").First).ToBeVisibleAsync(new() { Timeout = Enough });
        await page.Locator("input[type=file]").First.SetInputFilesAsync(new FilePayload { Name = "phien.json", MimeType = "application/json", Buffer = "{hỏng"u8.ToArray() });
        await Expect(Refused(page)).ToContainTextAsync(words);
        await Expect(page.Locator(".mud-snackbar")).ToHaveCountAsync(1); // “imported 0 instances”
        await Expect(page.Locator(".mud-snackbar")).ToBeHiddenAsync();
        await visitor.ShootAsync($"studio-import-refused-{language}");
        await Expect(page.Locator("#blazor-error-ui")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_refused_retraction_is_not_praised_and_the_next_one_is()
    {
        await using var visitor = await Visitor.ComeAsync(chrome, host, tolerated: "400");
        var designer = new Designer(visitor);
        await designer.ComeInAsync();
        await designer.StartWaitingAsync("to-be-retracted", "KhongBaoGio");
        var page = visitor.Page;
        var row = await designer.ListAsync("to-be-retracted");
        const string act = "**/workflow-definitions/*/retract*";
        await page.RouteAsync(act, route => route.FulfillAsync(new() { Status = 400, ContentType = "application/problem+json", Body = """{"errors":{"generalErrors":["Không được."]}}""" }));
        await RetractAsync();
        await Expect(Refused(page)).ToContainTextAsync("Không được.");
        await Expect(page.Locator(".mud-snackbar")).ToHaveCountAsync(1); // “retracted”
        await Expect(page.Locator(".mud-snackbar")).ToBeHiddenAsync();
        await page.UnrouteAsync(act);
        await RetractAsync();
        await Expect(page.Locator(".mud-snackbar").Last).ToBeVisibleAsync();
        await Expect(Refused(page)).ToBeHiddenAsync();

        async Task RetractAsync()
        {
            await row.Locator("button").Last.ClickAsync();
            await page.Locator(".mud-popover-open .mud-menu-item", new() { HasText = "Unpublish" }).ClickAsync();
        }
    }

    [Fact]
    public async Task Altering_an_instance_leads_to_the_page_where_it_is_repaired()
    {
        await using var visitor = await Visitor.ComeAsync(chrome, host);
        var designer = new Designer(visitor);
        await designer.ComeInAsync();
        var waiting = await designer.StartWaitingAsync("to-be-altered", "KhongBaoGio");
        await designer.SeesAsync(waiting, version: 1, "Suspended");
        await visitor.Page.Locator($"a[href='alterations/instances/{waiting}']").First.ClickAsync();
        await visitor.Page.WaitForURLAsync($"**/ops/instances/{waiting}");
        await visitor.ReadyAsync();
        await visitor.SeeAsync(waiting);
    }

    private static ILocator Refused(IPage page) => page.Locator(".df-refused");
}
