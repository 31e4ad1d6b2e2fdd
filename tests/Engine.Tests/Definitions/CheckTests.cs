using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Definitions.Library;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.EngineTesting.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Engine.Tests.Definitions;

/// <summary>What is wrong is said before it runs: with the path for machines, and with the activity's name for people.</summary>
public sealed class CheckTests
{
    private readonly EngineHost _host = new();

    private WorkflowDefinitionLibrary Library => _host.Services.GetRequiredService<WorkflowDefinitionLibrary>();

    [Fact]
    public async Task A_good_definition_has_no_problems() => Assert.Empty(await CheckAsync(Define.Flowchart(
        "f", [Decision("d"), Define.Line("a"), Define.Line("b"), Join("j", "WaitAny")],
        ("d", "True", "a"), ("d", "False", "b"), ("a", "Done", "j"), ("b", "Done", "j"))));

    [Fact]
    public async Task A_missing_target_names_connection_and_activity() => Assert.Equal(
        "$.root.connections[0].target.activity error definition.missing-target",
        Shown(Assert.Single(await CheckAsync(Define.Flowchart("f", [Define.Line("a")], ("a", "Done", "nowhere"))))));

    [Fact]
    public async Task An_id_that_occurs_twice_is_an_error() => Assert.Equal(
        "$.root.activities[1].id error definition.duplicate-id",
        Shown(Assert.Single(await CheckAsync(Define.Sequence("s", Define.Line("a"), Define.Line("a"))))));

    [Fact]
    public async Task An_activity_that_nothing_leads_to_is_a_warning_at_that_activity()
    {
        var problem = Assert.Single(await CheckAsync(Define.Flowchart("f", [Define.Line("a"), Define.Line("b"), Define.Line("lost")], ("a", "Done", "b"))));

        Assert.Equal("$.root.activities[2] warning definition.unreachable", Shown(problem));
        Assert.Equal("lost", problem.ActivityId);
    }

