using System.Text.Json;
using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Alterations;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.Engine.Tests.Steps;
using DirectiveFlow.EngineTesting.Hosting;

namespace DirectiveFlow.Engine.Tests.Life;

/// <summary>Operators who complete, cancel and start what is open, and what they are told when it cannot be.</summary>
public sealed class OpenWorkTests
{
    private const string Continue = "Elsa.Workflows.IncidentStrategies.ContinueWithIncidentsStrategy, Elsa.Workflows.Core";
    private readonly EngineHost _host = new(configure: o => o.AddActivitiesFrom(typeof(Throw).Assembly));

    [Fact]
    public async Task A_failed_activity_that_is_completed_by_hand_closes_its_incident_and_the_flow_goes_on_to_a_good_end()
    {
        var id = await StartAsync(
            [Define.Line("x"), Define.Activity("Test.Throw", "t"), Define.Event("e"), Define.Line("after t")],
            ("x", "Done", "t"), ("x", "Done", "e"), ("t", "Mended", "after t"));

        var done = await AlterAsync(id, new Alteration { Type = AlterationKind.CompleteActivity, ActivityId = "t", Outcomes = ["Mended"] });

        Assert.Equal("Activity 't' completed with Mended.", Assert.Single(done.Log));
        Assert.Equal(["x", "after t"], _host.Lines(id));
        Assert.Equal(("an", "Completed"), _host.Store.Incidents.Select(i => (i.ClosedBy, i.Resolution)).Single());
        Assert.Equal("Suspended", _host.Instance(id).SubStatus);
        await _host.PublishEventAsync("e", id);
        Assert.Equal(("Finished", "Finished"), (_host.Instance(id).Status, _host.Instance(id).SubStatus));
    }

    [Fact]
    public async Task Cancelling_the_outermost_activity_cancels_the_instance()
    {
        var id = await StartAsync([Define.Line("x"), Define.Event("a"), Define.Event("b")], ("x", "Done", "a"), ("x", "Done", "b"));

        var done = await AlterAsync(id, new Alteration { Type = AlterationKind.Cancel, ActivityId = "f" });

        Assert.Equal("Activity 'f' cancelled.", Assert.Single(done.Log));
        Assert.Equal(("Finished", "Cancelled"), (_host.Instance(id).Status, _host.Instance(id).SubStatus));
        Assert.Empty(_host.Store.Bookmarks);
    }

    [Fact]
    public async Task What_failed_inside_a_cancelled_activity_is_not_open_any_more_and_the_other_branch_ends_well()
    {
        var id = await StartAsync(
            [Define.Line("x"), Define.Flowchart("inner", [Define.Line("y"), Define.Activity("Test.Throw", "t"), Define.Event("i")], ("y", "Done", "t"), ("y", "Done", "i")), Define.Event("e")],
            ("x", "Done", "inner"), ("x", "Done", "e"));

        await AlterAsync(id, new Alteration { Type = AlterationKind.Cancel, ActivityId = "inner" });

        Assert.Equal("'t' is not open.", await RefusalAsync(id, new Alteration { Type = AlterationKind.CompleteActivity, ActivityId = "t" }));
        Assert.Equal("e", Assert.Single(_host.Store.Bookmarks).ActivityId);
        await _host.PublishEventAsync("e", id);
        Assert.Equal("Finished", _host.Instance(id).SubStatus);
    }

    [Fact]
    public async Task Of_several_runs_of_one_activity_one_is_completed_by_its_number_and_the_rest_cancelled_together()
    {
        var each = Define.Activity("Elsa.ParallelForEach", "each", ("items", Define.Literal(new JsonArray(1, 2, 3))), ("body", Define.Event("e")));
        var id = (await _host.RunAsync(Define.Workflow("w", Define.Sequence("s", each, Define.Line("end"))))).InstanceId!;
        Assert.Equal("'e' is open 3 times; name the run that is meant.", await RefusalAsync(id, new Alteration { Type = AlterationKind.CompleteActivity, ActivityId = "e" }));
        var second = _host.Log(id).Where(l => l is { ActivityId: "e" }).Select(l => l.ContextId).Distinct().Order().ElementAt(1);

        await AlterAsync(id, new Alteration { Type = AlterationKind.CompleteActivity, ContextId = second });
        Assert.Equal(2, _host.Store.Bookmarks.Count);
        var rest = await AlterAsync(id, new Alteration { Type = AlterationKind.Cancel, ActivityId = "e" });

        Assert.Equal("Activity 'e' cancelled (2 runs).", Assert.Single(rest.Log));
        Assert.Empty(_host.Store.Bookmarks);
    }

