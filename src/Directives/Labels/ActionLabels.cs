using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Documents;

namespace DirectiveFlow.Directives.Labels;

/// <summary>Names of actions by the ids that histories keep.</summary>
public static class ActionLabels
{
    private static readonly Dictionary<string, Label> Names = Enum.GetValues<DirectiveAction>()
        .Select(a => (Id: ActionIds.Of(a), Label: DirectiveLabels.Of(a)))
        .Concat(Enum.GetValues<AssignmentAction>().Select(a => (Id: ActionIds.Of(a), Label: AssignmentLabels.Of(a))))
        .ToDictionary(x => x.Id, x => x.Label, StringComparer.Ordinal);

    /// <summary>An id of a later version is shown as it is.</summary>
    public static Label Of(string actionId) => Names.TryGetValue(actionId, out var label) ? label : new Label(actionId, actionId);
}
