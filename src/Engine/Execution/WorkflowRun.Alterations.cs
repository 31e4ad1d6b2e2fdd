using System.Text.Json;
using DirectiveFlow.Engine.Activities.Composition;
using DirectiveFlow.Engine.Alterations;
using DirectiveFlow.Engine.Journal;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Execution;

/// <summary>Changes an operator makes to the open work of an instance. Each writes what it did to the journal and answers it in words.</summary>
internal sealed partial class WorkflowRun
{
    /// <exception cref="AlterationRefusedException">The instance does not allow it as it is.</exception>
    public async ValueTask<string> AlterAsync(Alteration alteration, string by)
    {
        if (StaysEnded && alteration.Type is not (AlterationKind.ModifyVariable or AlterationKind.ModifyProperty or AlterationKind.Migrate))
        {
            throw new AlterationRefusedException("The instance has failed: retry it first, then this can be applied.");
        }

        var said = alteration.Type switch
        {
            AlterationKind.ModifyVariable => ModifyVariable(alteration),
            AlterationKind.ModifyProperty => ModifyProperty(alteration),
            AlterationKind.ScheduleActivity => ScheduleAnew(alteration),
            AlterationKind.Cancel => await CancelOpenAsync(alteration),
            AlterationKind.CompleteActivity => await CompleteOpenAsync(alteration, by),
            _ => $"Moved to version {Instance.DefinitionVersion}.",
        };
        Note(JournalEvent.Altered, $"{by}: {said}");
        return said;
    }

    private string ModifyVariable(Alteration alteration)
    {
        var key = Required(alteration.VariableId, "variableId");
        var scope = alteration.ContextId is { } id
            ? _open.GetValueOrDefault(id) ?? throw new AlterationRefusedException($"There is no open activity run {id}.")
            : _open.Values.OrderBy(c => c.Id).FirstOrDefault(c => (c.Node.FindVariable(key) ?? c.Node.FindVariableByName(key)) is not null
                || c.Variables?.ContainsKey(key) == true)
                ?? throw new AlterationRefusedException($"No open activity declares a variable '{key}'.");
        var before = scope.FindVariable(key) ?? JsonValues.Null;
        var value = alteration.Value ?? JsonValues.Null;
        scope.SetVariable(key, value);
        return $"Variable '{key}' changed from {before.GetRawText()} to {value.GetRawText()}.";
    }

    private string ModifyProperty(Alteration alteration)
    {
        var value = JsonValues.ToText(alteration.Value ?? JsonValues.Null);
        switch (Required(alteration.Property, "property"))
        {
            case "name":
                Name = value;
                break;
            case "correlationId":
                CorrelationId = value;
                break;
            default:
                throw new AlterationRefusedException($"The property '{alteration.Property}' cannot be changed; 'name' and 'correlationId' can.");
        }

        return $"Property '{alteration.Property}' changed to '{value}'.";
    }

    private string ScheduleAnew(Alteration alteration)
    {
        var id = Required(alteration.ActivityId, "activityId");
        var node = Graph.Find(id) ?? throw new AlterationRefusedException($"The definition has no activity '{id}'.");
        var parents = _open.Values.Where(c => ReferenceEquals(c.Node, node.Parent) && c.Status == ActivityStatus.Running).ToArray();
        if (parents is not [var parent])
        {
            throw new AlterationRefusedException(parents.Length == 0
                ? $"'{node.Parent?.Id}', in which '{id}' stands, is not open." : $"'{node.Parent?.Id}' is open {parents.Length} times; which one is meant is not clear.");
        }

        if (ChildrenOf(parent).Any(c => ReferenceEquals(c.Node, node) && c.Status == ActivityStatus.Running))
        {
            throw new AlterationRefusedException($"'{id}' is open already.");
        }

        return parent.Activity.TryScheduleChild(parent, node.Activity)
            ? $"Activity '{id}' started." : throw new AlterationRefusedException($"An activity of type {parent.Node.TypeName} starts its children in its own order.");
    }

    private async ValueTask<string> CancelOpenAsync(Alteration alteration)
    {
        var open = OpenRuns(alteration);
        foreach (var context in open.Where(c => c.Status == ActivityStatus.Running))
        {
            await CancelAsync(context);
            await CancelWorkflowsWithoutWorkAsync(context.Parent);
        }

        if (Root.Status != ActivityStatus.Running && _end == RunEnd.None)
        {
            _end = RunEnd.Cancelled;
        }

        return $"Activity '{open[0].Node.Id}' cancelled{(open.Count == 1 ? "" : $" ({open.Count} runs)")}.";
    }

    /// <summary>A workflow consists of its outermost activity alone: without it nothing would ever end it.</summary>
    private async ValueTask CancelWorkflowsWithoutWorkAsync(ActivityExecutionContext? around)
    {
        for (; around is { Activity: WorkflowRoot, Status: ActivityStatus.Running }; around = around.Parent)
        {
            await CancelAsync(around);
        }
    }

    private async ValueTask<string> CompleteOpenAsync(Alteration alteration, string by)
    {
        var open = OpenRuns(alteration);
        if (open is not [var context])
        {
            throw new AlterationRefusedException($"'{alteration.ActivityId}' is open {open.Count} times; name the run that is meant.");
        }

        if (context.Status == ActivityStatus.Faulted)
        {
            context.Status = ActivityStatus.Running;
            if (context.Parent is { } parent)
            {
                parent.OpenChildren++;
            }

            for (var c = context; c is not null; c = c.Parent)
            {
                c.FaultCount--;
            }

            CloseIncident(context, by, "Completed");
        }

        string[] outcomes = [.. alteration.Outcomes ?? []];
        await CompleteAsync(context, outcomes);
        return $"Activity '{context.Node.Id}' completed with {string.Join(", ", outcomes.Length == 0 ? s_done : outcomes)}.";
    }

    private List<ActivityExecutionContext> OpenRuns(Alteration alteration)
    {
        var open = _open.Values.Where(c => alteration.ContextId is { } run
            ? c.Id == run : string.Equals(c.Node.Id, Required(alteration.ActivityId, "activityId"), StringComparison.Ordinal)).OrderBy(c => c.Id).ToList();
        return open.Count > 0 ? open : throw new AlterationRefusedException($"'{alteration.ActivityId}' is not open.");
    }

    private static string Required(string? value, string name) =>
        value ?? throw new AlterationRefusedException($"The alteration lacks '{name}'.");
}
