using DirectiveFlow.Browser.Tests.Running;
using DirectiveFlow.Engine.Definitions.Library;
using DirectiveFlow.Engine.Identity;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.EngineTesting.Hosting;
using DirectiveFlow.Storage;
using DirectiveFlow.Workflows;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Browser.Tests.Operations;

/// <summary>
/// A second program on the database of the host under test, as the command line is one: it makes definitions and instances for
/// the pages to show.
/// </summary>
internal sealed class Workshop : IAsyncDisposable
{
    private static int s_workshops;
    private readonly ServiceProvider _services;

    public Workshop(DemoHost host)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IIdGenerator>(new SeededIds(0x0b5000 + Interlocked.Increment(ref s_workshops)));
        services.AddStorage(new StorageOptions(StorageProvider.Sqlite, new SqliteConnectionStringBuilder { DataSource = host.Database }.ConnectionString));
        services.AddWorkflows();
        _services = services.BuildServiceProvider();
    }

    public WorkflowRuntime Runtime => _services.GetRequiredService<WorkflowRuntime>();

    private WorkflowDefinitionLibrary Library => _services.GetRequiredService<WorkflowDefinitionLibrary>();

    public Task<SavedDefinition> SaveAsync(string json, string actor) => Library.SaveAsync(new SaveDefinition { Json = json, Actor = actor });

    public async Task PublishAsync(string definitionId, string json, string actor)
    {
        await SaveAsync(json, actor);
        await Library.PublishAsync(definitionId, actor);
    }

    public async Task<string> StartAsync(string definitionId) =>
        (await Runtime.StartAsync(new StartWorkflow { DefinitionId = definitionId })).InstanceId!;

    public Task<InstanceRecord?> FindAsync(string instanceId) =>
        _services.GetRequiredService<IInstanceStore>().FindAsync(instanceId, CancellationToken.None);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    public static string Sequence(string id, string name, params string[] activities) => $$"""
        { "definitionId": "{{id}}", "name": "{{name}}", "description": "Quy trình để thử các trang vận hành.", "version": 1, "variables": [], "inputs": [], "outputs": [],
          "root": { "type": "Elsa.Sequence", "id": "root", "version": 1, "activities": [ {{string.Join(", ", activities)}} ] } }
        """;

    public static string Wait(string id, string name) => $$$"""
        { "type": "Elsa.Event", "id": "{{{id}}}", "version": 1, "metadata": { "displayText": "{{{name}}}" },
          "eventName": { "typeName": "String", "expression": { "type": "Literal", "value": "{{{id}}}" } } }
        """;

    public static string Line(string id, string name, string text, string language = "Literal") => $$$"""
        { "type": "Elsa.WriteLine", "id": "{{{id}}}", "version": 1, "metadata": { "displayText": "{{{name}}}" },
          "text": { "typeName": "String", "expression": { "type": "{{{language}}}", "value": "{{{text}}}" } } }
        """;
}
