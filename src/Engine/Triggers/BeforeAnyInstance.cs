using DirectiveFlow.Engine.Activities.Flow;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Expressions;
using DirectiveFlow.Engine.Identity;
using DirectiveFlow.Engine.Persistence;
using Microsoft.Extensions.Logging.Abstractions;

namespace DirectiveFlow.Engine.Triggers;

/// <summary>
/// What an expression sees before there is an instance: the variables the definition declares, with their defaults, and the time. No
/// input, no output, no services; what it sets is forgotten.
/// </summary>
internal static class BeforeAnyInstance
{
    public static ActivityExecutionContext ContextOf(WorkflowGraph graph, ActivityNode node, DateTimeOffset now)
    {
        // Neither the catalogue nor a unit of work is within reach of an expression.
        var environment = new RunEnvironment(
            new NoServices(), null!, new StoppedClock(now), now, new NoIds(), NullLogger.Instance,
            new RunLimits(0, _ => false, FlowchartExecutionMode.Default, 0), CancellationToken.None)
        {
            Unit = null!,
        };
        return WorkflowRun.ContextBeforeStart(environment, graph, node, new InstanceRecord
        {
            Id = "",
            DefinitionId = graph.Definition.DefinitionId ?? "",
            DefinitionVersionId = "",
            DefinitionVersion = graph.Definition.Version,
            Status = "Running",
            SubStatus = "Pending",
            CreatedAt = now,
            UpdatedAt = now,
            Sequence = 0,
            State = [],
        });
    }

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    /// <summary>A trigger that is another one each time it is looked at can never be met.</summary>
    private sealed class NoIds : IIdGenerator
    {
        public Guid NewGuid() => throw Refusal();

        public string NewId() => throw Refusal();

        private static ExpressionException Refusal() => new("A new id is another one each time.");
    }
}
