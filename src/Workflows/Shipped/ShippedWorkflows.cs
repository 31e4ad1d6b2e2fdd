using System.Reflection;
using System.Text;
using DirectiveFlow.Engine.Runtime;

namespace DirectiveFlow.Workflows.Shipped;

/// <summary>The definitions the product ships, as Elsa JSON, and the sample plan to try them with.</summary>
public static class ShippedWorkflows
{
    /// <summary>Definition id of the cycle of a directive. Its input <c>DirectiveId</c> names a registered directive.</summary>
    public const string DirectiveCycle = "directive-cycle";

    /// <summary>Definition id of the cycle of one assignment. Its input <c>AssignmentId</c> names a drafted assignment.</summary>
    public const string AssignmentCycle = "assignment-cycle";

    private static readonly Assembly Here = typeof(ShippedWorkflows).Assembly;

    /// <summary>Publishes what is not published yet; safe to run at every start and from several hosts.</summary>
    public static async Task PublishAsync(WorkflowCatalog catalog, CancellationToken cancellationToken)
    {
        foreach (var id in new[] { AssignmentCycle, DirectiveCycle })
        {
            await catalog.PublishAsync(DefinitionJson(id), cancellationToken);
        }
    }

    public static string DefinitionJson(string definitionId) => Read($"definitions/{definitionId}.json");

    /// <summary>A plan in the form of Decree 30/2020, invented for trying the product.</summary>
    public static string SamplePlan() => Read("samples/ke-hoach-mau.txt");

    private static string Read(string name)
    {
        using var stream = Here.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly holds no resource '{name}'.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