    [Fact]
    public async Task A_join_of_two_outcomes_of_one_decision_never_runs()
    {
        var flow = Define.Flowchart(
            "f", [Decision("d"), Define.Line("a"), Define.Line("b"), Define.Line("c"), Join("j", "WaitAll")],
            ("d", "True", "a"), ("d", "False", "b"), ("b", "Done", "c"), ("a", "Done", "j"), ("c", "Done", "j"));

        var problem = Assert.Single(await CheckAsync(flow));

        Assert.Equal("$.root.activities[4] warning definition.dead-join", Shown(problem));
        Assert.Contains("'d'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_join_behind_a_decision_whose_branches_met_before_is_fine() => Assert.Empty(await CheckAsync(Define.Flowchart(
        "f", [Decision("d"), Define.Line("m"), Define.Line("a"), Define.Line("b"), Join("j", "WaitAll")],
        ("d", "True", "m"), ("d", "False", "m"), ("m", "Done", "a"), ("m", "Done", "b"), ("a", "Done", "j"), ("b", "Done", "j"))));

    [Fact]
    public async Task A_bad_expression_is_named_with_its_activity_in_words()
    {
        var line = Define.Activity("Elsa.WriteLine", "l", ("text", Define.Script("1 +")));
        line["metadata"] = new JsonObject { ["displayText"] = "Ghi kết quả" };

        var problem = Assert.Single(await CheckAsync(line));

        Assert.Equal("$.root.text error definition.bad-expression", Shown(problem));
        Assert.StartsWith("Activity 'Ghi kết quả' (l): JavaScript: ", problem.InWords, StringComparison.Ordinal);
        Assert.EndsWith("($.root.text)", problem.InWords, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_activity_is_kept_in_the_draft_and_not_published()
    {
        // Elsa publishes it and faults when it is reached (record 077). Here it is refused while it can still be mended.
        var json = Define.Workflow("w", Define.Sequence("s", Define.Activity("Acme.Rocket", "r", ("fuel", 3.10))));
        var draft = (await Library.SaveAsync(new SaveDefinition { Json = json })).Record;

        var error = await Assert.ThrowsAsync<DefinitionException>(() => Library.PublishAsync("w", "an"));

        Assert.Equal("$.root.activities[0].type error definition.unknown-activity", Shown(Assert.Single(error.Problems)));
        Assert.Contains("Acme.Rocket", error.Message, StringComparison.Ordinal);
        Assert.Equal(json, draft.Json);
    }

    [Fact]
    public async Task A_value_under_a_name_the_activity_does_not_have_is_a_warning() => Assert.Equal(
        "$.root.txet warning definition.unknown-input",
        Shown(Assert.Single(await CheckAsync(Define.Activity("Elsa.WriteLine", "l", ("txet", Define.Literal("Hi")))))));

    [Theory]
    [InlineData("61 * * * *", 1)]
    [InlineData("*/5 * * * *", 0)]
    [InlineData("0 0 12 * * *", 0)]
    [InlineData("bad", 1)]
    public async Task A_cron_expression_that_never_comes_is_an_error(string cron, int count) => Assert.Equal(
        count, (await CheckAsync(Define.Activity("Elsa.Cron", "c", ("cronExpression", Define.Literal(cron)))))
            .Count(p => p is { IsError: true, Code: DefinitionCodes.BadSchedule, Path: "$.root.cronExpression" }));

    [Fact]
    public async Task A_definition_that_is_used_but_not_published_is_missed()
    {
        static JsonObject Flow() => Define.Sequence("s", Start("d", "other"), Use("u", "other"));

        Assert.Equal(
            ["$.root.activities[0] warning definition.missing-reference", "$.root.activities[1] error definition.missing-reference"],
            (await CheckAsync(Flow())).Where(p => p is { Code: DefinitionCodes.MissingReference }).Select(Shown));

        await _host.PublishAsync(Define.Workflow("other", Define.Line("l")));
        Assert.DoesNotContain(await CheckAsync(Flow()), p => p is { Code: DefinitionCodes.MissingReference });
    }

    [Fact]
    public async Task Definitions_that_contain_each_other_are_refused_and_those_that_start_each_other_are_warned_of()
    {
        await _host.PublishAsync(Define.Workflow("a", Define.Line("l")));
        await SaveAndPublishAsync("b", Use("u", "a"));
        await SaveAndPublishAsync("c", Start("s", "b"));

        var contains = Assert.Single(await CheckAsync(Use("u", "b"), "a"), p => p is { Code: DefinitionCodes.ReferenceCycle });
        var starts = Assert.Single(await CheckAsync(Start("s", "c"), "a"), p => p is { Code: DefinitionCodes.ReferenceCycle });

        Assert.True(contains.IsError);
        Assert.Contains("a → b → a", contains.Message, StringComparison.Ordinal);
        Assert.False(starts.IsError);
        Assert.Contains("a → c → b → a", starts.Message, StringComparison.Ordinal);
        Assert.True(Assert.Single(await CheckAsync(Use("u", "w"), "w"), p => p is { Code: DefinitionCodes.ReferenceCycle }).IsError);
    }

    [Fact]
    public async Task Use_is_found_over_any_number_of_steps_in_both_directions()
    {
        await _host.PublishAsync(Define.Workflow("a", Define.Line("l")));
        await SaveAndPublishAsync("b", Start("u", "a"));
        await SaveAndPublishAsync("c", Define.Sequence("s", Start("v", "b"), Start("w", "b")));

        var use = await Library.FindUseAsync("b");

        Assert.Equal(["b $.root → a"], use.Uses.Select(r => $"{r.DefinitionId} {r.Path} → {r.TargetDefinitionId}"));
        Assert.Equal(["$.root.activities[0]", "$.root.activities[1]"], use.UsedBy.Select(r => r.Path));
        Assert.Equal(["b", "c", "c"], (await Library.FindUseAsync("a")).UsedBy.Select(r => r.DefinitionId));
        Assert.Equal(["c", "c", "b"], (await Library.FindUseAsync("c")).Uses.Select(r => r.DefinitionId));
    }

    [Fact]
    public async Task Bulk_publication_does_not_depend_on_the_order()
    {
        await SaveAsync("b", Use("u", "a"));
        await SaveAsync("a", Define.Line("l"));

        Assert.Equal(["a", "b"], (await Library.PublishManyAsync(["b", "a"], "an")).Published.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Ten_thousand_activities_and_fifty_thousand_connections_are_checked_in_seconds()
    {
        const int Seed = 7;
        var random = new Random(Seed);
        var connections = Enumerable.Range(1, 9_999).SelectMany(i => Enumerable.Range(0, 5).Select(_ => (Source: random.Next(i), Target: i)))
            .Select(c => ($"n{c.Source}", c.Source % 3 == 0 ? "True" : "Done", $"n{c.Target}")).ToArray();
        var activities = Enumerable.Range(0, 10_000)
            .Select(i => i % 3 == 0 ? Decision($"n{i}") : i % 3 == 1 ? Join($"n{i}", "WaitAll") : Define.Line($"n{i}")).ToArray();
        var json = Define.Workflow("big", Define.Flowchart("f", activities, connections));
        var problems = Task.FromResult<IReadOnlyList<DefinitionProblem>>([]);

        var time = ThreadTime.Measure(() => problems = Library.CheckAsync(json));

        Assert.True(problems.IsCompletedSuccessfully, "The store in memory answers at once, so all of it ran on this thread.");
        var found = await problems;
        TestContext.Current.TestOutputHelper!.WriteLine($"{json.Length} characters, {found.Count} problems, {time.TotalMilliseconds:0} ms (seed {Seed})");
        Assert.DoesNotContain(found, p => p.IsError);

        // A second on a quiet machine; processor time doubles where others share the caches.
        Assert.InRange(time, TimeSpan.Zero, TimeSpan.FromSeconds(4));
    }

    [Fact]
    public async Task Too_many_activities_are_refused_before_anything_is_built_from_them()
    {
        var json = Define.Workflow("huge", Define.Sequence("s", [.. Enumerable.Range(0, 50_001).Select(i => new JsonObject { ["type"] = "X", ["id"] = $"{i}" })]));

        Assert.Equal("$.root error definition.too-many", Shown(Assert.Single(await Library.CheckAsync(json))));
    }

    private Task<IReadOnlyList<DefinitionProblem>> CheckAsync(JsonObject root, string id = "w") => Library.CheckAsync(Define.Workflow(id, root));

    private Task<SavedDefinition> SaveAsync(string id, JsonObject root) => Library.SaveAsync(new SaveDefinition { Json = Define.Workflow(id, root) });

    private async Task SaveAndPublishAsync(string id, JsonObject root)
    {
        await SaveAsync(id, root);
        await Library.PublishAsync(id, "an");
    }

    private static JsonObject Decision(string id) => Define.Activity("Elsa.FlowDecision", id, ("condition", Define.Script("true")));

    private static JsonObject Join(string id, string mode) => Define.Activity("Elsa.FlowJoin", id, ("mode", Define.Literal(mode)));

    private static JsonObject Start(string id, string definitionId) =>
        Define.Activity("Elsa.DispatchWorkflow", id, ("workflowDefinitionId", Define.Literal(definitionId)));

    private static JsonObject Use(string id, string definitionId) => Define.Activity("Used", id, ("workflowDefinitionId", definitionId));

    private static string Shown(DefinitionProblem problem) => $"{problem.Path} {(problem.IsError ? "error" : "warning")} {problem.Code}";
}
