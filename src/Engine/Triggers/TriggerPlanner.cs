using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Identity;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Triggers;

/// <summary>What a publication writes so that the version can be started by stimuli and times.</summary>
/// <param name="CancelledOwner">Owner of the <see cref="DueWorkKinds.Trigger"/> rows of earlier versions, which go first.</param>
/// <param name="Problems">Why the version cannot be started as it says; the publication is refused.</param>
public sealed record TriggerSet(
    IReadOnlyList<TriggerRecord> Triggers, IReadOnlyList<DueWorkItem> DueWork, string CancelledOwner, IReadOnlyList<DefinitionProblem> Problems)
{
    /// <summary>Takes all triggers of a definition away (it is retracted or deleted).</summary>
    public static TriggerSet None(string definitionId) => new([], [], TimeTrigger.Owner(definitionId), []);
}

/// <summary>Collects the triggers of a definition from the activities that are marked to start it.</summary>
public static class TriggerPlanner
{
    public static TriggerSet Plan(WorkflowGraph graph, string definitionId, string versionId, DateTimeOffset now, IIdGenerator ids)
    {
        var triggers = new List<TriggerRecord>();
        var dueWork = new List<DueWorkItem>();
        var problems = new List<DefinitionProblem>();
        foreach (var node in graph.Nodes)
        {
            if (!node.CanStartWorkflow || node.Composite is not null)
            {
                continue;
            }

            var description = new TriggerDescription(graph, node, now);
            foreach (var plan in node.Activity.DescribeTriggers(description))
            {
                var name = plan.StimulusName ?? node.TypeName;
                var payload = JsonValues.From(plan.Payload ?? plan.Stimulus).GetRawText();
                triggers.Add(new TriggerRecord(
                    ids.NewId(), definitionId, versionId, node.Id, name, StimulusHash.Compute(name, plan.Stimulus), payload));
                if (plan.DueAt is { } dueAt)
                {
                    dueWork.Add(new TimeTrigger(definitionId, versionId, node.Id).ToItem(ids.NewGuid(), dueAt));
                }
            }

            problems.AddRange(description.Problems);
        }

        return new TriggerSet(triggers, dueWork, TimeTrigger.Owner(definitionId), problems);
    }

    /// <summary>Why the definition cannot be started as it says.</summary>
    internal static IReadOnlyList<DefinitionProblem> Problems(WorkflowGraph graph, DateTimeOffset now)
    {
        var problems = new List<DefinitionProblem>();
        foreach (var node in graph.Nodes.Where(n => n.CanStartWorkflow && n.Composite is null))
        {
            var description = new TriggerDescription(graph, node, now);
            node.Activity.DescribeTriggers(description);
            problems.AddRange(description.Problems);
        }

        return problems;
    }

    /// <summary>When the activity starts its workflow next, null when never again.</summary>
    internal static DateTimeOffset? NextTime(WorkflowGraph graph, ActivityNode node, DateTimeOffset now) =>
        node.Activity.DescribeTriggers(new TriggerDescription(graph, node, now)).Min(p => p.DueAt);
}
