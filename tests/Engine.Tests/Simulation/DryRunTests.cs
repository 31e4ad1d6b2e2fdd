using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Journal;
using DirectiveFlow.Engine.Messages;
using DirectiveFlow.Engine.Simulation;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.Engine.Values;
using DirectiveFlow.EngineTesting.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Engine.Tests.Simulation;

/// <summary>A definition can be tried out: what would happen, when, with which messages - and nothing of it does.</summary>
public sealed class DryRunTests
{
    private static readonly DateTimeOffset s_start = new(2027, 2, 1, 1, 0, 0, TimeSpan.Zero);
    private readonly EngineHost _host = new(configure: o => o.AddActivitiesFrom(typeof(SignDocument).Assembly));

    [Fact]
    public async Task Timers_move_the_clock_and_nothing_is_stored()
    {
        var result = await RunAsync(Define.Sequence("s", Define.Line("before"), Delay("d", "30.00:00:00"), Define.Line("after")));

        Assert.Equal((DryRunEnd.Finished, "Finished", s_start.AddDays(30)), (result.End, result.SubStatus, result.EndedAt));
        Assert.Equal([("before", s_start), ("after", s_start.AddDays(30))], Lines(result));
        Assert.Empty(_host.Store.Instances);
        Assert.Empty(_host.Store.DueWork);
        Assert.Empty(await _host.Definitions.ListLatestAsync(default));
    }

    [Fact]
    public async Task A_wait_without_an_answer_stops_there_and_is_listed()
    {
        var waiting = Define.Event("e", "approved");
        waiting["metadata"] = new JsonObject { ["displayText"] = "Chờ duyệt" };

        var result = await RunAsync(Define.Sequence("s", waiting, Define.Line("after")));

        Assert.Equal((DryRunEnd.Waiting, "Suspended"), (result.End, result.SubStatus));
        var wait = Assert.Single(result.Waits);
        Assert.Equal(("e", "Chờ duyệt", "Elsa.Event", s_start), (wait.ActivityId, wait.ActivityName, wait.Name, wait.Since));
    }

    [Fact]
    public async Task Answers_come_when_they_say_in_the_order_of_time()
    {
        var flow = Define.Flowchart(
            "f", [Define.Activity("Elsa.FlowFork", "fork", ("branches", Define.Expression("Object", "[\"A\",\"B\"]"))), Define.Event("a"), Define.Event("b"), Define.Line("la"), Define.Line("lb")],
            ("fork", "A", "a"), ("fork", "B", "b"), ("a", "Done", "la"), ("b", "Done", "lb"));

        var result = await RunAsync(
            flow, new DryRunAnswer("a") { After = TimeSpan.FromHours(5) }, new DryRunAnswer("b") { After = TimeSpan.FromHours(2) }, new DryRunAnswer("zzz"));

        Assert.Equal([("lb", s_start.AddHours(2)), ("la", s_start.AddHours(5))], Lines(result));
        Assert.Equal("zzz", Assert.Single(result.UnusedAnswers).ActivityId);
        Assert.Equal(DryRunEnd.Finished, result.End);
    }

    [Fact]
    public async Task A_step_of_the_product_is_stood_in_for_and_ends_as_the_answer_says()
    {
        var sign = Define.Activity("Test", "x");
        sign["type"] = "DryRunTest.SignDocument";
        sign["result"] = new JsonObject { ["typeName"] = "String", ["memoryReference"] = new JsonObject { ["id"] = "id-Number" } };
        var flow = Define.Flowchart(
            "f", [sign, Define.Line("signed", null), Define.Line("returned")], ("x", "Signed", "signed"), ("x", "Returned", "returned"));
        flow["activities"]![1]!["text"] = Define.Script("`số ${getNumber()}`");
        var request = new DryRunRequest
        {
            Json = Define.Workflow("w", flow, [Define.Variable("Number", "String", "")]),
            StartAt = s_start,
            Answers = [new DryRunAnswer("x")
            {
                After = TimeSpan.FromDays(2),
                Outcomes = ["Signed"],
                Outputs = new Dictionary<string, JsonElement>(StringComparer.Ordinal) { ["Result"] = JsonValues.From("391-KH/TU") },
            }],
        };

        var result = await Runner.RunAsync(request);

        Assert.Equal([("số 391-KH/TU", s_start.AddDays(2))], Lines(result));
        Assert.Empty(result.Incidents);
        Assert.Equal("x", Assert.Single((await Runner.RunAsync(request with { Answers = [] })).Waits).ActivityId);
    }

