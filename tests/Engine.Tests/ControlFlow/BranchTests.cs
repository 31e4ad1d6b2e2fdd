using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.EngineTesting.Hosting;

namespace DirectiveFlow.Engine.Tests.ControlFlow;

/// <summary>Activities that run others side by side or choose among them.</summary>
public sealed class BranchTests
{
    private readonly EngineHost _host = new();

    [Theory]
    [InlineData("Elsa.Parallel", "activities", null)]
    [InlineData("Elsa.Fork", "branches", "WaitAll")]
    public async Task All_branches_are_waited_for(string type, string list, string? mode)
    {
        var id = await StartAsync(Define.Activity(type, "p", ("joinMode", mode), (list, new JsonArray(Branch("a"), Branch("b")))));
        await _host.PublishEventAsync("b");
        Assert.Equal("after-b", Lines(id));
        await _host.PublishEventAsync("a");

        Assert.Equal("after-b after-a end", Lines(id));
    }

    [Fact]
    public async Task A_fork_that_waits_for_any_branch_cancels_the_others()
    {
        var id = await StartAsync(Define.Activity("Elsa.Fork", "p", ("joinMode", "WaitAny"), ("branches", new JsonArray(Branch("a"), Branch("b")))));

        await _host.PublishEventAsync("b");

        Assert.Equal("after-b end", Lines(id));
        Assert.Empty(_host.Store.Bookmarks);
    }

    [Fact]
    public async Task Without_branches_they_are_done_at_once()
    {
        Assert.Equal("end", Lines(await StartAsync(Define.Activity("Elsa.Parallel", "p"))));
        Assert.Equal("end", Lines(await StartAsync(Define.Activity("Elsa.Fork", "p"))));
        Assert.Equal("end", Lines(await StartAsync(Define.Activity("Elsa.Switch", "p"))));
        Assert.Equal("end", Lines(await StartAsync(Define.Activity("Elsa.FlowNode", "p"))));
        Assert.Equal("end", Lines(await StartAsync(Define.Activity("Elsa.Flowchart", "p"))));
    }

    [Theory]
    [InlineData("MatchFirst", "2 > 1", "true", "c0 end")]
    [InlineData("MatchAny", "2 > 1", "true", "c0 c1 end")]
    [InlineData("MatchFirst", "false", "true", "c1 end")]
    [InlineData("MatchAny", "false", "false", "default end")]
    [InlineData("MatchFirst", "true", "throw new Error('not asked')", "c0 end")]
    public async Task A_switch_runs_the_first_match_or_all_or_the_default(string mode, string first, string second, string lines)
    {
        static JsonObject Case(int number, string condition) => new()
        {
            ["label"] = $"Case {number}",
            ["condition"] = new JsonObject { ["type"] = "JavaScript", ["value"] = condition },
            ["activity"] = Define.Line($"c{number}"),
        };
        var id = await StartAsync(Define.Activity(
            "Elsa.Switch", "x", ("mode", Define.Literal(mode)), ("cases", new JsonArray(Case(0, first), Case(1, second))), ("default", Define.Line("default"))));

        Assert.Equal(lines, Lines(id));
    }

    [Fact]
    public async Task A_matching_case_without_activity_does_nothing_and_not_the_default()
    {
        var id = await StartAsync(Define.Activity(
            "Elsa.Switch", "x",
            ("cases", new JsonArray(new JsonObject { ["label"] = "empty", ["condition"] = new JsonObject { ["type"] = "JavaScript", ["value"] = "true" } })),
            ("default", Define.Line("default"))));

        Assert.Equal("end", Lines(id));
    }

    [Fact]
    public async Task Complete_ends_the_workflow_with_its_outcomes_from_anywhere_in_it()
    {
        var id = await StartAsync(Define.Activity("Elsa.Parallel", "p", ("activities", new JsonArray(
            Branch("never"),
            Define.Sequence("s", Define.Line("a"), Define.Activity("Elsa.Complete", "c", ("outcomes", Define.Expression("Object", "[\"Good\"]"))), Define.Line("b"))))));

        Assert.Equal("a", Lines(id));
        Assert.Equal("Finished", _host.Instance(id).SubStatus);
        Assert.Empty(_host.Store.Bookmarks);
        Assert.Equal(["Good"], _host.Log(id).Last(e => e.ActivityId is "Workflow1").Outcomes);
    }

    private static JsonObject Branch(string name) => Define.Sequence("s" + name, Define.Event(name), Define.Line("after-" + name));

    private async Task<string> StartAsync(JsonObject activity) =>
        (await _host.RunAsync(Define.Workflow("w", Define.Sequence("root", activity, Define.Line("end"))))).InstanceId!;

    private string Lines(string id) => string.Join(' ', _host.Lines(id));
}
