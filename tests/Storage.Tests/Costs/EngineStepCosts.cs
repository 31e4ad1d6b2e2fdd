using DirectiveFlow.Engine.Activities.Primitives;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.TestServers;

namespace DirectiveFlow.Storage.Tests.Costs;

/// <summary>
/// A step of the engine is one commit, whatever it is called with; before it comes one load where the host did not make the last step itself.
/// </summary>
public sealed class EngineStepCosts(PostgresServer server)
{
    [Fact]
    public async Task A_start_takes_one_round_trip_and_its_repetition_two()
    {
        await using var host = await PublishedAsync("first");

        Assert.Equal(1, await host.CountAsync(() => StartAsync(host, "c2")));
        Assert.Equal(1, await host.CountAsync(() => host.Runtime.StartAsync(new StartWorkflow { DefinitionId = "wait" })));
        Assert.Equal(1, await host.CountAsync(() => host.Runtime.StartAsync(new StartWorkflow { DefinitionId = "wait", InstanceId = "fixed" })));
        Assert.Equal(2, await host.CountAsync(() => StartAsync(host, "c2")));
    }

    [Fact]
    public async Task A_resume_takes_one_round_trip_on_the_host_that_made_the_last_step_and_two_on_another()
    {
        await using var host = await PublishedAsync("first");
        await using var other = new CostedHost(host.ConnectionString);
        var (mine, theirs) = (await StartAsync(host, "c3"), await StartAsync(host, "c4"));

        Assert.Equal(1, await host.CountAsync(() => ResumeAsync(host, mine, "c5")));
        await other.Get<WorkflowCatalog>().FindPublishedAsync("wait", CancellationToken.None);
        Assert.Equal(2, await other.CountAsync(() => ResumeAsync(other, theirs, "c6")));
        Assert.Equal(1, await host.CountAsync(() => ResumeAsync(host, mine, "c5")));
    }

    [Fact]
    public async Task A_step_that_changes_too_much_to_be_one_statement_loads()
    {
        await using var host = await PublishedAsync("first");
        await host.Get<WorkflowCatalog>().PublishAsync("""
            {"definitionId":"many","name":"many","root":{"type":"Elsa.ParallelForEach","id":"p","items":{"typeName":"Object","expression":{"type":"JavaScript","value":"Array.from({ length: 30 }, (_, i) => i)"} },
              "body":{"type":"Elsa.Event","id":"e","eventName":{"typeName":"String","expression":{"type":"JavaScript","value":"'go' + getCurrentValue()"} } } } }
            """);
        var request = new StartWorkflow { DefinitionId = "many" };
        await host.Runtime.StartAsync(request);
        for (var i = 0; i < 2; i++)
        {
            StepResult? started = null;
            Assert.Equal(2, await host.CountAsync(async () => started = await host.Runtime.StartAsync(request)));
            Assert.Equal("Suspended", started!.SubStatus);
            Assert.Equal(1, await host.CountAsync(() => ResumeAsync(host, started, $"many {i}", "go7")));
        }
    }

    [Fact]
    public async Task An_event_that_another_host_keeps_meets_the_wait_that_opens_after_it()
    {
        await using var host = await PublishedAsync("first");
        await using var other = new CostedHost(host.ConnectionString);
        await host.Runtime.ResumeAsync(new ResumeWorkflow { Stimulus = new Stimulus("Elsa.Event", new EventStimulus("go")) });
        var kept = await other.Runtime.ResumeAsync(new ResumeWorkflow
        {
            Stimulus = new Stimulus("Elsa.Event", new EventStimulus("go")), KeepFor = TimeSpan.FromHours(1),
        });

        Assert.Equal((StepKind.Kept, "Finished"), (kept.Kind, (await StartAsync(host, "c2")).SubStatus));
        Assert.Equal("Suspended", (await StartAsync(host, "c3")).SubStatus);
    }

    [Fact]
    public async Task What_one_host_published_the_next_start_on_another_host_runs()
    {
        var connection = await server.CreateDatabaseAsync();
        await using var here = new CostedHost(connection);
        await using var there = new CostedHost(connection);
        await here.Get<Database.StorageMigrator>().MigrateAsync(CancellationToken.None);
        foreach (var text in new[] { "one", "two", "three" })
        {
            var published = await here.Get<WorkflowCatalog>().PublishAsync(Definition(text));
            var started = await StartAsync(there, "on " + text);
            await using var unit = there.Get<Engine.Persistence.IUnitOfWorkFactory>().Open();
            var stored = await unit.LoadAsync(new Engine.Persistence.StepAddress(InstanceId: started.InstanceId), CancellationToken.None);

            Assert.Equal(published.Id, stored.Instance!.DefinitionVersionId);
        }
    }

    /// <summary>A host that has compiled the graph and prepared its statements, as any host has after its first steps.</summary>
    private async Task<CostedHost> PublishedAsync(string text)
    {
        var host = await CostedHost.MigratedAsync(server);
        await host.Get<WorkflowCatalog>().PublishAsync(Definition(text));
        await StartAsync(host, "c1");
        return host;
    }

    private static Task<StepResult> ResumeAsync(CostedHost host, StepResult started, string command, string name = "go") => host.Runtime.ResumeAsync(
        new ResumeWorkflow { CommandId = command, InstanceId = started.InstanceId, Stimulus = new Stimulus("Elsa.Event", new EventStimulus(name)) });

    private static Task<StepResult> StartAsync(CostedHost host, string command) =>
        host.Runtime.StartAsync(new StartWorkflow { DefinitionId = "wait", CommandId = command });

    private static string Definition(string text) => $$"""
        {"definitionId":"wait","name":"{{text}}","root":{"type":"Elsa.Sequence","id":"s","activities":[
          {"type":"Elsa.Event","id":"e","eventName":{"typeName":"String","expression":{"type":"Literal","value":"go"} } } ] } }
        """;
}