    [Fact]
    public async Task Definitions_that_it_starts_run_along()
    {
        await _host.PublishAsync(Define.Workflow("child", Define.Sequence("s", Delay("d", "01:00:00"), Define.Line("child"))));

        var result = await RunAsync(Define.Sequence(
            "s",
            Define.Activity("Elsa.DispatchWorkflow", "start", ("workflowDefinitionId", Define.Literal("child")), ("waitForCompletion", Define.Literal(true))),
            Define.Line("parent")));

        Assert.Equal([("child", s_start.AddHours(1)), ("parent", s_start.AddHours(1))], Lines(result));
        Assert.Equal(["child", "w"], result.Events.Where(e => e.Event == JournalEvent.Line).Select(e => e.DefinitionId));
    }

    [Fact]
    public async Task Incidents_and_outputs_are_those_of_the_engine()
    {
        var result = await RunAsync(Define.Sequence("s", Define.Activity("Elsa.Fault", "boom", ("message", Define.Literal("không đủ")))));

        Assert.Equal("Faulted", result.SubStatus);
        Assert.Equal("boom", Assert.Single(result.Incidents).ActivityId);
    }

    [Fact]
    public async Task What_never_ends_is_stopped_by_steps_or_by_time()
    {
        var again = Define.Workflow("w", Define.Sequence("s", Delay("d", "01:00:00"), Define.Activity("Elsa.DispatchWorkflow", "again", ("workflowDefinitionId", Define.Literal("w")))));

        var steps = await Runner.RunAsync(new DryRunRequest { Json = again, StartAt = s_start, MaxSteps = 50 });
        var time = await Runner.RunAsync(new DryRunRequest { Json = again, StartAt = s_start, MaxTime = TimeSpan.FromHours(10) });

        Assert.Equal(DryRunEnd.TooManySteps, steps.End);
        Assert.Equal(DryRunEnd.TooLong, time.End);
        Assert.True(time.EndedAt <= s_start.AddHours(10));
    }

    [Fact]
    public async Task The_same_request_gives_the_same_result_and_errors_are_told_before_anything_runs()
    {
        var flow = Define.Sequence("s", Define.Line("a"), Delay("d", "01:00:00")).ToJsonString();

        var first = await RunAsync(JsonNode.Parse(flow)!.AsObject());
        var second = await RunAsync(JsonNode.Parse(flow)!.AsObject());

        Assert.Equal(JsonSerializer.Serialize(first), JsonSerializer.Serialize(second));
        await Assert.ThrowsAsync<DefinitionException>(() => RunAsync(Define.Sequence("s", Define.Line("a"), Define.Line("a"))));
    }

    private DryRunner Runner => _host.Services.GetRequiredService<DryRunner>();

    private Task<DryRunResult> RunAsync(JsonObject root, params DryRunAnswer[] answers) =>
        Runner.RunAsync(new DryRunRequest { Json = Define.Workflow("w", root), StartAt = s_start, Answers = answers });

    private static JsonObject Delay(string id, string time) => Define.Activity("Elsa.Delay", id, ("timeSpan", Define.Literal(time)));

    private static IEnumerable<(string?, DateTimeOffset)> Lines(DryRunResult result) =>
        result.Events.Where(e => e.Event == JournalEvent.Line).Select(e => (e.Text, e.At));
}

/// <summary>A step of a product: it needs services that a dry run does not have.</summary>
[Activity("DryRunTest", "SignDocument")]
[Outcomes("Signed", "Returned")]
public sealed class SignDocument : CodeActivity
{
    [Output]
    public Output<string>? Result { get; set; }

    protected override void Execute(ActivityExecutionContext context) =>
        context.GetRequiredService<IOutbox>().Add(new OutboxMessage(context.Ids.NewGuid(), "k", "d", "Signed", Encoding.UTF8.GetBytes("{}"), context.UtcNow));
}