    [Fact]
    public async Task What_is_open_already_or_nowhere_cannot_be_started()
    {
        var id = await StartAsync([Define.Event("a"), Define.Sequence("inner", Define.Line("deep"))], ("a", "Done", "inner"));

        Assert.Equal("'a' is open already.", await RefusalAsync(id, Starting("a")));
        Assert.Equal("'inner', in which 'deep' stands, is not open.", await RefusalAsync(id, Starting("deep")));
        Assert.Equal("The definition has no activity 'nowhere'.", await RefusalAsync(id, Starting("nowhere")));
        Assert.Equal(
            "There is no open activity run 999.",
            await RefusalAsync(id, new Alteration { Type = AlterationKind.ModifyVariable, VariableId = "V", ContextId = 999 }));
        Assert.Equal(
            "The property 'status' cannot be changed; 'name' and 'correlationId' can.",
            await RefusalAsync(id, new Alteration { Type = AlterationKind.ModifyProperty, Property = "status" }));
        Assert.Equal(1, _host.Instance(id).Sequence);
    }

    [Fact]
    public async Task A_failed_instance_takes_a_new_value_before_its_retry_but_starts_nothing()
    {
        var id = (await _host.RunAsync(Define.Workflow(
            "w", Define.Sequence("s", Define.Activity("Elsa.If", "i", ("condition", Define.Script("getV() === 'good' ? true : nonsense()")), ("then", Define.Line("yes")))),
            [Define.Variable("V", "String", "bad")]))).InstanceId!;
        Assert.Equal("Faulted", _host.Instance(id).SubStatus);

        Assert.Equal("The instance has failed: retry it first, then this can be applied.", await RefusalAsync(id, Starting("yes")));
        await AlterAsync(id, new Alteration { Type = AlterationKind.ModifyVariable, VariableId = "V", Value = JsonElement.Parse("\"good\"") });
        await _host.Runtime.RetryAsync(new RetryWorkflow { InstanceId = id, By = "an" });

        Assert.Equal(["yes"], _host.Lines(id));
    }

    [Fact]
    public async Task A_migration_goes_to_a_stored_version_of_the_same_definition_and_comes_first()
    {
        var id = (await _host.RunAsync(Define.Workflow("w", Define.Event("go")))).InstanceId!;
        var other = await _host.PublishAsync(Define.Workflow("other", Define.Event("go")));
        var rename = new Alteration { Type = AlterationKind.ModifyProperty, Property = "name", Value = JsonElement.Parse("\"new\"") };

        Assert.Equal("A migration comes first and once in a list of alterations.", await RefusalAsync(id, rename, new Alteration { Type = AlterationKind.Migrate }));
        Assert.Equal("There is no version 'none'.", await RefusalAsync(id, new Alteration { Type = AlterationKind.Migrate, TargetVersionId = "none" }));
        Assert.Equal(
            $"Version '{other.Id}' belongs to another definition, 'other'.",
            await RefusalAsync(id, new Alteration { Type = AlterationKind.Migrate, TargetVersionId = other.Id }));
        Assert.Equal((1L, null), (_host.Instance(id).Sequence, _host.Instance(id).Name));
    }

    private static Alteration Starting(string activity) => new() { Type = AlterationKind.ScheduleActivity, ActivityId = activity };

    private async Task<string> StartAsync(JsonObject[] activities, params (string, string, string)[] connections) =>
        (await _host.RunAsync(Define.Workflow("w", Define.Flowchart("f", activities, connections), incidents: Continue))).InstanceId!;

    private async Task<string> RefusalAsync(string id, params Alteration[] alterations)
    {
        var outcome = await AlterAsync(id, alterations);
        Assert.Equal(AlterationJobStatus.Refused, outcome.Status);
        return Assert.Single(outcome.Log);
    }

    private Task<AlterationOutcome> AlterAsync(string id, params Alteration[] alterations) =>
        _host.Runtime.AlterAsync(new AlterWorkflow { InstanceId = id, By = "an", Alterations = alterations });
}
