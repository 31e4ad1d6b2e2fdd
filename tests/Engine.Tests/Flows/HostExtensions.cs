using DirectiveFlow.Engine.Activities.Primitives;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.EngineTesting.Hosting;

namespace DirectiveFlow.Engine.Tests.Flows;

internal static class HostExtensions
{
    public static async Task<StepResult> RunAsync(this EngineHost host, string json, params (string Name, object? Value)[] input)
    {
        var record = await host.PublishAsync(json);
        return await host.StartAndDrainAsync(record.DefinitionId, input);
    }

    public static Task<StepResult> PublishEventAsync(this EngineHost host, string name, string? instanceId = null, object? payload = null, string? commandId = null) =>
        host.Runtime.ResumeAsync(new ResumeWorkflow
        {
            InstanceId = instanceId,
            Stimulus = new Stimulus("Elsa.Event", new EventStimulus(name)),
            Input = payload,
            CommandId = commandId,
        });
}
