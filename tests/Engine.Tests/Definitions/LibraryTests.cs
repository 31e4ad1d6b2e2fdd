using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Definitions.Library;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.EngineTesting.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Engine.Tests.Definitions;

/// <summary>The life of a definition, by the rules of a recorded Elsa server, and what that server loses.</summary>
public sealed class LibraryTests
{
    private readonly EngineHost _host = new();

    private WorkflowDefinitionLibrary Library => _host.Services.GetRequiredService<WorkflowDefinitionLibrary>();

    [Fact]
    public async Task The_first_save_makes_ids_and_a_draft_of_version_one()
    {
        var saved = await SaveAsync("""{"name":"Mới","root":{"type":"Elsa.Sequence","id":"s"}}""");

        Assert.True(saved.Changed);
        Assert.Equal((1, "Mới", true, false), (saved.Record.Version, saved.Record.Name, saved.Record.IsLatest, saved.Record.IsPublished));
        Assert.NotEmpty(saved.Record.DefinitionId);
        Assert.NotEqual(saved.Record.Id, saved.Record.DefinitionId);
        Assert.Equal(saved.Record, await Library.FindAsync(saved.Record.DefinitionId, VersionOptions.Latest));
    }

    [Fact]
    public async Task A_save_over_a_draft_edits_it_in_place_and_one_over_a_published_version_makes_the_next_draft()
    {
        var first = (await SaveAsync(Line("a"))).Record;
        var second = (await SaveAsync(Line("b"))).Record;
        Assert.Equal((first.Id, 1), (second.Id, second.Version));

        await Library.PublishAsync("w", "an");
        var third = (await SaveAsync(Line("c"))).Record;

        Assert.Equal((2, true, false), (third.Version, third.IsLatest, third.IsPublished));
        Assert.NotEqual(second.Id, third.Id);
        Assert.Equal(second.Id, (await Library.FindAsync("w", VersionOptions.Published))!.Id);
        Assert.Equal([2, 1], (await Library.ListVersionsAsync("w")).Select(v => v.Version));
    }

    [Fact]
    public async Task A_save_that_says_nothing_new_makes_no_version_and_no_history()
    {
        await SaveAsync(Line("a"));
        var published = (await Library.PublishAsync("w", "an"))!.Record;

        // As an editor sends it back: other order, other spelling, filled-in members, flags and ids of the version.
        var saved = await SaveAsync($$"""
            { "isPublished": true, "isLatest": true, "version": 1, "id": "{{published.Id}}", "links": null, "description": null,
              "root": { "text": { "expression": { "value": "\u0061", "type": "Literal" }, "typeName": "Object" }, "nodeId": "Workflow1:l",
                        "id": "l", "type": "Elsa.WriteLine", "version": 1.0 },
              "name": "w", "definitionId": "w", "variables": [], "options": { "incidentStrategyType": null } }
            """);

        Assert.False(saved.Changed);
        Assert.Equal(published, saved.Record);
        Assert.Equal([DefinitionAction.Saved, DefinitionAction.Published], (await Library.HistoryAsync("w")).Select(e => e.Action));
    }

    [Fact]
    public async Task A_flag_that_is_off_says_no_more_than_one_that_is_absent()
    {
        await SaveAsync(Variable(""));

        Assert.False((await SaveAsync(Variable(""", "isArray": false"""))).Changed);
        Assert.True((await SaveAsync(Variable(""", "isArray": true"""))).Changed);

        static string Variable(string flag) => $$"""
            { "definitionId": "w", "name": "w", "variables": [{ "id": "v", "name": "v", "typeName": "String"{{flag}} }],
              "root": { "id": "l", "nodeId": "Workflow1:l", "type": "Elsa.WriteLine", "version": 1 } }
            """;
    }

