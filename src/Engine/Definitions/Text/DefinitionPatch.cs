using System.Buffers;
using System.Text;
using System.Text.Json;

namespace DirectiveFlow.Engine.Definitions.Text;

/// <summary>
/// Writes edits into a stored text. An editor sends the whole definition in its own spelling and without what it does not know;
/// here only the places that say something else are taken from it, all other bytes stay as they were.
/// </summary>
internal sealed class DefinitionPatch
{
    /// <summary>What an editor knows and may therefore remove by leaving it out.</summary>
    private static readonly HashSet<string> s_known = new(StringComparer.Ordinal)
    {
        "name", "description", "variables", "inputs", "outputs", "outcomes", "customProperties", "options", "root", "isReadonly", "isSystem",
    };

    private readonly JsonTree _old;
    private readonly JsonTree _new;
    private readonly ArrayBufferWriter<byte> _output;

    private DefinitionPatch(JsonTree old, JsonTree @new)
    {
        _old = old;
        _new = @new;
        _output = new ArrayBufferWriter<byte>(old.Bytes.Length + 256);
    }

    public static string Apply(JsonTree stored, JsonTree edited)
    {
        var patch = new DefinitionPatch(stored, edited);
        patch._output.Write(stored.Bytes.AsSpan(0, stored.Root.Start));
        patch.Object(stored.Root, edited.Root, isDefinition: true);
        patch._output.Write(stored.Bytes.AsSpan(stored.Root.End));
        return Encoding.UTF8.GetString(patch._output.WrittenSpan);
    }

    /// <summary>Sets members of the definition. One that is there changes in place, others come first.</summary>
    public static string SetFirst(JsonTree stored, IReadOnlyList<(string Name, string Json)> members)
    {
        var values = members.ToDictionary(m => m.Name, m => Encoding.UTF8.GetBytes(m.Json), StringComparer.Ordinal);
        var patch = new DefinitionPatch(stored, stored);
        var (output, root) = (patch._output, stored.Root);
        var layout = new ObjectLayout(stored.Bytes, root);
        output.Write(stored.Bytes.AsSpan(0, root.Start + 1));
        var missing = members.Where(m => root.Find(m.Name) is null).ToArray();
        for (var i = 0; i < missing.Length; i++)
        {
            layout.AddFirst(output, missing[i].Name, values[missing[i].Name], isLast: i == missing.Length - 1 && root.Members.Count == 0);
        }

        var cursor = root.Start + 1;
        foreach (var member in root.Members.Where(m => values.ContainsKey(m.Name)))
        {
            output.Write(stored.Bytes.AsSpan(cursor, member.Value.Start - cursor));
            output.Write(values[member.Name]);
            cursor = member.Value.End;
        }

        output.Write(stored.Bytes.AsSpan(cursor));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private void Value(JsonPiece old, JsonPiece @new)
    {
        if (old.Kind == JsonTokenType.StartObject && @new.Kind == JsonTokenType.StartObject)
        {
            Object(old, @new, isDefinition: false);
        }
        else if (old.Kind == JsonTokenType.StartArray && @new.Kind == JsonTokenType.StartArray)
        {
            Array(old, @new);
        }
        else
        {
            _output.Write(DefinitionEquality.AreSame(_old, old, _new, @new) ? _old[old] : _new[@new]);
        }
    }

    private void Object(JsonPiece old, JsonPiece @new, bool isDefinition)
    {
        var edited = DefinitionEquality.Index(@new);
        var names = new HashSet<string>(old.Members.Select(m => m.Name), StringComparer.Ordinal);
        var layout = new ObjectLayout(_old.Bytes, old);
        ObjectLayout.Open(_output);
        var (before, count) = (-1, 0);
        for (var i = 0; i < old.Members.Count; i++)
        {
            var member = old.Members[i];
            edited.TryGetValue(member.Name, out var value);
            var isServers = IsServers(member.Name, isDefinition);
            if (value is null && !isServers && member.Value.Kind != JsonTokenType.Null && (!isDefinition || s_known.Contains(member.Name)))
            {
                continue;
            }

            layout.Between(_output, before, i);
            if (value is null || isServers)
            {
                _output.Write(_old[member.Value]);
            }
            else
            {
                Value(member.Value, value);
            }

            (before, count) = (i, count + 1);
        }

        foreach (var member in @new.Members)
        {
            if (!names.Contains(member.Name) && member.Value.Kind != JsonTokenType.Null && !IsServers(member.Name, isDefinition))
            {
                layout.Add(_output, _new, member, ++count == 1);
            }
        }

        layout.Close(_output, count);
    }

    /// <summary>The server answers for these members: what an editor sends is no edit.</summary>
    private static bool IsServers(string name, bool isDefinition) =>
        isDefinition ? DefinitionEquality.Envelope.Contains(name) && name is not "toolVersion" : name is DefinitionEquality.NodeId;

    private void Array(JsonPiece old, JsonPiece @new)
    {
        var partners = ArrayMatch.Partners(_old, old, _new, @new);
        var layout = new ArrayLayout(_old.Bytes, old);
        layout.Open(_output, partners.Length);
        for (var i = 0; i < partners.Length; i++)
        {
            if (i > 0)
            {
                layout.Between(_output, partners[i - 1], partners[i]);
            }

            if (partners[i] >= 0)
            {
                Value(old.Items[partners[i]], @new.Items[i]);
            }
            else
            {
                _output.Write(_new[@new.Items[i]]);
            }
        }

        layout.Close(_output, partners.Length);
    }
}
