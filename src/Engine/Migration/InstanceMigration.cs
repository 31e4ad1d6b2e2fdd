using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Execution;

namespace DirectiveFlow.Engine.Migration;

/// <summary>
/// Moves open work to another version: every open activity must stand in the target under the same (mapped) id, with the same
/// type, inside the same parent. What is finished is in the journal only and is not run again; what is queued or waits goes on
/// in the target.
/// </summary>
internal static class InstanceMigration
{
    /// <returns>Why the instance cannot be moved; empty when it was.</returns>
    public static IReadOnlyList<string> Migrate(InstanceState state, MigrationMap map)
    {
        var reasons = new List<string>();
        var targets = new Dictionary<long, ActivityNode>();
        foreach (var context in state.Contexts)
        {
            if (map.Find(context.ActivityId) is not { } target)
            {
                reasons.Add(Absent(context.ActivityId, map));
                continue;
            }

            targets[context.Id] = target;
            if (context.Parent is { } parent && targets.TryGetValue(parent, out var above) && !ReferenceEquals(target.Parent, above))
            {
                reasons.Add($"Activity '{context.ActivityId}' is open inside '{above.Id}', but stands inside '{target.Parent?.Id}' in the target version.");
            }
        }

        foreach (var id in Referred(state).Distinct(StringComparer.Ordinal).Where(id => map.Find(id) is null))
        {
            reasons.Add(Absent(id, map));
        }

        if (reasons.Count > 0)
        {
            return reasons;
        }

        foreach (var context in state.Contexts)
        {
            Move(context, targets[context.Id], map, reasons);
        }

        foreach (var queued in state.Queue ?? [])
        {
            queued.ActivityId = map.IdOf(queued.ActivityId);
        }

        return reasons;
    }

    private static void Move(ContextState context, ActivityNode target, MigrationMap map, List<string> reasons)
    {
        var before = map.From.Find(context.ActivityId)!;
        context.ActivityId = target.Id;
        if (context.Failed?.ChildActivityId is { } child)
        {
            context.Failed.ChildActivityId = map.IdOf(child);
        }

        if (context.Local is { } local)
        {
            var moved = target.Activity.MigrateState(local, before.Activity, map);
            context.Local = moved.State;
            reasons.AddRange(moved.Reasons);
        }

        var properties = context.Properties ?? new(StringComparer.Ordinal);
        reasons.AddRange(target.Activity.MigrateProperties(properties, before.Activity, map));
        context.Properties = properties.Count == 0 ? null : properties;

        foreach (var id in context.Variables?.Keys.ToArray() ?? [])
        {
            // A variable of the same name may have another id in the target.
            if (before.FindVariable(id) is { } declared && target.FindVariable(id) is null && target.FindVariableByName(declared.Name) is { } same)
            {
                context.Variables!.Remove(id, out var value);
                context.Variables[same.Id] = value;
            }
        }
    }

    private static IEnumerable<string> Referred(InstanceState state) =>
        (state.Queue ?? []).Select(q => q.ActivityId).Concat(state.Contexts.Select(c => c.Failed?.ChildActivityId).OfType<string>());

    private static string Absent(string activityId, MigrationMap map)
    {
        var target = map.IdOf(activityId);
        return map.To.Find(target) is { } other
            ? $"Activity '{activityId}' is open and is of type {map.From.Find(activityId)?.TypeName}, but '{target}' of the target version is of type {other.TypeName}."
            : $"Activity '{activityId}' is open, but the target version has no activity '{target}'.";
    }
}

/// <summary>The private state of an activity, translated for the target version; reasons say why it cannot be.</summary>
internal readonly record struct MigratedState(System.Text.Json.JsonElement State, IReadOnlyList<string> Reasons);
