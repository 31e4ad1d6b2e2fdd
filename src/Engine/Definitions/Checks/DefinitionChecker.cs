using System.Text.Json;
using Cronos;
using DirectiveFlow.Engine.Activities.Flow;
using DirectiveFlow.Engine.Persistence;

namespace DirectiveFlow.Engine.Definitions.Checks;

/// <summary>
/// Everything that can be known to be wrong before a definition runs. Stricter than running one: what Elsa publishes and then
/// finds out at run time - an unknown activity, a CRON expression that never comes - is an error here.
/// </summary>
internal sealed class DefinitionChecker(IDefinitionStore store, DefinitionCompiler compiler)
{
    /// <summary>Enough for a hundred times what people draw; each instance of a definition carries tables of this size.</summary>
    public const int MaxActivities = 50_000;

    public const int MaxConnections = 250_000;

    public async Task<IReadOnlyList<DefinitionProblem>> CheckAsync(
        WorkflowDefinition definition, string definitionId, CancellationToken cancellationToken)
    {
        var activities = ActivityWalk.Of(definition);
        if (TooMany(activities) is { } tooMany)
        {
            return [tooMany];
        }

        var graph = compiler.Compile(definition);
        var usesDefinitions = activities.Where(DefinitionReferences.IsUsedAsActivity).Select(a => a.Path + ".type").ToHashSet(StringComparer.Ordinal);
        var problems = graph.Problems
            .Where(p => !usesDefinitions.Contains(p.Path))
            .Select(p => string.Equals(p.Code, DefinitionCodes.UnknownActivity, StringComparison.Ordinal) ? p with { IsError = true } : p).ToList();
        problems.AddRange(activities.Select(BadSchedule).OfType<DefinitionProblem>());
        problems.AddRange(graph.Nodes.Where(n => n.Activity is Flowchart).SelectMany(n => DeadJoins.Find((Flowchart)n.Activity)));
        problems.AddRange(await new ReferenceChecks(store).FindAsync(activities, definitionId, cancellationToken));
        return problems;
    }

    private static DefinitionProblem? TooMany(IReadOnlyList<WrittenActivity> activities)
    {
        var connections = activities.Sum(a => a.Json.TryGetProperty("connections", out var list) && list.ValueKind == JsonValueKind.Array ? list.GetArrayLength() : 0);
        return activities.Count <= MaxActivities && connections <= MaxConnections ? null : new DefinitionProblem(
            "$.root", $"The definition has {activities.Count} activities and {connections} connections; at most {MaxActivities} and {MaxConnections} are run.",
            IsError: true) { Code = DefinitionCodes.TooMany };
    }

    private static DefinitionProblem? BadSchedule(WrittenActivity activity)
    {
        var expression = DefinitionJson.Object(DefinitionJson.Object(activity.Json, "cronExpression"), "expression");
        var text = string.Equals(activity.Type, "Elsa.Cron", StringComparison.Ordinal)
            && string.Equals(DefinitionJson.Text(expression, "type"), "Literal", StringComparison.Ordinal) ? DefinitionJson.Text(expression, "value") : null;
        if (text is null)
        {
            return null;
        }

        var fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        try
        {
            CronExpression.Parse(text, fields > 5 ? CronFormat.IncludeSeconds : CronFormat.Standard);
            return null;
        }
        catch (CronFormatException error)
        {
            return new DefinitionProblem(activity.Path + ".cronExpression", $"'{text}' is not a CRON expression: {error.Message}", IsError: true)
            {
                Code = DefinitionCodes.BadSchedule,
                ActivityId = activity.Id,
                ActivityName = activity.Name,
            };
        }
    }
}
