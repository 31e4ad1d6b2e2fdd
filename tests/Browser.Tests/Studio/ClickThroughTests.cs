using System.Collections.Concurrent;
using DirectiveFlow.Browser.Tests.Running;
using DirectiveFlow.Workflows.Shipped;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DirectiveFlow.Browser.Tests.Studio;

/// <summary>Going through the screens of Elsa Studio leaves the page alive, and all is answered by this server, and by no other.</summary>
public sealed class ClickThroughTests(DemoHost host, Chrome chrome)
{
    private const int Enough = 120_000;

    [Fact]
    public async Task The_definition_list_is_searched_and_sorted_and_refuses_a_name_of_spaces()
    {
        await using var visitor = await Visitor.ComeAsync(chrome, host);
        var designer = new Designer(visitor);
        var rounds = new Rounds(visitor);
        await designer.ComeInAsync();
        var page = visitor.Page;
        await rounds.StepAsync("search", async () =>
        {
            await page.GetByPlaceholder("Search").First.FillAsync("directive-cycle");
            await Expect(rounds.Rows).ToHaveCountAsync(1);
            await page.GetByPlaceholder("Search").First.FillAsync("");
        });
        foreach (var label in await page.Locator("thead .mud-table-sort-label").AllAsync())
        {
            await rounds.StepAsync("sort", () => label.ClickAsync());
        }

        await rounds.StepAsync("a name of spaces", async () =>
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Create workflow" }).ClickAsync();
            var dialog = page.Locator(".mud-dialog");
            await Expect(dialog.Locator("input").First).Not.ToHaveValueAsync("");
            await dialog.Locator("input").First.FillAsync("  ");
            await dialog.GetByRole(AriaRole.Button, new() { Name = "Ok" }).ClickAsync();
            await Expect(dialog).ToContainTextAsync("Please enter a name");
            await dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        });
        var id = "";
        await rounds.StepAsync("create", async () => id = await designer.CreateAsync("Thử mọi nút <b>\"'🚀"));
        await Expect(await designer.ListAsync(id)).ToContainTextAsync("Thử mọi nút <b>\"'🚀");
        await visitor.ShootAsync("studio-round-list");
    }

    [Fact]
    public async Task Every_tab_and_tool_of_the_editor_works()
    {
        await using var visitor = await Visitor.ComeAsync(chrome, host);
        var designer = new Designer(visitor);
        var rounds = new Rounds(visitor);
        await designer.ComeInAsync();
        await visitor.Page.AddInitScriptAsync(
            """
            new MutationObserver(() => {
              if (document.querySelector('elsa-workflow-definition-editor')) globalThis.codeWasThere ??= typeof globalThis.monaco !== 'undefined';
            }).observe(document, { childList: true, subtree: true });
            """);
        await rounds.StepAsync("open", async () => await designer.OpenAsync(ShippedWorkflows.DirectiveCycle));

        // Studio shows code as soon as it is there, and breaks where the code editor comes after it: on a slow line, on a busy machine.
        Assert.True(await visitor.Page.EvaluateAsync<bool>("() => globalThis.codeWasThere"));
        await rounds.TabsAsync("workflow");
        await designer.SelectAsync("Tổng hợp báo cáo", knows: false);
        await rounds.TabsAsync("activity");
        await visitor.ShootAsync("studio-round-editor");
        await rounds.StepAsync("code view", () => rounds.Tabs.Filter(new() { HasText = "Code view" }).First.ClickAsync());
        await visitor.ShootAsync("studio-round-code");
    }

    [Fact]
    public async Task Every_filter_of_the_instances_and_every_tab_of_one_works_and_it_is_live()
    {
        await using var visitor = await Visitor.ComeAsync(chrome, host);
        var designer = new Designer(visitor);
        var rounds = new Rounds(visitor);
        await designer.ComeInAsync();
        var page = visitor.Page;
        var sockets = new ConcurrentQueue<string>();
        page.WebSocket += (_, socket) => sockets.Enqueue(new Uri(socket.Url).AbsolutePath);
        var heard = new ConcurrentQueue<string>();
        page.Request += (_, request) => heard.Enqueue(new Uri(request.Url).AbsolutePath);
        var waiting = await designer.StartWaitingAsync("live-round", "DenLuot");
        await rounds.StepAsync("instances", () => page.ClickAsync("[data-area=instances]"));
        await Expect(rounds.Rows.Filter(new() { HasText = waiting })).ToHaveCountAsync(1);
        await rounds.StepAsync("search", () => page.GetByPlaceholder("Search").First.FillAsync("%_'\\"));
        await rounds.StepAsync("search nothing", () => page.GetByPlaceholder("Search").First.FillAsync(""));
        await Expect(rounds.Rows.Filter(new() { HasText = waiting })).ToHaveCountAsync(1);
        await rounds.StepAsync("read again by Ctrl+R", () => page.Keyboard.PressAsync("Control+r"));
        await visitor.ShootAsync("studio-round-instances");

        await rounds.StepAsync("view", () => designer.SeesAsync(waiting, version: 1, "Suspended"));
        await designer.TriggerAsync("DenLuot");
        await Expect(designer.Detail("Sub status")).ToContainTextAsync("Finished", new() { Timeout = 4_000 });
        Assert.Contains("/elsa/hubs/workflow-instance", heard);
        Assert.DoesNotContain("/elsa/hubs/workflow-instance", sockets); // an open one breaks the memory of the Studio when the viewer ends
        await rounds.TabsAsync("instance");
        await rounds.StepAsync("an activity", () => designer.Nodes.First.Locator(".activity-label").ClickAsync());
        await rounds.TabsAsync("activity");
        await visitor.ShootAsync("studio-round-instance");
    }

    [Fact]
    public async Task An_inspector_sees_the_drawing_read_only_and_can_save_by_no_way()
    {
        await using var visitor = await Visitor.ComeAsync(chrome, host);
        await visitor.SignInAsync("kiemtra");
        var page = visitor.Page;
        await page.GotoAsync($"/studio/workflows/definitions/{ShippedWorkflows.DirectiveCycle}/edit");
        await Expect(page.Locator(".x6-node").First).ToBeVisibleAsync(new() { Timeout = Enough });

        await Expect(page.Locator(".df-reader")).ToBeVisibleAsync();
        await Expect(page.GetByText("Auto-save")).ToHaveCountAsync(0);
        await Expect(page.Locator("#blazor-error-ui")).ToBeHiddenAsync();
        await visitor.ShootAsync("studio-reader");
        await using var other = await Visitor.ComeAsync(chrome, host, complains: false);
        await other.SignInAsync("kiemtra");
        Assert.Equal(403, await other.Page.EvaluateAsync<int>(
            """
            async () => {
              const { accessToken } = await (await fetch('/studio/token', { method: 'POST' })).json();
              const headers = { 'content-type': 'application/json', authorization: 'Bearer ' + accessToken };
              return (await fetch('/elsa/api/workflow-definitions', { method: 'POST', headers, body: '{"model":{"name":"x"}}' })).status;
            }
            """));
    }

    [Fact]
    public async Task A_session_that_ends_over_a_drawing_asks_for_a_new_sign_in_and_loses_nothing()
    {
        await using var visitor = await Visitor.ComeAsync(chrome, host, complains: false);
        var designer = new Designer(visitor);
        await designer.ComeInAsync();
        var id = await designer.CreateAsync("Phiên hết giữa chừng");
        var page = visitor.Page;
        await page.Context.ClearCookiesAsync();
        const string api = "**/elsa/api/**";
        await page.RouteAsync(api, route => route.ContinueAsync(new()
        {
            Headers = new Dictionary<string, string>(route.Request.Headers, StringComparer.OrdinalIgnoreCase) { ["authorization"] = "Bearer ended" },
        }));
        await designer.DropAsync("Elsa.WriteLine", 200, 120);
        var dialog = page.Locator(".df-signed-out");
        await Expect(dialog).ToBeVisibleAsync();
        await visitor.ShootAsync("studio-session-ended");
        await page.UnrouteAsync(api);

        var signIn = await page.RunAndWaitForPopupAsync(() => dialog.Locator(".df-act").ClickAsync());
        await signIn.FillAsync("#userName", "admin");
        await signIn.FillAsync("#password", host.PasswordOf("admin"));
        await signIn.PressAsync("#password", "Enter");
        await Expect(dialog).ToBeHiddenAsync(new() { Timeout = 30_000 });
        await designer.StoredAsync(id, "the activity", root => root.TryGetProperty("activities", out var all) && all.GetArrayLength() == 1);
        await Expect(designer.Nodes).ToHaveCountAsync(1);
        await Expect(designer.ErrorBar).ToBeHiddenAsync();
    }

    [Fact]
    public async Task On_a_phone_the_lists_fit_the_screen()
    {
        await using var visitor = await Visitor.ComeAsync(chrome, host, width: 390);
        await visitor.SignInAsync("admin");
        foreach (var path in new[] { "/studio/", "/studio/workflows/instances" })
        {
            await visitor.Page.GotoAsync(path);
            await Expect(visitor.Page.Locator("tbody tr").First).ToBeVisibleAsync(new() { Timeout = Enough });
            Assert.Equal(0, await visitor.OverflowAsync());
        }

        await Expect(visitor.Page.Locator(".df-narrow")).ToBeVisibleAsync();
        await visitor.ShootAsync("studio-phone");
    }
}
