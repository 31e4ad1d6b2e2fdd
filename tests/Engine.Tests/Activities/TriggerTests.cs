using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Activities.Primitives;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Definitions.Library;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.Engine.Triggers;
using DirectiveFlow.EngineTesting.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Engine.Tests.Activities;

/// <summary>What starts workflows by itself.</summary>
public sealed class TriggerTests
{
    private readonly EngineHost _host = new();

    [Fact]
    public async Task A_timer_starts_its_workflow_at_each_interval_on_one_of_two_hosts()
    {
        var other = new EngineHost(_host.Store, _host.Definitions, _host.Time, seed: 2);
        await _host.PublishAsync(Flow("w", Starter("Elsa.Timer", ("interval", Define.Literal("00:10:00")))));

        for (var minute = 0; minute < 60; minute++)
        {
            _host.Time.Advance(TimeSpan.FromMinutes(1));
            await Task.WhenAll(_host.DrainAsync(), other.DrainAsync());
        }

        Assert.Equal(6, _host.Store.Instances.Count);
        Assert.All(_host.Store.Instances, i => Assert.Equal(["started"], _host.Lines(i.Id)));
        Assert.Single(_host.Store.DueWork);
    }

    [Fact]
    public async Task Times_that_were_missed_are_made_up_by_one_start()
    {
        await _host.PublishAsync(Flow("w", Starter("Elsa.Cron", ("cronExpression", Define.Literal("*/10 * * * *")))));

        await _host.AdvanceAsync(TimeSpan.FromHours(5));
        Assert.Single(_host.Store.Instances);
        await _host.AdvanceAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(2, _host.Store.Instances.Count);
    }

    [Fact]
    public async Task A_start_time_starts_once_and_a_past_one_never()
    {
        await _host.PublishAsync(Flow("soon", Starter("Elsa.StartAt", ("dateTime", Define.Literal("2026-11-22T09:00:00Z")))));
        await _host.PublishAsync(Flow("past", Starter("Elsa.StartAt", ("dateTime", Define.Literal("2026-11-21T09:00:00Z")))));

        await _host.AdvanceAsync(TimeSpan.FromHours(1));
        await _host.AdvanceAsync(TimeSpan.FromDays(400));

        Assert.Equal("soon", Assert.Single(_host.Store.Instances).DefinitionId);
        Assert.Empty(_host.Store.DueWork);
    }

    [Fact]
    public async Task A_new_version_takes_the_triggers_over_and_a_retracted_one_has_none()
    {
        await _host.PublishAsync(Flow("w", Starter("Elsa.Timer", ("interval", Define.Literal("00:10:00")))));
        await _host.PublishAsync(Flow("w", Starter("Elsa.Timer", ("interval", Define.Literal("00:20:00")))));

        await _host.AdvanceAsync(TimeSpan.FromMinutes(20));
        Assert.Equal(2, Assert.Single(_host.Store.Instances).DefinitionVersion);

        await _host.Services.GetRequiredService<WorkflowDefinitionLibrary>().RetractAsync("w", "An", TestContext.Current.CancellationToken);
        await _host.AdvanceAsync(TimeSpan.FromDays(1));

        Assert.Single(_host.Store.Instances);
        Assert.Empty(_host.Store.DueWork);
        Assert.Empty(await _host.Store.ListTriggersAsync("w", CancellationToken.None));
    }

    [Fact]
    public async Task A_published_event_starts_every_definition_that_begins_with_it_and_gives_it_the_payload()
    {
        var result = new JsonObject { ["memoryReference"] = new JsonObject { ["id"] = "id-Got" } };
        foreach (var id in new[] { "a", "b" })
        {
            await _host.PublishAsync(Define.Workflow(
                id,
                Define.Sequence("s", Starter("Elsa.Event", ("eventName", Define.Literal("go")), ("result", result.DeepClone())),
                    Define.Activity("Elsa.WriteLine", "l", ("text", Define.Script("getGot().word")))),
                [Define.Variable("Got", "Object", null)]));
        }

        await _host.Services.GetRequiredService<Broadcast>().SendAsync(
            new Stimulus(Event.StimulusName, new EventStimulus("go")), new StimulusScope(CorrelationId: "key"), new { word = "hi" },
            cancellationToken: TestContext.Current.CancellationToken);
        await _host.DrainAsync();

        Assert.Equal(["a", "b"], _host.Store.Instances.Select(i => i.DefinitionId).Order(StringComparer.Ordinal));
        Assert.All(_host.Store.Instances, i => Assert.Equal(("key", "hi"), (i.CorrelationId, Assert.Single(_host.Lines(i.Id)))));
    }

