using DirectiveFlow.Browser.Tests.Running;
using DirectiveFlow.Workflows.Shipped;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DirectiveFlow.Browser.Tests.Studio;

/// <summary>A flow of one's own in Elsa Studio, from the empty canvas to its run.</summary>
public sealed class JourneyTests(DemoHost host, Chrome chrome)
{
    [Fact]
    public async Task A_flow_is_drawn_saved_published_run_watched_exported_deleted_and_imported()
    {
        await using var visitor = await Visitor.ComeAsync(chrome, host);
        var designer = new Designer(visitor);
        await designer.ComeInAsync();
        await visitor.ShootAsync("studio-list");
        var id = await designer.CreateAsync("Phiếu trình thử");
        await DrawAsync(designer);
        await FillAsync(designer);
        await visitor.ShootAsync("studio-editor");

        var draft = await designer.SaveAsync();
        Assert.False(draft.GetProperty("isPublished").GetBoolean());
        var published = await designer.PublishAsync();
        Assert.True(published.GetProperty("isPublished").GetBoolean());
        Assert.Equal(1, published.GetProperty("version").GetInt32());
        await Expect(designer.ErrorBar).ToBeHiddenAsync();

        var instance = await designer.RunAsync();
        await Expect(visitor.Page.Locator(".x6-node")).ToHaveCountAsync(5, new() { Timeout = 60_000 });
        await visitor.SeeAsync("WriteLine1");
        var run = await designer.GetAsync($"workflow-instances/{instance}");
        Assert.Equal("Finished", run.GetProperty("subStatus").GetString());
        await visitor.ShootAsync("studio-instance");
        await visitor.Page.ClickAsync("[data-area=instances]");
        await Expect(visitor.Page.Locator("tbody tr", new() { Has = visitor.Page.Locator(".mud-checkbox") }).Filter(new() { HasText = instance })).ToHaveCountAsync(1);
        await visitor.ShootAsync("studio-instances");
        await Expect(designer.ErrorBar).ToBeHiddenAsync();
        Assert.Equal(id, run.GetProperty("definitionId").GetString());

        var before = await designer.DefinitionAsync(id);
        await designer.ListAsync(id);
        var file = await designer.ExportAsync(id);
        await designer.DeleteAsync(id);
        await designer.ImportAsync(file, id);
        var after = await designer.DefinitionAsync(id);
        Assert.Equal(before.GetProperty("root").GetRawText(), after.GetProperty("root").GetRawText());
        Assert.Equal("Phiếu trình thử", after.GetProperty("name").GetString());
        await visitor.ShootAsync("studio-imported");
        await Expect(designer.ErrorBar).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_second_review_in_the_cycle_of_a_directive_is_taken_by_the_next_directive_and_not_by_the_one_before()
    {
        using var leader = await LeaderDesk.SitDownAsync(host);
        var first = await leader.LaunchAsync("901/KH-UBND");
        await using var visitor = await Visitor.ComeAsync(chrome, host);
        var designer = new Designer(visitor);
        await designer.ComeInAsync();
        await designer.OpenAsync(ShippedWorkflows.DirectiveCycle);
        await designer.FitAsync();
        await visitor.ShootAsync("studio-cycle");
        try
        {
            await designer.DropAsync("Elsa.Event", 560, 520);
            await designer.DisconnectAsync("Tổng hợp báo cáo", "Done", "Báo cáo cấp trên");
            await designer.ConnectAsync("Tổng hợp báo cáo", "Done", "Event1");
            await designer.ConnectAsync("Event1", "Done", "Báo cáo cấp trên");
            await designer.SelectAsync("Event1");
            await designer.WriteAsync("EventName", "ThamDinhLanHai");
            await visitor.ShootAsync("studio-cycle-second-review");
            Assert.Equal(2, (await designer.PublishAsync()).GetProperty("version").GetInt32());
            var second = await leader.LaunchAsync("902/KH-UBND");
            await leader.SignThatNoTaskArisesAsync(first);
            await leader.SignThatNoTaskArisesAsync(second);

            await designer.SeesAsync(await leader.InstanceAsync(first), version: 1, "Finished");
            await designer.SeesAsync(await leader.InstanceAsync(second), version: 2, "Suspended");
            Assert.Equal("Closed", await leader.StateAsync(first));
            Assert.NotEqual("Closed", await leader.StateAsync(second));
            await visitor.ShootAsync("studio-second-review-waits");
            await designer.TriggerAsync("ThamDinhLanHai");
            await designer.SeesAsync(await leader.InstanceAsync(second), version: 2, "Finished");
            Assert.Equal("Closed", await leader.StateAsync(second));
            await Expect(designer.ErrorBar).ToBeHiddenAsync();
        }
        finally
        {
            await designer.TakeBackAsync(ShippedWorkflows.DirectiveCycle, version: 1);
        }
    }

    private static async Task DrawAsync(Designer designer)
    {
        await designer.DropAsync("Elsa.FlowDecision", 60, 60);
        await designer.DropAsync("Elsa.WriteLine", 330, 40);
        await designer.DropAsync("DirectiveFlow.AwaitDirection", 330, 200);
        await designer.DropAsync("Elsa.DownloadHttpFile", 600, 40);
        await designer.DropAsync("Elsa.RunJavaScript", 600, 220);
        await designer.ConnectAsync("FlowDecision1", "True", "WriteLine1");
        await designer.ConnectAsync("FlowDecision1", "False", "AwaitDirection1");
        await designer.ConnectAsync("AwaitDirection1", "Directed", "DownloadHttpFile1");
        await designer.ConnectAsync("AwaitDirection1", "ForInformation", "RunJavaScript1");
    }

    /// <summary>A line of text, a choice, a list, a check box, JSON, code, and a condition in JavaScript.</summary>
    private static async Task FillAsync(Designer designer)
    {
        await designer.SelectAsync("DownloadHttpFile1");
        await designer.WriteAsync("Url", "https://example.vn/a.pdf");
        await designer.ChooseAsync("Method", "POST");
        await designer.WriteAsync("ExpectedStatusCodes", "404");
        await designer.CheckAsync("DisableAuthorizationHeaderValidation");
        await designer.CodeAsync("RequestHeaders", "{}");
        await designer.SelectAsync("WriteLine1");
        await designer.WriteAsync("Text", "Phieu trinh hop le");
        await designer.SelectAsync("RunJavaScript1");
        await designer.CodeAsync("Script", "setName(1)");
        await designer.SelectAsync("FlowDecision1");
        await designer.SyntaxAsync("Condition", "JavaScript");
        await designer.CodeAsync("Condition", "2 === 2");
    }
}
