using System.Globalization;
using DirectiveFlow.Browser.Tests.Running;
using DirectiveFlow.Workflows.Shipped;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DirectiveFlow.Browser.Tests.Studio;

/// <summary>
/// What Elsa Studio costs on the wire, as Chromium counts it. The seconds are printed with <c>-showLiveOutput</c> and asserted by
/// nobody: they depend on the machine.
/// </summary>
public sealed class FirstScreenTests(DemoHost host, Chrome chrome, ITestOutputHelper output)
{
    /// <summary>Everything that Studio is, compressed; uncompressed it is more than three times as much.</summary>
    private const double MostMegabytes = 9;

    [Fact]
    public async Task The_first_visit_is_compressed_and_the_second_fetches_almost_nothing_again()
    {
        await using var visitor = await Visitor.ComeAsync(chrome, host);
        await visitor.SignInAsync("admin");
        var page = visitor.Page;
        var list = page.GetByRole(AriaRole.Button, new() { Name = "Create workflow" });
        var editor = page.Locator(".x6-node").First;
        const string definitions = "/studio/workflows/definitions";

        var first = await VisitAsync(page, definitions, list);
        var again = await VisitAsync(page, definitions, list);
        var drawing = await VisitAsync(page, $"{definitions}/{ShippedWorkflows.DirectiveCycle}/edit", editor);
        var drawingAgain = await VisitAsync(page, $"{definitions}/{ShippedWorkflows.DirectiveCycle}/edit", editor);

        Print("list of definitions, first visit", first);
        Print("list of definitions, second visit", again);
        Print("editor, first visit after that", drawing);
        Print("editor, second visit", drawingAgain);
        Assert.InRange(first.Megabytes, 1, MostMegabytes);
        Assert.InRange(again.Megabytes, 0, first.Megabytes / 20);
        Assert.InRange(drawingAgain.Megabytes, 0, first.Megabytes / 10);
    }

    private static async Task<Cost> VisitAsync(IPage page, string path, ILocator ready)
    {
        await page.GotoAsync("about:blank");
        var traffic = new Traffic(page);
        var wire = await page.Context.NewCDPSessionAsync(page);
        var (bytes, requests) = (0.0, 0);
        wire.Event("Network.requestWillBeSent").OnEvent += (_, _) => requests++;
        wire.Event("Network.loadingFinished").OnEvent += (_, finished) => bytes += finished!.Value.GetProperty("encodedDataLength").GetDouble();
        await wire.SendAsync("Network.enable");
        var start = TimeProvider.System.GetTimestamp();
        await page.GotoAsync(path);
        await Expect(ready).ToBeVisibleAsync(new() { Timeout = 120_000 });
        var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        await page.WaitForFunctionAsync("() => globalThis.monaco?.editor"); // a list fetches the code editor when it has nothing else to do
        await traffic.RestAsync();
        await wire.DetachAsync();
        return new Cost(requests, bytes / 1e6, seconds);
    }

    private void Print(string what, Cost cost) => output.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{what}: {cost.Requests} requests, {cost.Megabytes:0.00} MB over the wire, usable after {cost.Seconds:0.0} s"));

    private sealed record Cost(int Requests, double Megabytes, double Seconds);
}
