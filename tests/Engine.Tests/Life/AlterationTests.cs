using System.Text.Json;
using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Alterations;
using DirectiveFlow.Engine.Journal;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.EngineTesting.Hosting;

namespace DirectiveFlow.Engine.Tests.Life;

/// <summary>Operators who change instances that run.</summary>
public sealed class AlterationTests
{
    private static readonly JsonArray s_variables = [Define.Variable("Amount", "Int32", 1)];
    private readonly EngineHost _host = new();

    [Fact]
    public async Task A_variable_is_changed_and_the_journal_says_by_whom()
    {
        var id = (await _host.RunAsync(Define.Workflow("w", Define.Sequence(
            "s", Define.Event("go"), Define.Activity("Elsa.WriteLine", "l", ("text", Define.Script("`amount ${getAmount()}`")))), (JsonArray)s_variables.DeepClone()))).InstanceId!;
        var change = new Alteration { Type = AlterationKind.ModifyVariable, VariableId = "Amount", Value = JsonElement.Parse("42") };

        var dry = await AlterAsync(id, true, change);
        Assert.Equal((AlterationJobStatus.Applied, 1L), (dry.Status, _host.Instance(id).Sequence));
        var done = await AlterAsync(id, false, change);
        await _host.PublishEventAsync("go", id);

        Assert.Equal(dry.Log, done.Log);
        Assert.Equal("Variable 'Amount' changed from 1 to 42.", Assert.Single(done.Log));
        Assert.Equal(["amount 42"], _host.Lines(id));
        Assert.Contains(_host.Log(id), e => e is { Event: JournalEvent.Altered, Text: "an: Variable 'Amount' changed from 1 to 42." });
    }

    [Fact]
    public async Task An_activity_is_cancelled_completed_or_started_and_the_flow_goes_on_from_there()
    {
        var id = (await _host.RunAsync(Define.Workflow("w", Define.Flowchart(
            "f",
            [Define.Line("x"), Define.Event("a"), Define.Event("b"), Define.Line("after a"), Define.Line("after b"), Define.Line("alone"), Define.Event("end")],
            ("x", "Done", "a"), ("x", "Done", "b"), ("x", "Done", "end"), ("a", "Done", "after a"), ("b", "Done", "after b"), ("b", "Never", "alone"))))).InstanceId!;

        var done = await AlterAsync(
            id, false,
            new Alteration { Type = AlterationKind.Cancel, ActivityId = "a" },
            new Alteration { Type = AlterationKind.CompleteActivity, ActivityId = "b", Outcomes = ["Done"] },
            new Alteration { Type = AlterationKind.ScheduleActivity, ActivityId = "alone" });

        Assert.Equal(AlterationJobStatus.Applied, done.Status);
        Assert.Equal(["after b", "alone", "x"], _host.Lines(id).Order(StringComparer.Ordinal));
        Assert.Equal("end", Assert.Single(_host.Store.Bookmarks).ActivityId);
        Assert.Equal(2, _host.Instance(id).Sequence);
    }

    [Fact]
    public async Task What_cannot_be_applied_is_refused_with_its_reason_and_changes_nothing()
    {
        var id = (await _host.RunAsync(Define.Workflow("w", Define.Sequence("s", Define.Event("go"), Define.Line("l"))))).InstanceId!;
        var good = new Alteration { Type = AlterationKind.ModifyProperty, Property = "name", Value = JsonElement.Parse("\"new\"") };

        Assert.Equal("'l' is not open.", await RefusalAsync(id, good, new Alteration { Type = AlterationKind.Cancel, ActivityId = "l" }));
        Assert.Equal("No open activity declares a variable 'Nothing'.", await RefusalAsync(id, new Alteration { Type = AlterationKind.ModifyVariable, VariableId = "Nothing" }));
        Assert.Contains("in its own order", await RefusalAsync(id, new Alteration { Type = AlterationKind.ScheduleActivity, ActivityId = "l" }), StringComparison.Ordinal);
        Assert.Equal("The alteration lacks 'activityId'.", await RefusalAsync(id, new Alteration { Type = AlterationKind.Cancel }));
        Assert.Equal("There is no such instance.", await RefusalAsync("nobody", good));
        Assert.Equal((1L, null), (_host.Instance(id).Sequence, _host.Instance(id).Name));

        await _host.PublishEventAsync("go", id);
        Assert.Equal("The instance is finished (Finished).", await RefusalAsync(id, good));
    }

