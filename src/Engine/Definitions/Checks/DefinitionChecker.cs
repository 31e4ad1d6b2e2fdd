using System.Text.Json;
using DirectiveFlow.Engine.Activities.Flow;
using DirectiveFlow.Engine.Definitions.Composites;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Triggers;

namespace DirectiveFlow.Engine.Definitions.Checks;

/// <param name="Graph">The definition as it would run; null when it is too large to be compiled.</param>
internal sealed record CheckedDefinition(IReadOnlyList<DefinitionProblem> Problems, WorkflowGraph? Graph)
{
    /// <exception cref="DefinitionException">There are errors; the exception carries all of them.</exception>
    public WorkflowGraph Publishable() => Graph is { } graph && !Problems.Any(p => p.IsError) ? graph : throw new DefinitionException([.. Problems.Where(p => p.IsError)]);
}

/// <summary>
/// Everything that can be known to be wrong before a definition runs. Stricter than running one: what Elsa publishes and then
/// finds out at run time - an unknown activity, a CRON expression that never comes - is an error here.
/// </summary>
internal sealed class DefinitionChecker(IDefinitionStore store, DefinitionCompiler compiler, ReferenceResolver resolver, TimeProvider time)
{
    /// <summary>Enough for a hundred times what people draw; each instance of a definition carries tables of this size.</summary>
    public const int MaxActivities = 50_000;

    public const int MaxConnections = 250_000;

    public async Task<CheckedDefinition> CheckAsync(
        WorkflowDefinition definition, string definitionId, CancellationToken cancellationToken)
    {
        var activities = ActivityWalk.Of(definition);
        if (TooMany(activities) is { } tooMany)
        {
            return new CheckedDefinition([tooMany], Graph: null);
        }

        var references = await resolver.ResolveAsync(definition, pins: null, cancellationToken);
        var graph = compiler.Compile(definition, references);
        var usesDefinitions = activities.Where(DefinitionReferences.IsUsedAsActivity).Select(a => a.Path + ".type").ToHashSet(StringComparer.Ordinal);
        var problems = graph.Problems
            .Where(p => !usesDefinitions.Contains(p.Path))
            .Select(p => string.Equals(p.Code, DefinitionCodes.UnknownActivity, StringComparison.Ordinal) ? p with { IsError = true } : p).ToList();
        problems.AddRange(TriggerPlanner.Problems(graph, time.GetUtcNow()).Where(p => !problems.Exists(known => string.Equals(known.Path, p.Path, StringComparison.Ordinal))));
        problems.AddRange(graph.Nodes.Where(n => n.Activity is Flowchart && n.Composite is null).SelectMany(n => DeadJoins.Find((Flowchart)n.Activity)));
        problems.AddRange(await new ReferenceChecks(store, references).FindAsync(activities, definitionId, cancellationToken));
        return new CheckedDefinition(problems, graph);
    }

    private static DefinitionProblem? TooMany(IReadOnlyList<WrittenActivity> activities)
    {
        var connections = activities.Sum(a => a.Json.TryGetProperty("connections", out var list) && list.ValueKind == JsonValueKind.Array ? list.GetArrayLength() : 0);
        return activities.Count <= MaxActivities && connections <= MaxConnections ? null : new DefinitionProblem(
            "$.root", $"The definition has {activities.Count} activities and {connections} connections; at most {MaxActivities} and {MaxConnections} are run.",
            IsError: true) { Code = DefinitionCodes.TooMany };
    }
}
