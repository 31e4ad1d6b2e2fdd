using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Persistence;

namespace DirectiveFlow.Engine.Execution;

internal sealed partial class WorkflowRun
{
    /// <summary>An activity's place in an instance that does not exist, for expressions that are read before one does.</summary>
    public static ActivityExecutionContext ContextBeforeStart(RunEnvironment environment, WorkflowGraph graph, ActivityNode node, InstanceRecord nothing) =>
        new WorkflowRun(environment, graph, nothing).PlaceOf(node);

    private ActivityExecutionContext PlaceOf(ActivityNode node)
    {
        var parent = node.Parent is null ? null : PlaceOf(node.Parent);
        var place = new ActivityExecutionContext(this, ++_nextContextId, node, parent);
        if (parent is null)
        {
            Root = place;
        }

        return place;
    }
}
