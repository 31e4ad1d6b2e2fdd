using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Definitions.Library;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Host.Problems;

namespace DirectiveFlow.Host.Elsa.Definitions;

/// <summary>Parts of a version as a tree of nodes: what is in a container, and the way from the root to an activity.</summary>
internal static class DefinitionGraphs
{
    private sealed record Place(JsonObject Activity, string Port, Place? Parent)
    {
        public string NodeId => WireActivity.Text(Activity["nodeId"])!;

        public List<Place> Children { get; } = [];
    }

    public static void MapGraphs(this IEndpointRouteBuilder read)
    {
        read.MapGet("/workflow-definitions/subgraph/{id}", (HttpContext context, string id, WorkflowDefinitionLibrary library, CancellationToken cancellationToken) =>
            TellAsync(context, id, "parentNodeId", library, Node, cancellationToken));
        read.MapGet("/workflow-definitions/subgraph/segments/{id}", (HttpContext context, string id, WorkflowDefinitionLibrary library, CancellationToken cancellationToken) =>
            TellAsync(context, id, "childNodeId", library, Segments, cancellationToken));
    }

    private static async Task<IResult> TellAsync(
        HttpContext context, string id, string parameter, WorkflowDefinitionLibrary library, Func<Place, JsonObject> tell, CancellationToken cancellationToken)
    {
        if (await library.FindVersionAsync(id, cancellationToken) is not { } version)
        {
            return Problem.NotFound(context);
        }

        var workflow = Workflow(version);
        var nodeId = ElsaRequest.Text(context.Request, parameter) ?? WireActivity.WorkflowNodeId;
        return Find(workflow, nodeId) is { } found ? new JsonAnswer(tell(found)) : Problem.NotFound(context);
    }

    /// <summary>The synthetic activity that runs the root, in Elsa's form, with all places below it.</summary>
    private static Place Workflow(DefinitionRecord version)
    {
        var definition = WireDefinition.Of(version, mayEdit: false);
        definition.Remove("root", out var root);
        var metadata = new JsonObject { ["createdAt"] = WireDefinition.Time(version.CreatedAt) };
        foreach (var name in (string[])["name", "description", "toolVersion"])
        {
            if (definition.Remove(name, out var value) && value is not null)
            {
                metadata[name] = value;
            }
        }

        definition.Remove("options", out var options);
        var activity = new JsonObject
        {
            ["identity"] = new JsonObject { ["definitionId"] = version.DefinitionId, ["version"] = version.Version, ["id"] = version.Id },
            ["publication"] = new JsonObject { ["isLatest"] = version.IsLatest, ["isPublished"] = version.IsPublished },
            ["inputs"] = definition["inputs"]!.DeepClone(), ["outputs"] = definition["outputs"]!.DeepClone(), ["outcomes"] = definition["outcomes"]!.DeepClone(),
            ["workflowMetadata"] = metadata, ["options"] = options, ["isReadonly"] = version.IsReadonly, ["isSystem"] = version.IsSystem,
            ["definitionHandle"] = new JsonObject { ["definitionVersionId"] = version.Id }, ["result"] = null,
            ["root"] = root, ["id"] = WireActivity.WorkflowNodeId, ["nodeId"] = WireActivity.WorkflowNodeId, ["name"] = null, ["type"] = "Elsa.Workflow", ["version"] = 1,
            ["customProperties"] = definition["customProperties"]!.DeepClone(), ["metadata"] = new JsonObject(),
        };
        var workflow = new Place(activity, "Root", null);
        AddChildren(workflow, root!, "Root");
        return workflow;
    }

    /// <summary>The port of a child is the member that holds it, in Pascal case.</summary>
    private static void AddChildren(Place parent, JsonNode json, string port)
    {
        switch (json)
        {
            case JsonArray items:
                foreach (var item in items)
                {
                    if (item is not null)
                    {
                        AddChildren(parent, item, port);
                    }
                }

                break;
            case JsonObject members:
                var place = parent;
                if (WireActivity.Is(members) && members.ContainsKey("nodeId"))
                {
                    place = new Place(members, port, parent);
                    parent.Children.Add(place);
                }

                foreach (var (name, value) in members)
                {
                    if (value is JsonObject or JsonArray && WireActivity.MayHold(name))
                    {
                        AddChildren(place, value, ReferenceEquals(place, parent) ? port : char.ToUpperInvariant(name[0]) + name[1..]);
                    }
                }

                break;
            default:
                break;
        }
    }

    private static Place? Find(Place place, string nodeId) => string.Equals(place.NodeId, nodeId, StringComparison.Ordinal)
        ? place : place.Children.Select(child => Find(child, nodeId)).FirstOrDefault(found => found is not null);

    private static JsonObject Node(Place place)
    {
        var node = Leaf(place);
        if (place.Children.Count > 0)
        {
            node["children"] = new JsonArray([.. place.Children.Select(Node)]);
        }

        return node;
    }

    private static JsonObject Leaf(Place place) => new()
    {
        ["nodeId"] = place.NodeId, ["port"] = place.Port, ["activity"] = place.Activity.DeepClone(),
    };

    /// <summary>The containers on the way that the designer opens one in the other: those between the outermost and the child's own.</summary>
    private static JsonObject Segments(Place child)
    {
        var way = new List<Place>();
        for (var place = child; place is not null; place = place.Parent)
        {
            way.Insert(0, place);
        }

        // way: the workflow, its root, ..., the child. Each step below the root that is entered by a port of an activity is a segment.
        var segments = new JsonArray();
        var container = way[0];
        for (var index = 2; index < way.Count - 1; index++)
        {
            var (owner, inner) = (way[index], way[index + 1]);
            if (IsCanvas(inner))
            {
                segments.Add(new JsonObject
                {
                    ["activityNodeId"] = owner.NodeId, ["activityId"] = WireActivity.Text(owner.Activity["id"]), ["activityType"] = WireActivity.Text(owner.Activity["type"]),
                    ["portName"] = inner.Port,
                });
                container = owner;
            }
        }

        return new JsonObject { ["childNode"] = Leaf(child), ["container"] = Leaf(container), ["pathSegments"] = segments };
    }

    private static bool IsCanvas(Place place) => WireActivity.Text(place.Activity["type"]) is "Elsa.Flowchart" or "Elsa.Sequence";
}
