using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Expressions;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.EngineTesting.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Engine.Tests.Sandbox;

/// <summary>An activity that runs a test's own code, so that expressions are evaluated and measured where activities evaluate them.</summary>
[Activity("Test", "Probe")]
public sealed class Probe : CodeActivity
{
    private static readonly ConcurrentDictionary<string, Action<ActivityExecutionContext>> s_code = new(StringComparer.Ordinal);

    protected override void Execute(ActivityExecutionContext context) => s_code[context.CorrelationId!](context);

    /// <summary>Runs the code in an instance; an exception of the code is thrown here.</summary>
    public static async Task RunAsync(
        Action<ExpressionCompiler, ActivityExecutionContext> code, JsonArray? variables = null, params (string Name, object? Value)[] input)
    {
        var host = new EngineHost(configure: o => o.AddActivitiesFrom(typeof(Probe).Assembly));
        var key = host.GetHashCode().ToString(CultureInfo.InvariantCulture);
        Exception? failure = null;
        s_code[key] = context =>
        {
            try
            {
                code(host.Services.GetRequiredService<ExpressionCompiler>(), context);
            }
            catch (Exception error)
            {
                failure = error;
            }
        };
        var record = await host.PublishAsync(Define.Workflow("probe", Define.Activity("Test.Probe", "p"), variables));
        await host.Runtime.StartAsync(new StartWorkflow
        {
            DefinitionId = record.DefinitionId,
            CorrelationId = key,
            Input = WorkflowInput.Of(input),
        });
        s_code.TryRemove(key, out _);
        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }
}
