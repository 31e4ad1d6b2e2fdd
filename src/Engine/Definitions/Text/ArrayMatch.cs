namespace DirectiveFlow.Engine.Definitions.Text;

/// <summary>Finds which item of a list became which item of the edited one.</summary>
internal static class ArrayMatch
{
    /// <summary>
    /// For each new item the position of the old one, -1 when it is new. Items with ids are matched by id; lists of the same
    /// length by position; of others the equal beginning and end are matched.
    /// </summary>
    public static int[] Partners(JsonTree oldTree, JsonPiece old, JsonTree newTree, JsonPiece @new)
    {
        var partners = new int[@new.Items.Count];
        if (Ids(oldTree, old) is { } before && Ids(newTree, @new) is { } after)
        {
            foreach (var (id, position) in after)
            {
                partners[position] = before.GetValueOrDefault(id, -1);
            }

            return partners;
        }

        if (old.Items.Count == partners.Length)
        {
            return [.. Enumerable.Range(0, partners.Length)];
        }

        Array.Fill(partners, -1);
        var shorter = Math.Min(old.Items.Count, partners.Length);
        var head = 0;
        while (head < shorter && DefinitionEquality.AreSame(oldTree, old.Items[head], newTree, @new.Items[head]))
        {
            partners[head] = head++;
        }

        for (var tail = 1; tail <= shorter - head && DefinitionEquality.AreSame(oldTree, old.Items[^tail], newTree, @new.Items[^tail]); tail++)
        {
            partners[^tail] = old.Items.Count - tail;
        }

        return partners;
    }

    /// <summary>Positions by id, null unless every item is an object with an id of its own.</summary>
    private static Dictionary<string, int>? Ids(JsonTree tree, JsonPiece list)
    {
        var ids = new Dictionary<string, int>(list.Items.Count, StringComparer.Ordinal);
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (tree.Text(list.Items[i].Find("id")) is not { } id || !ids.TryAdd(id, i))
            {
                return null;
            }
        }

        return ids;
    }
}
