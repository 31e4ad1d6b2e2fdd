using System.Globalization;
using System.Text.Json;
using DirectiveFlow.Engine.Definitions.Text;

namespace DirectiveFlow.Engine.Definitions.Compare;

/// <summary>Finds the same activities, connections, variables, inputs and outputs in two versions and compares them.</summary>
internal sealed class DefinitionComparer(WorkflowDefinition before, WorkflowDefinition after)
{
    private readonly List<DefinitionChangeItem> _changes = [];

    public DefinitionDiff Compare()
    {
        Named(DefinitionItem.Property, Members(before.Json), Members(after.Json));
        Named(DefinitionItem.Variable, List(before.Json, "$", "variables", "id"), List(after.Json, "$", "variables", "id"));
        Named(DefinitionItem.Input, List(before.Json, "$", "inputs", "name"), List(after.Json, "$", "inputs", "name"));
        Named(DefinitionItem.Output, List(before.Json, "$", "outputs", "name"), List(after.Json, "$", "outputs", "name"));
        var (old, @new) = (ActivityWalk.Of(before), ActivityWalk.Of(after));
        Named(DefinitionItem.Activity, old.Select(Item), @new.Select(Item));
        Named(DefinitionItem.Variable, old.SelectMany(Variables), @new.SelectMany(Variables));
        Named(DefinitionItem.Connection, old.SelectMany(Connections), @new.SelectMany(Connections));
        return new DefinitionDiff(_changes);
    }

    private void Named(DefinitionItem item, IEnumerable<Part> before, IEnumerable<Part> after)
    {
        var old = Index(before);
        var @new = Index(after);
        foreach (var (key, part) in old)
        {
            if (!@new.TryGetValue(key, out var other))
            {
                _changes.Add(new DefinitionChangeItem(item, ChangeKind.Removed, key, part.Name, part.Path, []));
            }
            else if (PropertyComparer.Compare(part.Json, other.Json, IsElsewhere(item)) is { Count: > 0 } properties)
            {
                _changes.Add(new DefinitionChangeItem(item, ChangeKind.Changed, key, other.Name, other.Path, properties));
            }
        }

        foreach (var (key, part) in @new.Where(p => !old.ContainsKey(p.Key)))
        {
            _changes.Add(new DefinitionChangeItem(item, ChangeKind.Added, key, part.Name, part.Path, []));
        }
    }

    /// <summary>Of two parts with one key, which no valid definition has, the later ones are counted: <c>key (2)</c>.</summary>
    private static Dictionary<string, Part> Index(IEnumerable<Part> parts)
    {
        var index = new Dictionary<string, Part>(StringComparer.Ordinal);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            var number = counts[part.Key] = counts.GetValueOrDefault(part.Key) + 1;
            index[number == 1 ? part.Key : string.Create(CultureInfo.InvariantCulture, $"{part.Key} ({number})")] = part;
        }

        return index;
    }

    /// <summary>In an activity: the activities it holds, its variables and connections, which are parts of their own.</summary>
    private static Func<string, JsonElement, bool> IsElsewhere(DefinitionItem item) => item != DefinitionItem.Activity ? (_, _) => false : (path, json) =>
        path is ".connections" or ".variables" || IsActivity(json) || (json.ValueKind == JsonValueKind.Array && json.EnumerateArray().Any(IsActivity));

    private static bool IsActivity(JsonElement json) => DefinitionJson.Text(json, "type") is not null && DefinitionJson.Text(json, "id") is not null;

    private static Part Item(WrittenActivity activity) => new(activity.Id, activity.Name, activity.Path, activity.Json);

    private static IEnumerable<Part> Variables(WrittenActivity activity) => List(activity.Json, activity.Path, "variables", "id");

    private static IEnumerable<Part> Connections(WrittenActivity flow) => DefinitionJson.Items(flow.Json, "connections").Select((json, i) => new Part(
        $"{flow.Id}: {End(json, "source", "Done")} → {End(json, "target", "In")}", null,
        string.Create(CultureInfo.InvariantCulture, $"{flow.Path}.connections[{i}]"), json));

    private static string End(JsonElement connection, string end, string port) =>
        DefinitionJson.Object(connection, end) is { ValueKind: JsonValueKind.Object } nested
            ? $"{DefinitionJson.Text(nested, "activity")}/{DefinitionJson.Text(nested, "port") ?? port}"
            : $"{DefinitionJson.Text(connection, end)}/{DefinitionJson.Text(connection, end + "Port") ?? port}";

    private static IEnumerable<Part> Members(JsonElement definition) => definition.EnumerateObject()
        .Where(m => !DefinitionEquality.Envelope.Contains(m.Name) && m.Value.ValueKind != JsonValueKind.Null
            && m.Name is not ("root" or "variables" or "inputs" or "outputs"))
        .Select(m => new Part(m.Name, null, "$" + JsonPath.Member(m.Name), m.Value));

    private static IEnumerable<Part> List(JsonElement owner, string path, string list, string key) => DefinitionJson.Items(owner, list).Select((json, i) => new Part(
        DefinitionJson.Text(json, key) ?? DefinitionJson.Text(json, "name") ?? "", DefinitionJson.Text(json, "name"),
        string.Create(CultureInfo.InvariantCulture, $"{path}.{list}[{i}]"), json));

    private readonly record struct Part(string Key, string? Name, string Path, JsonElement Json);
}
