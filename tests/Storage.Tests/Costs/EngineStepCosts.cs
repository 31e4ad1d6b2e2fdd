using DirectiveFlow.Engine.Activities.Primitives;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.TestServers;

namespace DirectiveFlow.Storage.Tests.Costs;

/// <summary>A step of the engine is one load and one commit, whatever it is called with.</summary>
public sealed class EngineStepCosts(PostgresServer server)
{
    [Fact]
    public async Task A_start_with_a_command_id_takes_two_round_trips()
    {
        await using var host = await PublishedAsync("first");

        Assert.Equal(2, await host.CountAsync(() => StartAsync(host, "c2")));
        Assert.Equal(2, await host.CountAsync(() => host.Runtime.StartAsync(new StartWorkflow { DefinitionId = "wait" })));
        Assert.Equal(2, await host.CountAsync(() => host.Runtime.StartAsync(new StartWorkflow { DefinitionId = "wait", InstanceId = "fixed" })));
        Assert.Equal(1, await host.CountAsync(() => StartAsync(host, "c2")));
    }

    [Fact]
    public async Task A_resume_takes_two_round_trips()
    {
        await using var host = await PublishedAsync("first");
        var started = await StartAsync(host, "c3");

        Assert.Equal(2, await host.CountAsync(() => host.Runtime.ResumeAsync(new ResumeWorkflow
        {
            CommandId = "c4", InstanceId = started.InstanceId, Stimulus = new Stimulus("Elsa.Event", new EventStimulus("go")),
        })));
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

    private static Task<StepResult> StartAsync(CostedHost host, string command) =>
        host.Runtime.StartAsync(new StartWorkflow { DefinitionId = "wait", CommandId = command });

    private static string Definition(string text) => $$"""
        {"definitionId":"wait","name":"{{text}}","root":{"type":"Elsa.Sequence","id":"s","activities":[
          {"type":"Elsa.Event","id":"e","eventName":{"typeName":"String","expression":{"type":"Literal","value":"go"} } } ] } }
        """;
}
