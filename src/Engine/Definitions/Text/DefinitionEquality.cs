using System.Text.Json;

namespace DirectiveFlow.Engine.Definitions.Text;

/// <summary>
/// Whether two texts say the same definition. Order of members, spelling of numbers and strings, members that are null on one
/// side and absent on the other, flags that are off on one side and absent on the other, and what the server fills in (ids and
/// flags of the version, node ids, links) do not count.
/// </summary>
internal static class DefinitionEquality
{
    /// <summary>Belongs to the stored version, not to what it says.</summary>
    public static readonly IReadOnlySet<string> Envelope = new HashSet<string>(StringComparer.Ordinal)
    {
        "$schema", "id", "definitionId", "version", "createdAt", "isLatest", "isPublished", "links", "toolVersion",
    };

    /// <summary>Off when absent: an editor writes them all, an export of Elsa Studio leaves some out.</summary>
    private static readonly HashSet<string> s_flags = new(StringComparer.Ordinal) { "isArray", "isReadonly", "isSystem" };

    public static bool AreSame(JsonTree a, JsonTree b) => Members(a, a.Root, b, b.Root, Envelope.Contains);

    public static bool AreSame(JsonTree a, JsonPiece x, JsonTree b, JsonPiece y)
    {
        if (x.Kind != y.Kind)
        {
            return false;
        }

        switch (x.Kind)
        {
            case JsonTokenType.StartObject:
                return Members(a, x, b, y, static name => name is NodeId);
            case JsonTokenType.StartArray:
                if (x.Items.Count != y.Items.Count)
                {
                    return false;
                }

                for (var i = 0; i < x.Items.Count; i++)
                {
                    if (!AreSame(a, x.Items[i], b, y.Items[i]))
                    {
                        return false;
                    }
                }

                return true;
            case JsonTokenType.String:
                return a[x].SequenceEqual(b[y]) || string.Equals(a.Text(x), b.Text(y), StringComparison.Ordinal);
            case JsonTokenType.Number:
                return a[x].SequenceEqual(b[y]) || (a.Number(x) is { } number && number == b.Number(y));
            default:
                return true;
        }
    }

    internal const string NodeId = "nodeId";

    private static bool Members(JsonTree a, JsonPiece x, JsonTree b, JsonPiece y, Func<string, bool> isIgnored)
    {
        var found = 0;
        var others = Index(y);
        foreach (var member in x.Members)
        {
            if (SaysNothing(member, isIgnored))
            {
                continue;
            }

            if (!others.TryGetValue(member.Name, out var other) || !AreSame(a, member.Value, b, other))
            {
                return false;
            }

            found++;
        }

        return found == y.Members.Count(member => !SaysNothing(member, isIgnored));
    }

    private static bool SaysNothing(JsonMember member, Func<string, bool> isIgnored) => isIgnored(member.Name)
        || member.Value.Kind == JsonTokenType.Null
        || (member.Value.Kind == JsonTokenType.False && s_flags.Contains(member.Name));

    internal static Dictionary<string, JsonPiece> Index(JsonPiece piece)
    {
        var index = new Dictionary<string, JsonPiece>(piece.Members.Count, StringComparer.Ordinal);
        foreach (var member in piece.Members)
        {
            index[member.Name] = member.Value;
        }

        return index;
    }
}
