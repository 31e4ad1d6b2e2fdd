using DirectiveFlow.Engine.Persistence;

namespace DirectiveFlow.Engine.Definitions;

/// <summary>Finds the definitions that a text names.</summary>
public static class DefinitionReferences
{
    private const string Target = "workflowDefinitionId";

    /// <summary>Places where the text uses another definition as an activity or starts one whose id it gives as a literal.</summary>
    /// <param name="definition">The text of the version, read before.</param>
    /// <param name="version">Gives the ids.</param>
    public static IReadOnlyList<DefinitionReference> Of(WorkflowDefinition definition, DefinitionSummary version) =>
        Of(ActivityWalk.Of(definition), version.Id, version.DefinitionId);

    internal static IReadOnlyList<DefinitionReference> Of(IReadOnlyList<WrittenActivity> activities, string versionId, string definitionId)
    {
        var found = new List<DefinitionReference>();
        foreach (var activity in activities)
        {
            if (PointsTo(activity) is { } target)
            {
                var isActivity = IsUsedAsActivity(activity);
                found.Add(new DefinitionReference(
                    versionId, found.Count, definitionId, target, isActivity ? DefinitionJson.Text(activity.Json, "workflowDefinitionVersionId") : null,
                    isActivity ? DefinitionReferenceKind.Activity : DefinitionReferenceKind.Start, activity.Id, activity.Path));
            }
        }

        return found;
    }

    /// <summary>True for an activity that stands for another definition and carries its id plainly.</summary>
    internal static bool IsUsedAsActivity(WrittenActivity activity) => DefinitionJson.Text(activity.Json, Target) is not null;

    private static string? PointsTo(WrittenActivity activity)
    {
        var expression = DefinitionJson.Object(DefinitionJson.Object(activity.Json, Target), "expression");
        var isLiteral = string.Equals(DefinitionJson.Text(expression, "type"), "Literal", StringComparison.Ordinal);
        var id = DefinitionJson.Text(activity.Json, Target) ?? (isLiteral ? DefinitionJson.Text(expression, "value") : null);
        return string.IsNullOrWhiteSpace(id) ? null : id;
    }
}