    [Fact]
    public async Task An_alteration_repeated_under_its_command_is_applied_once()
    {
        var id = (await _host.RunAsync(Define.Workflow("w", Define.Event("go")))).InstanceId!;
        var request = new AlterWorkflow
        {
            InstanceId = id, By = "an", CommandId = "c",
            Alterations = [new Alteration { Type = AlterationKind.ModifyProperty, Property = "correlationId", Value = JsonElement.Parse("\"case\"") }],
        };

        Assert.Equal(AlterationJobStatus.Applied, (await _host.Runtime.AlterAsync(request)).Status);
        Assert.Equal(AlterationJobStatus.Applied, (await _host.Runtime.AlterAsync(request)).Status);
        Assert.Equal((2L, "case"), (_host.Instance(id).Sequence, _host.Instance(id).CorrelationId));
    }

    [Fact]
    public async Task An_instance_moves_to_another_version_and_runs_nothing_again()
    {
        var id = (await _host.RunAsync(Define.Workflow("w", Define.Flowchart(
            "f",
            [Define.Line("first"), Define.Event("a"), Define.Event("b"), Define.Activity("Elsa.FlowJoin", "j", ("mode", Define.Literal("WaitAll"))), Define.Line("old end")],
            ("first", "Done", "a"), ("first", "Done", "b"), ("a", "Done", "j"), ("b", "Done", "j"), ("j", "Done", "old end"))))).InstanceId!;
        await _host.PublishEventAsync("a", id);
        var fresh = await _host.PublishAsync(Define.Workflow("w", Define.Flowchart(
            "f",
            [
                Define.Line("extra"), Define.Activity("Elsa.FlowJoin", "j", ("mode", Define.Literal("WaitAll"))), Define.Line("new end"), Define.Event("b renamed", "b"),
                Define.Line("after b"), Define.Event("a"), Define.Line("first"),
            ],
            ("first", "Done", "b renamed"), ("first", "Done", "a"), ("first", "Done", "extra"), ("b renamed", "Done", "after b"), ("after b", "Done", "j"),
            ("a", "Done", "j"), ("extra", "Done", "j"), ("j", "Done", "new end"))));
        var move = new Alteration { Type = AlterationKind.Migrate, Mapping = new Dictionary<string, string>(StringComparer.Ordinal) { ["b"] = "b renamed" } };

        Assert.Equal(AlterationJobStatus.Applied, (await AlterAsync(id, true, move)).Status);
        Assert.Equal("Moved to version 2.", Assert.Single((await AlterAsync(id, false, move)).Log));
        Assert.Equal((2, fresh.Id), (_host.Instance(id).DefinitionVersion, _host.Instance(id).DefinitionVersionId));
        var ended = await _host.PublishEventAsync("b", id);

        Assert.Equal("Finished", ended.SubStatus);
        Assert.Equal(["first", "after b", "new end"], _host.Lines(id));
        Assert.All(
            _host.Log(id).Where(e => e.Event == JournalEvent.Started).GroupBy(e => e.ActivityId, StringComparer.Ordinal), g => Assert.Single(g));
    }

    [Fact]
    public async Task A_sequence_goes_on_where_it_was_although_its_order_changed()
    {
        var id = (await _host.RunAsync(Define.Workflow("w", Define.Sequence("s", Define.Line("a"), Define.Event("go"), Define.Line("b"))))).InstanceId!;
        await _host.PublishAsync(Define.Workflow("w", Define.Sequence("s", Define.Line("a"), Define.Line("new before"), Define.Line("too"), Define.Event("go"), Define.Line("new after"), Define.Line("b"))));

        await AlterAsync(id, false, new Alteration { Type = AlterationKind.Migrate });
        await _host.PublishEventAsync("go", id);

        Assert.Equal(["a", "new after", "b"], _host.Lines(id));
    }