    [Fact]
    public async Task Two_administrators_do_not_overwrite_each_other()
    {
        var seen = (await SaveAsync(Line("a"))).Record;
        var other = (await SaveAsync(Line("hers"), "binh", seen.ContentHash)).Record;
        Assert.Equal(seen.Id, other.Id);

        var conflict = await Assert.ThrowsAsync<DefinitionConflictException>(() => SaveAsync(Line("his"), "an", seen.ContentHash));
        Assert.Equal(other, conflict.Current);

        // An editor that does not say what it saw: both drafts are kept, each as its own version.
        var his = (await SaveAsync(Line("his"), "an")).Record;
        Assert.Equal(2, his.Version);
        Assert.Contains("hers", (await Library.FindAsync("w", new VersionOptions(VersionSelection.Number, 1)))!.Json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_instance_keeps_the_draft_it_started_with()
    {
        var draft = (await SaveAsync(Workflow("go"))).Record;
        var id = (await _host.Runtime.StartAsync(new StartWorkflow { VersionId = draft.Id })).InstanceId!;

        var edited = (await SaveAsync(Workflow("other"))).Record;
        Assert.Equal((2, false), (edited.Version, edited.IsFrozen));
        Assert.True(await Library.DeleteAsync("w", "an"));
        var another = new EngineHost(_host.Store, seed: 2);
        await another.PublishEventAsync("go", id);

        Assert.Equal("Finished", another.Instance(id).SubStatus);
        Assert.Equal(["done"], another.Lines(id));

        static string Workflow(string name) => Define.Workflow("w", Define.Sequence("s", Define.Event("e", name), Define.Line("done")));
    }

    [Fact]
    public async Task Publishing_again_says_so_and_unknown_definitions_are_not_found()
    {
        await SaveAsync(Line("a"));

        Assert.False((await Library.PublishAsync("w", "an"))!.AlreadyPublished);
        Assert.True((await Library.PublishAsync("w", "an"))!.AlreadyPublished);
        Assert.Null(await Library.PublishAsync("nope", "an"));
        Assert.Null(await Library.RetractAsync("nope", "an"));
        Assert.Null(await Library.RevertAsync("w", 7, "an"));
        Assert.False(await Library.DeleteAsync("nope", "an"));
    }

    [Fact]
    public async Task A_definition_with_errors_stays_a_draft()
    {
        var flow = Define.Flowchart("f", [Define.Line("a")], ("a", "Done", "nowhere"));
        await SaveAsync(Define.Workflow("w", flow));

        var error = await Assert.ThrowsAsync<DefinitionException>(() => Library.PublishAsync("w", "an"));

        Assert.Equal("$.root.connections[0].target.activity", Assert.Single(error.Problems).Path);
        Assert.False((await Library.FindAsync("w", VersionOptions.Latest))!.IsPublished);
    }

    [Fact]
    public async Task A_retracted_version_starts_nothing_and_its_text_never_changes()
    {
        await SaveAsync(Line("a"));
        await Library.PublishAsync("w", "an");

        var retracted = await Library.RetractAsync("w", "an");
        var edited = (await SaveAsync(Line("b"))).Record;

        Assert.Equal((1, false), (retracted!.Version, retracted.IsPublished));
        Assert.Equal(2, edited.Version);
        await Assert.ThrowsAsync<DefinitionNotPublishedException>(() => Library.RetractAsync("w", "an"));
        await Assert.ThrowsAsync<DefinitionNotFoundException>(() => _host.Runtime.StartAsync(new StartWorkflow { DefinitionId = "w" }));
    }

    [Fact]
    public async Task Reverting_makes_a_new_latest_draft_with_the_old_text()
    {
        var first = (await SaveAsync(Line("a"))).Record;
        await Library.PublishAsync("w", "an");
        await SaveAsync(Line("b"));

        var reverted = await Library.RevertAsync("w", 1, "binh");

        Assert.Equal((3, first.Json, first.ContentHash, true, false), (reverted!.Version, reverted.Json, reverted.ContentHash, reverted.IsLatest, reverted.IsPublished));
        Assert.Equal(1, (await Library.FindAsync("w", VersionOptions.Published))!.Version);
    }

    [Fact]
    public async Task Deleting_the_latest_version_brings_the_one_before_back_and_deleting_all_lets_the_file_be_imported_again()
    {
        await SaveAsync(Line("a"));
        var first = (await Library.PublishAsync("w", "an"))!.Record;
        var second = (await SaveAsync(Line("b"))).Record;

        Assert.True(await Library.DeleteVersionAsync(second.Id, "an"));
        Assert.False(await Library.DeleteVersionAsync(second.Id, "an"));
        Assert.Equal(first, await Library.FindAsync("w", VersionOptions.Latest));
        Assert.Equal(1, await Library.DeleteManyAsync(["w", "nope"], "an"));
        Assert.Empty(await Library.ListVersionsAsync("w"));

        var again = (await SaveAsync(first.Json)).Record;
        Assert.Equal((first.Json, true, false), (again.Json, again.IsLatest, again.IsPublished));
        Assert.Equal(DefinitionAction.Deleted, (await Library.HistoryAsync("w")).Where(e => e.Version == 1).Last().Action);
    }

    [Fact]
    public async Task Bulk_answers_say_what_became_of_each()
    {
        await SaveAsync(Line("a"));
        await SaveAsync(Define.Workflow("bad", Define.Flowchart("f", [], ("a", "Done", "b"))));
        await SaveAsync(Line("a", "v"));
        await Library.PublishAsync("v", "an");

        var published = await Library.PublishManyAsync(["w", "v", "bad", "nope"], "an");
        var retracted = await Library.RetractManyAsync(["w", "bad", "nope"], "an");

        Assert.Equal("w|v|nope|bad", string.Join('|', [.. published.Published, .. published.AlreadyPublished, .. published.NotFound, .. published.Skipped]));
        Assert.Equal(2, published.Refusals["bad"].Count);
        Assert.Equal("w|bad|nope", string.Join('|', [.. retracted.Retracted, .. retracted.AlreadyRetracted, .. retracted.NotFound]));
    }

    [Fact]
    public async Task The_history_says_who_did_what_and_when()
    {
        await SaveAsync(Line("a"), "an");
        _host.Time.Advance(TimeSpan.FromMinutes(1));
        await Library.PublishAsync("w", "binh");

        var history = await Library.HistoryAsync("w");

        Assert.Equal([(1, DefinitionAction.Saved, "an"), (2, DefinitionAction.Published, "binh")], history.Select(e => (e.Number, e.Action, e.Actor!)));
        Assert.Equal(_host.Time.GetUtcNow(), history[1].At);
        Assert.Equal((await Library.FindAsync("w", VersionOptions.Published))!.ContentHash, history[1].ContentHash);
    }

    [Fact]
    public async Task What_comes_with_the_program_is_installed_once_and_never_over_an_administrators_version()
    {
        var shipped = Line("a");
        var first = await _host.PublishAsync(shipped);
        await SaveAsync(Line("edited"), "an");
        await Library.PublishAsync("w", "an");

        Assert.Equal(first.Id, (await _host.PublishAsync(shipped)).Id);
        Assert.Equal(2, (await Library.FindAsync("w", VersionOptions.Published))!.Version);

        var update = await _host.PublishAsync(Line("a2"));
        Assert.Equal((3, true), (update.Version, update.IsPublished));
    }

    [Fact]
    public async Task A_name_is_unique_among_the_latest_versions()
    {
        await SaveAsync(Line("a"));

        Assert.False(await Library.IsNameUniqueAsync("w", null));
        Assert.True(await Library.IsNameUniqueAsync("w", "w"));
        Assert.True(await Library.IsNameUniqueAsync("x", null));
    }

    private Task<SavedDefinition> SaveAsync(string json, string actor = "an", string? expected = null) =>
        Library.SaveAsync(new SaveDefinition { Json = json, Actor = actor, ExpectedContentHash = expected });

    private static string Line(string text, string id = "w") => Define.Workflow(id, Define.Line("l", text));
}
