using System.Globalization;
using System.Text.Json;
using DirectiveFlow.Engine.Definitions.Text;

namespace DirectiveFlow.Engine.Definitions.Compare;

/// <summary>Compares two values member by member.</summary>
/// <param name="isElsewhere">Values that are compared in another place, for example the activities in a container.</param>
internal sealed class PropertyComparer(Func<string, JsonElement, bool> isElsewhere)
{
    private readonly List<PropertyChange> _changes = [];

    public static IReadOnlyList<PropertyChange> Compare(JsonElement before, JsonElement after, Func<string, JsonElement, bool>? isElsewhere = null)
    {
        var comparer = new PropertyComparer(isElsewhere ?? ((_, _) => false));
        comparer.Value("", before, after);
        return comparer._changes;
    }

    private void Value(string path, JsonElement before, JsonElement after)
    {
        if (before.ValueKind == JsonValueKind.Object && after.ValueKind == JsonValueKind.Object)
        {
            Members(path, before, after);
        }
        else if (before.ValueKind == JsonValueKind.Array && after.ValueKind == JsonValueKind.Array && before.GetArrayLength() == after.GetArrayLength())
        {
            var index = 0;
            foreach (var (x, y) in before.EnumerateArray().Zip(after.EnumerateArray()))
            {
                Value(string.Create(CultureInfo.InvariantCulture, $"{path}[{index++}]"), x, y);
            }
        }
        else if (!Same(before, after))
        {
            _changes.Add(new PropertyChange(path, Shown(before), Shown(after), IsLayout(path)));
        }
    }

    private void Members(string path, JsonElement before, JsonElement after)
    {
        foreach (var member in before.EnumerateObject().Where(m => !isElsewhere(path + "." + m.Name, m.Value) && !m.NameEquals("nodeId")))
        {
            after.TryGetProperty(member.Name, out var other);
            Value(path + JsonPath.Member(member.Name), member.Value, other);
        }

        foreach (var member in after.EnumerateObject().Where(m => !isElsewhere(path + "." + m.Name, m.Value) && !m.NameEquals("nodeId")))
        {
            if (!before.TryGetProperty(member.Name, out _))
            {
                Value(path + JsonPath.Member(member.Name), default, member.Value);
            }
        }
    }

    private static bool Same(JsonElement a, JsonElement b) => (IsNothing(a) && IsNothing(b)) || (a.ValueKind == b.ValueKind && a.ValueKind switch
    {
        JsonValueKind.Number => string.Equals(a.GetRawText(), b.GetRawText(), StringComparison.Ordinal)
            || (a.TryGetDecimal(out var x) && b.TryGetDecimal(out var y) && x == y),
        JsonValueKind.String => string.Equals(a.GetString(), b.GetString(), StringComparison.Ordinal),
        JsonValueKind.Array => false,
        _ => true,
    });

    private static bool IsNothing(JsonElement json) => json.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;

    private static string? Shown(JsonElement json) => json.ValueKind == JsonValueKind.Undefined ? null : json.GetRawText();

    private static bool IsLayout(string path) =>
        path.StartsWith(".metadata.designer", StringComparison.Ordinal) || path.StartsWith(".vertices", StringComparison.Ordinal);
}