    [Fact]
    public async Task The_target_of_a_migration_may_be_named_by_its_number()
    {
        var id = (await _host.RunAsync(Define.Workflow("w", Define.Sequence("s", Define.Event("go"), Define.Line("one"))))).InstanceId!;
        await _host.PublishAsync(Define.Workflow("w", Define.Sequence("s", Define.Event("go"), Define.Line("two"))));
        await _host.PublishAsync(Define.Workflow("w", Define.Sequence("s", Define.Event("go"), Define.Line("three"))));

        var missing = await AlterAsync(id, false, new Alteration { Type = AlterationKind.Migrate, TargetVersion = 4 });
        await AlterAsync(id, false, new Alteration { Type = AlterationKind.Migrate, TargetVersion = 2 });
        await _host.PublishEventAsync("go", id);

        Assert.Equal("The definition 'w' has no version 4.", Assert.Single(missing.Log));
        Assert.Equal(["two"], _host.Lines(id));
    }

    [Fact]
    public async Task What_the_target_does_not_have_is_told_activity_by_activity()
    {
        var id = (await _host.RunAsync(Define.Workflow("w", Define.Sequence("s", Define.Sequence("inner", Define.Event("go")))))).InstanceId!;
        await _host.PublishAsync(Define.Workflow("w", Define.Sequence("s", Define.Line("inner"), Define.Event("other"))));

        var refused = await AlterAsync(id, false, new Alteration { Type = AlterationKind.Migrate });

        Assert.Equal(
            [
                "Activity 'inner' is open and is of type Elsa.Sequence, but 'inner' of the target version is of type Elsa.WriteLine.",
                "Activity 'go' is open, but the target version has no activity 'go'.",
            ],
            refused.Log);
        Assert.Equal((1, 1L), (_host.Instance(id).DefinitionVersion, _host.Instance(id).Sequence));
    }

    [Fact]
    public async Task A_failed_instance_is_moved_to_a_repaired_version_and_retried()
    {
        var id = (await _host.RunAsync(Define.Workflow("w", Define.Sequence(
            "s", Define.Line("a"), Define.Activity("Elsa.If", "i", ("condition", Define.Script("nonsense()")), ("then", Define.Line("yes"))))))).InstanceId!;
        Assert.Equal("Faulted", _host.Instance(id).SubStatus);
        await _host.PublishAsync(Define.Workflow("w", Define.Sequence(
            "s", Define.Line("a"), Define.Activity("Elsa.If", "i", ("condition", Define.Script("true")), ("then", Define.Line("yes"))))));

        Assert.Equal(AlterationJobStatus.Applied, (await AlterAsync(id, false, new Alteration { Type = AlterationKind.Migrate })).Status);
        Assert.Equal("Faulted", _host.Instance(id).SubStatus);
        Assert.Equal("Finished", (await _host.Runtime.RetryAsync(new RetryWorkflow { InstanceId = id, By = "an" })).SubStatus);

        Assert.Equal(["a", "yes"], _host.Lines(id));
    }

    private async Task<string> RefusalAsync(string id, params Alteration[] alterations)
    {
        var dry = await AlterAsync(id, true, alterations);
        var outcome = await AlterAsync(id, false, alterations);
        Assert.Equal((AlterationJobStatus.Refused, AlterationJobStatus.Refused), (dry.Status, outcome.Status));
        Assert.Equal(dry.Log, outcome.Log);
        return Assert.Single(outcome.Log);
    }

    private Task<AlterationOutcome> AlterAsync(string id, bool dryRun, params Alteration[] alterations) =>
        _host.Runtime.AlterAsync(new AlterWorkflow { InstanceId = id, By = "an", Alterations = alterations, DryRun = dryRun });
}
