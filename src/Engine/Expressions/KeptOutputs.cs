using System.Text.Json;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Catalog;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Expressions;

/// <summary>
/// Outputs that expressions ask for by the producing activity (<c>getOutputFrom</c>, <c>getResultFromStep1</c>,
/// <c>getLastResult</c>). An instance's state holds open work only, so when a definition is compiled it is worked out which
/// outputs are read at all and by whom; only those are kept, in the run of the innermost activity around producer and readers, until
/// that run ends. Branches and iterations so have their own. What nobody asks for costs nothing.
/// </summary>
internal static class KeptOutputs
{
    private const string Prefix = "Output:";
    private const string LastResultKey = "LastResult";

    public static void Resolve(
        IReadOnlyList<ActivityNode> nodes, IReadOnlyCollection<(ActivityNode Reader, OutputRead Read)> reads, ActivityRegistry registry)
    {
        if (reads.Count == 0)
        {
            return;
        }

        var keepsLast = reads.Any(r => r.Read == OutputRead.LastResult);
        foreach (var node in nodes)
        {
            foreach (var output in registry.Find(node.TypeName)?.Outputs(node.Activity) ?? [])
            {
                if (keepsLast && string.Equals(output.Name, OutputRead.DefaultName, StringComparison.Ordinal))
                {
                    output.Keeping |= OutputKeeping.AsLastResult;
                }

                foreach (var (reader, read) in reads)
                {
                    if (read != OutputRead.LastResult && ReferenceEquals(reader.Composite, node.Composite) && Means(read, node, output.Name))
                    {
                        output.Keeping |= OutputKeeping.ByActivity;
                        output.KeptAt = Around(output.KeptAt ?? node.Parent ?? node, reader.Parent ?? reader);
                    }
                }
            }
        }
    }

    public static void Keep(ActivityExecutionContext context, Output output, JsonElement value)
    {
        var scope = context;
        if (output.Keeping.HasFlag(OutputKeeping.ByActivity))
        {
            while (scope.Parent is { } parent && !ReferenceEquals(scope.Node, output.KeptAt))
            {
                scope = parent;
            }

            scope.SetProperty(Key(context.Node.Id, output.Name), value);
        }

        if (output.Keeping.HasFlag(OutputKeeping.AsLastResult))
        {
            while (scope.Parent is { } parent)
            {
                scope = parent;
            }

            scope.SetProperty(LastResultKey, value);
        }
    }

    public static JsonElement Find(ActivityExecutionContext context, WorkflowGraph graph, string activity, string output)
    {
        foreach (var node in Named(graph, context.Node.Composite, activity))
        {
            var key = Key(node.Id, output);
            for (var scope = context; scope is not null; scope = scope.Parent)
            {
                if (scope.Properties is not null && scope.Properties.TryGetValue(key, out var value))
                {
                    return value;
                }
            }
        }

        return JsonValues.Null;
    }

    public static JsonElement LastResult(ActivityExecutionContext root) =>
        root.Properties is not null && root.Properties.TryGetValue(LastResultKey, out var value) ? value : JsonValues.Null;

    private static bool Means(OutputRead read, ActivityNode node, string output) =>
        (read.Activity is null || IsNamed(node, read.Activity))
        && (read.Output is null || string.Equals(read.Output, output, StringComparison.Ordinal));

    private static bool IsNamed(ActivityNode node, string activity) =>
        string.Equals(node.LocalId, activity, StringComparison.Ordinal)
        || (node.Name is { } name && (string.Equals(name, activity, StringComparison.Ordinal)
            || string.Equals(JavaScript.JavaScriptScope.Pascal(name), activity, StringComparison.Ordinal)));

    /// <summary>Activities of the definition that asks.</summary>
    private static IEnumerable<ActivityNode> Named(WorkflowGraph graph, ActivityNode? composite, string activity) =>
        graph.Find(composite is null ? activity : $"{composite.Id}:{activity}") is { } node
            ? [node] : graph.Nodes.Where(n => ReferenceEquals(n.Composite, composite) && IsNamed(n, activity));

    private static ActivityNode Around(ActivityNode one, ActivityNode other)
    {
        for (var candidate = one; candidate.Parent is not null; candidate = candidate.Parent)
        {
            for (var scope = other; scope is not null; scope = scope.Parent)
            {
                if (ReferenceEquals(scope, candidate))
                {
                    return candidate;
                }
            }
        }

        return one.Parent is null ? one : Top(one);
    }

    private static ActivityNode Top(ActivityNode node)
    {
        while (node.Parent is { } parent)
        {
            node = parent;
        }

        return node;
    }

    private static string Key(string activityId, string output) => Prefix + activityId + "." + output;
}
