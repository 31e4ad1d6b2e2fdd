using DirectiveFlow.Engine.Definitions;

namespace DirectiveFlow.Engine.Migration;

/// <summary>Which activity of the target stands for an activity of the version an instance runs on.</summary>
public sealed class MigrationMap(WorkflowGraph from, WorkflowGraph to, IReadOnlyDictionary<string, string>? renamed)
{
    public WorkflowGraph From { get; } = from;

    public WorkflowGraph To { get; } = to;

    /// <summary>Id in the target of an activity that has this id now.</summary>
    public string IdOf(string activityId) => renamed is not null && renamed.TryGetValue(activityId, out var other) ? other : activityId;

    /// <summary>Null when the target has none of the same type.</summary>
    public ActivityNode? Find(string activityId)
    {
        var (before, after) = (From.Find(activityId), To.Find(IdOf(activityId)));
        return before is not null && after is not null && string.Equals(before.TypeName, after.TypeName, StringComparison.Ordinal) ? after : null;
    }
}
