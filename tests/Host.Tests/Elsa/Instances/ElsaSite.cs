using DirectiveFlow.Engine.Activities.Primitives;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Host.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Host.Tests.Elsa.Instances;

/// <summary>One host with the demo organisation; an administrator, an inspector, a leader and the head of a unit signed in; and a workflow that waits.</summary>
public sealed class ElsaSite : IAsyncLifetime
{
    public HostUnderTest Host { get; } = new();

    public string AdminToken { get; private set; } = "";

    public string LeaderToken { get; private set; } = "";

    public string InspectorToken { get; private set; } = "";

    public string UnitToken { get; private set; } = "";

    public HttpClient Client(string? token)
    {
        var client = Host.CreateClient();
        client.DefaultRequestHeaders.Authorization = token is null ? null : new("Bearer", token);
        return client;
    }

    public async ValueTask InitializeAsync()
    {
        await Host.SeedAsync("giamdoc", "kiemtra", "stc");
        AdminToken = await TokenAsync(HostUnderTest.AdminUser, HostUnderTest.AdminPassword);
        LeaderToken = await TokenAsync("giamdoc", HostUnderTest.Password);
        InspectorToken = await TokenAsync("kiemtra", HostUnderTest.Password);
        UnitToken = await TokenAsync("stc", HostUnderTest.Password);
        await PublishAsync("wait", """{"type":"Elsa.Event","id":"e","eventName":{"typeName":"String","expression":{"type":"Literal","value":"go"}}}""");
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    /// <summary>A workflow of one activity in a sequence.</summary>
    public Task PublishAsync(string definitionId, string activity) => Host.Services.GetRequiredService<WorkflowCatalog>().PublishAsync(
        $$$"""{"definitionId":"{{{definitionId}}}","name":"{{{definitionId}}}","version":1,"variables":[{"id":"v","name":"V","typeName":"Object"}],"root":{"type":"Elsa.Sequence","id":"s","version":1,"activities":[{{{activity}}}]}}""");

    public async Task<string> StartAsync(string definitionId) =>
        (await Host.Services.GetRequiredService<WorkflowRuntime>().StartAsync(new StartWorkflow { DefinitionId = definitionId })).InstanceId!;

    public Task SendEventAsync(string instanceId) => Host.Services.GetRequiredService<WorkflowRuntime>().ResumeAsync(
        new ResumeWorkflow { InstanceId = instanceId, Stimulus = new Stimulus("Elsa.Event", new EventStimulus("go")) });

    private async Task<string> TokenAsync(string name, string password) =>
        (await Host.CreateClient().SignedInAsync(name, password)).DefaultRequestHeaders.Authorization!.Parameter!;
}
