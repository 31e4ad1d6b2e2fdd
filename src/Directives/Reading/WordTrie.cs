namespace DirectiveFlow.Directives.Reading;

/// <summary>
/// A list of phrases, searched by words at a position of a folded text in time that does not depend on the length of the
/// list. Words are divided by blanks; a comma inside a phrase is part of the word before it.
/// </summary>
internal sealed class WordTrie
{
    private readonly Node _root = new();

    public WordTrie(IEnumerable<string> phrases)
    {
        foreach (var phrase in phrases)
        {
            var node = _root;
            foreach (var word in ToneMarks.Fold(phrase).Split(' '))
            {
                node = node.Next.TryGetValue(word, out var next) ? next : node.Next[word] = new Node();
            }

            node.Capital = char.IsUpper(phrase[0]) && (!node.Ends || node.Capital);
            node.Ends = true;
        }
    }

    /// <summary>End of the longest phrase that begins at a position; -1 if none does.</summary>
    public int Match(string text, int start, int limit)
    {
        var (node, at, end) = (_root, start, -1);
        while (at < limit)
        {
            var to = at;
            while (to < limit && char.IsLetterOrDigit(text[to]))
            {
                to++;
            }

            if (to == at)
            {
                break;
            }

            // "phòng, chống": the comma may belong to the phrase.
            var word = text.AsSpan(at, to - at);
            if (!node.Lookup.TryGetValue(word, out var next))
            {
                if (to >= limit || text[to] != ',' || !node.Lookup.TryGetValue(text.AsSpan(at, to + 1 - at), out next))
                {
                    break;
                }

                to++;
            }

            node = next;
            if (node.Ends && (!node.Capital || char.IsUpper(text[start])))
            {
                end = to;
            }

            at = to;
            while (at < limit && text[at] is ' ' or '\t')
            {
                at++;
            }

            if (at == to)
            {
                break;
            }
        }

        return end;
    }

    private sealed class Node
    {
        public Dictionary<string, Node> Next { get; } = new(StringComparer.OrdinalIgnoreCase);

        public Dictionary<string, Node>.AlternateLookup<ReadOnlySpan<char>> Lookup => Next.GetAlternateLookup<ReadOnlySpan<char>>();

        public bool Ends { get; set; }

        public bool Capital { get; set; }
    }
}
