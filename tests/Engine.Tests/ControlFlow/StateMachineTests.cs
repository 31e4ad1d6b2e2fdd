using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.EngineTesting.Hosting;

namespace DirectiveFlow.Engine.Tests.ControlFlow;

/// <summary>State machines.</summary>
public sealed class StateMachineTests
{
    private readonly EngineHost _host = new();

    [Fact]
    public async Task It_goes_from_state_to_state_by_triggers_and_runs_exit_action_and_entry_in_this_order()
    {
        var id = await StartAsync(Machine(
            "Draft",
            [State("Draft", "in-draft", "out-draft"), State("Review", "in-review", "out-review"), State("Done", "in-done")],
            [
                Transition("Draft", "Review", "submit", action: "sent"), Transition("Review", "Draft", "return"),
                Transition("Review", "Done", "approve", action: "approved"),
            ]));
        Assert.Equal("in-draft", Lines(id));

        await _host.PublishEventAsync("submit");
        await _host.PublishEventAsync("return");
        await _host.PublishEventAsync("submit");
        Assert.Equal(2, _host.Store.Bookmarks.Count);
        await _host.PublishEventAsync("approve");

        Assert.Equal(
            "in-draft out-draft sent in-review out-review in-draft out-draft sent in-review out-review approved in-done end", Lines(id));
        Assert.Empty(_host.Store.Bookmarks);
        Assert.Equal("Finished", _host.Instance(id).SubStatus);
    }

    [Fact]
    public async Task A_trigger_whose_condition_does_not_hold_waits_again()
    {
        var id = await StartAsync(Machine(
            "A", [State("A"), State("B", "in-b")],
            [Transition("A", "B", "go", "getV() > 0"), Transition("A", "A", "add", action: null, act: Add())]));
        await _host.PublishEventAsync("go");
        Assert.Equal("", Lines(id));
        Assert.Equal(2, _host.Store.Bookmarks.Count);

        await _host.PublishEventAsync("add");
        await _host.PublishEventAsync("go");

        Assert.Equal("in-b end", Lines(id));
    }

    [Fact]
    public async Task Automatic_transitions_are_tried_before_any_trigger_waits()
    {
        var id = await StartAsync(Machine(
            "A", [State("A", "a"), State("B", "b"), State("C", "c"), State("D", "d")],
            [
                Transition("A", "B", "never"), Transition("A", "C", null, "getV() > 9"), Transition("A", "D", null, "getV() == 0"),
                Transition("A", "B", null),
            ]));

        Assert.Equal("a d end", Lines(id));
        Assert.Empty(_host.Store.Bookmarks);
    }

    [Fact]
    public async Task Automatic_transitions_may_go_round_as_long_as_something_changes()
    {
        var id = await StartAsync(Machine(
            "A", [State("A"), State("B", "b")], [Transition("A", "B", null, "getV() >= 2000"), Transition("A", "A", null, act: Add())]));

        Assert.Equal("b end", Lines(id));
    }

    [Theory]
    [InlineData(true, "circle")]
    [InlineData(false, "none of their conditions holds")]
    public async Task A_state_that_leads_nowhere_is_an_incident(bool inACircle, string message)
    {
        await StartAsync(Machine(
            "A", [State("A"), State("B")], inACircle ? [Transition("A", "B", null), Transition("B", "A", null)] : [Transition("A", "B", null, "1 > 2")]));

        Assert.Contains(message, Assert.Single(_host.Store.Incidents).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trigger_that_is_not_waited_for_any_more_is_not_started()
    {
        var id = await StartAsync(Machine(
            "A", [State("A"), State("B"), State("C", "c")],
            [Transition("A", "B", null, trigger: Define.Line("first")), Transition("A", "C", null, trigger: Define.Line("second"))]));

        Assert.Equal("first end", Lines(id));
    }

    [Fact]
    public async Task A_missing_state_is_told_with_its_place_and_ends_the_machine()
    {
        var json = Define.Workflow("w", Machine("X", [State("A")], [Transition("A", "Z", null)]));
        var problems = _host.Catalog.Compile(json).Problems;

        Assert.Equal(["$.root.transitions[0].to", "$.root.initialState"], problems.Select(p => p.Path));
        Assert.Equal("Finished", (await _host.RunAsync(json)).SubStatus);
    }

    private static JsonObject Machine(string initial, JsonObject[] states, JsonObject[] transitions)
    {
        foreach (var (i, transition) in transitions.Index())
        {
            foreach (var part in new[] { "trigger", "action" })
            {
                if (transition[part] is JsonObject activity)
                {
                    activity["id"] = $"{part}{i}";
                }
            }
        }

        return Define.Activity(
            "Elsa.StateMachine", "m", ("initialState", initial), ("states", new JsonArray([.. states])), ("transitions", new JsonArray([.. transitions])));
    }

    private static JsonObject State(string name, string? entry = null, string? exit = null) => new()
    {
        ["name"] = name,
        ["entry"] = entry is null ? null : Define.Line(entry),
        ["exit"] = exit is null ? null : Define.Line(exit),
    };

    private static JsonObject Transition(
        string from, string to, string? @event, string? condition = null, string? action = null, JsonObject? act = null, JsonObject? trigger = null) => new()
    {
        ["name"] = $"{from} to {to}",
        ["from"] = from,
        ["to"] = to,
        ["trigger"] = trigger ?? (@event is null ? null : Define.Event("e", @event)),
        ["condition"] = condition is null ? null : Define.Script(condition),
        ["action"] = act ?? (action is null ? null : Define.Line(action)),
    };

    private static JsonObject Add() => Define.Activity(
        "Elsa.SetVariable", "add", ("variable", new JsonObject { ["id"] = "id-V" }), ("value", Define.Script("getV() + 1")));

    private async Task<string> StartAsync(JsonObject machine) => (await _host.RunAsync(Define.Workflow(
        "w", Define.Sequence("s", machine, Define.Line("end")), [Define.Variable("V", "Int32", 0)]))).InstanceId!;

    private string Lines(string id) => string.Join(' ', _host.Lines(id));
}
