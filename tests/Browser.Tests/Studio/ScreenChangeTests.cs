using DirectiveFlow.Browser.Tests.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DirectiveFlow.Browser.Tests.Studio;

/// <summary>From one screen of Elsa Studio to the next by its own buttons: what it breaks on by itself, the page around it mends.</summary>
public sealed class ScreenChangeTests(DemoHost host, Chrome chrome)
{
    private const int Enough = 120_000;
    private const int Changes = 6;

    /// <summary>The name of a shipped flow.</summary>
    private const string Flow = "Vòng đời nhiệm vụ được giao";

    [Fact]
    public async Task From_an_instance_to_its_drawing_and_back_again_and_again()
    {
        await using var visitor = await Visitor.ComeAsync(chrome, host);
        var designer = new Designer(visitor);
        var rounds = new Rounds(visitor);
        await designer.ComeInAsync();
        var page = visitor.Page;
        var waiting = await designer.StartWaitingAsync("there-and-back", "KhongBaoGio");
        await rounds.StepAsync("view", () => designer.SeesAsync(waiting, version: 1, "Suspended"));
        var edit = page.Locator("#studio .mud-toolbar", new() { Has = page.Locator("a[href^='alterations/']") }).GetByRole(AriaRole.Button).Last;
        for (var round = 1; round <= Changes; round++)
        {
            await rounds.StepAsync($"edit {round}", () => edit.ClickAsync());
            await page.WaitForURLAsync("**/edit");
            await Expect(page.GetByText("Auto-save")).ToBeVisibleAsync();
            await Expect(designer.Nodes).ToHaveCountAsync(1);
            await rounds.StepAsync($"back {round}", () => page.GoBackAsync());
            await Expect(designer.Detail("Sub status")).ToContainTextAsync("Suspended");
        }
    }

    [Fact]
    public async Task From_an_instance_to_the_lists_by_the_header_and_nothing_leads_back_by_itself()
    {
        await using var visitor = await Visitor.ComeAsync(chrome, host);
        var designer = new Designer(visitor);
        var rounds = new Rounds(visitor);
        await designer.ComeInAsync();
        var page = visitor.Page;
        var waiting = await designer.StartWaitingAsync("there-and-away", "KhongBaoGio");
        foreach (var area in new[] { "instances", "definitions", "instances" })
        {
            await rounds.StepAsync("view", () => designer.SeesAsync(waiting, version: 1, "Suspended"));
            await rounds.StepAsync(area, () => page.ClickAsync($"[data-area={area}]"));
            await Expect(page.Locator("tbody tr .mud-checkbox").First).ToBeVisibleAsync();
            Assert.Equal($"/studio/workflows/{area}", new Uri(page.Url).AbsolutePath);
            await rounds.StepAsync("reload", () => page.ReloadAsync());
            await Expect(page.Locator("tbody tr .mud-checkbox").First).ToBeVisibleAsync(new() { Timeout = Enough });
        }
    }

    [Fact]
    public async Task The_instances_can_be_filtered_by_workflow_however_late_the_choices_come()
    {
        await using var visitor = await Visitor.ComeAsync(chrome, host);
        var designer = new Designer(visitor);
        await designer.ComeInAsync();
        var page = visitor.Page;

        // The choices come after all that does not wait for them.
        var names = new TaskCompletionSource();
        page.RequestFinished += (_, request) =>
        {
            if (request.Url.Contains("Ids=", StringComparison.Ordinal))
            {
                names.TrySetResult();
            }
        };
        await page.RouteAsync("**/elsa/api/workflow-definitions?*LatestOrPublished*", async route =>
        {
            await Task.WhenAny(names.Task, Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System));
            await route.ContinueAsync();
        });

        await page.ClickAsync("[data-area=instances]");
        await Expect(page.Locator("tbody tr .mud-checkbox").First).ToBeVisibleAsync(new() { Timeout = Enough });
        await page.Locator("#studio .mud-input", new() { Has = page.Locator("legend", new() { HasText = "Workflows" }) }).ClickAsync();
        await Expect(page.Locator(".mud-popover-open").GetByRole(AriaRole.Option, new() { Name = Flow })).ToBeVisibleAsync();
        await visitor.ShootAsync("studio-instances-by-workflow");
    }
}
