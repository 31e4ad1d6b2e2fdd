using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Definitions.Library;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Web.Session;

namespace DirectiveFlow.Web.Operations;

/// <summary>What the authors of a definition call its activities.</summary>
internal static class ActivityNames
{
    public static string Of(ActivityNode node) => node.DisplayName ?? node.Name ?? node.Id;

    /// <summary>By activity id; of several versions the last one's name counts. Versions that are gone are passed over.</summary>
    public static async Task<Dictionary<string, string>> OfAsync(Operation operation, string definitionId, IEnumerable<int> versions)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var version in versions)
        {
            var found = await operation.RunAsync((WorkflowDefinitionLibrary library) => library.FindAsync(definitionId, new VersionOptions(VersionSelection.Number, version)));
            foreach (var node in found is null ? [] : await NodesAsync(operation, found.Json))
            {
                names[node.Id] = Of(node);
            }
        }

        return names;
    }

    /// <summary>Activities of a text; none when it cannot be read.</summary>
    public static Task<IReadOnlyList<ActivityNode>> NodesAsync(Operation operation, string json) => operation.RunAsync((WorkflowCatalog catalog) =>
    {
        try
        {
            return Task.FromResult(catalog.Compile(json).Nodes);
        }
        catch (DefinitionException)
        {
            return Task.FromResult<IReadOnlyList<ActivityNode>>([]);
        }
    });
}