    [Fact]
    public async Task A_flow_that_is_started_by_its_second_trigger_begins_there()
    {
        await _host.PublishAsync(Define.Workflow("w", Define.Flowchart(
            "f",
            [Starter("Elsa.Event", "one", ("eventName", Define.Literal("one"))), Starter("Elsa.Event", "two", ("eventName", Define.Literal("two"))), Define.Line("first"), Define.Line("second"), Define.Line("end")],
            ("one", "Done", "first"), ("two", "Done", "second"), ("first", "Done", "end"), ("second", "Done", "end"))));

        await _host.Services.GetRequiredService<Broadcast>().SendAsync(
            new Stimulus(Event.StimulusName, new EventStimulus("two")), new StimulusScope(), null, cancellationToken: TestContext.Current.CancellationToken);
        await _host.DrainAsync();

        Assert.Equal(["second", "end"], _host.Lines(Assert.Single(_host.Store.Instances).Id));
    }

    [Theory]
    [InlineData("Elsa.Cron", "cronExpression", "every day")]
    [InlineData("Elsa.StartAt", "dateTime", null)]
    public async Task A_trigger_that_cannot_work_keeps_its_definition_from_being_published(string type, string input, string? value)
    {
        var refusal = await Assert.ThrowsAsync<DefinitionException>(() => _host.PublishAsync(Flow("w", Starter(type, (input, Define.Literal(value))))));

        Assert.Equal($"$.root.activities[0].{input}", refusal.Problems[0].Path);
        Assert.Null(await _host.Definitions.FindPublishedAsync("w", CancellationToken.None));
    }

    [Theory]
    [InlineData("getName()")]
    [InlineData("newGuid()")]
    [InlineData("getInput('x').y")]
    public async Task A_trigger_whose_input_needs_an_instance_is_refused_in_words(string script)
    {
        var refusal = await Assert.ThrowsAsync<DefinitionException>(() =>
            _host.PublishAsync(Flow("w", Starter("Elsa.Event", ("eventName", Define.Script(script))))));

        Assert.Contains("needs no instance", refusal.Problems[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trigger_whose_input_is_computed_from_defaults_starts_by_its_value()
    {
        await _host.PublishAsync(Define.Workflow(
            "w",
            Define.Sequence("s", Starter("Elsa.Event", ("eventName", Define.Script("getPrefix() + '-' + (1 + 1)"))), Define.Line("l")),
            [Define.Variable("Prefix", "String", "order")]));
        await _host.PublishAsync(Flow("t", Starter("Elsa.Timer", ("interval", Define.Expression("Liquid", "00:{{ 5 | times: 2 }}:00")))));

        await _host.Services.GetRequiredService<Broadcast>().SendAsync(
            new Stimulus(Event.StimulusName, new EventStimulus("order-2")), new StimulusScope(), null, cancellationToken: TestContext.Current.CancellationToken);
        await _host.DrainAsync();
        await _host.AdvanceAsync(TimeSpan.FromMinutes(10));

        Assert.Equal(["t", "w"], _host.Store.Instances.Select(i => i.DefinitionId).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_endpoint_is_stored_with_its_path_for_the_lookup_and_with_the_rules_for_whoever_calls()
    {
        await _host.PublishAsync(Flow("w", Starter(
            "Elsa.HttpEndpoint", ("path", Define.Literal("orders/{id}")), ("supportedMethods", Define.Expression("Object", "[\"POST\"]")),
            ("authorize", Define.Literal(true)), ("policy", Define.Literal("clerks")), ("blockedFileExtensions", Define.Expression("Object", "[\".exe\"]")))));

        var rules = JsonNode.Parse(Assert.Single(await _host.Store.ListTriggersAsync("w", CancellationToken.None)).Payload)!;

        Assert.Equal(("orders/{id}", true, "clerks", "[\".exe\"]"), (
            rules["path"]!.GetValue<string>(), rules["authorize"]!.GetValue<bool>(), rules["policy"]!.GetValue<string>(), rules["blockedFileExtensions"]!.ToJsonString()));
    }

    private static string Flow(string id, JsonObject starter) => Define.Workflow(id, Define.Sequence("s", starter, Define.Line("l", "started")));

    private static JsonObject Starter(string type, params (string Name, JsonNode? Value)[] members) => Starter(type, "t", members);

    private static JsonObject Starter(string type, string id, params (string Name, JsonNode? Value)[] members)
    {
        var activity = Define.Activity(type, id, members);
        activity["customProperties"] = new JsonObject { ["canStartWorkflow"] = true };
        return activity;
    }
}
