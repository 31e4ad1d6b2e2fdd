namespace DirectiveFlow.Directives.Reading.Dictionaries;

/// <summary>
/// The dictionaries a reading is made with: those of the program, with what the installation has added or retired. Never
/// changed once made, so any number of readings share one. A reading runs on one thread from beginning to end; the lexicon is
/// bound to that thread meanwhile (<see cref="Bind"/>) and need not pass through every rule.
/// </summary>
public sealed class Lexicon
{
    [ThreadStatic]
    private static Lexicon? _bound;

    private Lexicon(IReadOnlyList<DictionaryEntry> entries, string? version)
    {
        Entries = entries;
        Verbs = new WordTrie(List("duty-verbs", "", EntryKind.DutyVerb));
        NoVerbs = new WordTrie(List("duty-verbs", "not", EntryKind.NoDutyVerb));
        NamingVerbs = new WordTrie(Load("duty-verbs").List("naming"));
        Tails = new HashSet<string>(Load("duty-verbs").List("tail").Select(ToneMarks.Fold), StringComparer.OrdinalIgnoreCase);
        Plural = new WordTrie(List("unit-heads", "plural", EntryKind.BodyHead));
        Proper = new WordTrie(List("unit-heads", "proper", EntryKind.BodyHead));
        Whole = new WordTrie(Without(Load("unit-heads").List("whole"), EntryKind.BodyHead).Concat(Added(EntryKind.UnitName).Where(entry => entry.Phrase.Any(char.IsUpper)).Select(entry => entry.Phrase)));
        Office = new WordTrie(Load("unit-heads").List("office"));
        Types = new DocumentTypeNames(Load("document-types").List(), Added(EntryKind.DocumentType), [.. Retired(EntryKind.DocumentType)]);
        Deadlines = Added(EntryKind.DeadlinePhrase).ToDictionary(entry => ToneMarks.Fold(entry.Phrase).ToUpperInvariant(), entry => entry.Value!, StringComparer.Ordinal);
        DeadlineWords = Deadlines.Count == 0 ? null : new WordTrie(Added(EntryKind.DeadlinePhrase).Select(entry => entry.Phrase));
        Versions = version is null ? RuleData.Versions : new Dictionary<string, string>(RuleData.Versions, StringComparer.Ordinal) { ["installation"] = version };
    }

    /// <summary>The dictionaries as the program ships them.</summary>
    public static Lexicon Shipped { get; } = new([], null);

    internal static Lexicon Current => _bound ?? Shipped;

    /// <summary>What the installation added or retired, each key once.</summary>
    public IReadOnlyList<DictionaryEntry> Entries { get; }

    internal WordTrie Verbs { get; }

    internal WordTrie NoVerbs { get; }

    internal WordTrie NamingVerbs { get; }

    internal HashSet<string> Tails { get; }

    internal WordTrie Plural { get; }

    internal WordTrie Proper { get; }

    internal WordTrie Whole { get; }

    internal WordTrie Office { get; }

    internal DocumentTypeNames Types { get; }

    /// <summary>Kind of deadline by the folded phrase in capitals.</summary>
    internal IReadOnlyDictionary<string, string> Deadlines { get; }

    internal WordTrie? DeadlineWords { get; }

    internal IReadOnlyDictionary<string, string> Versions { get; }

    /// <param name="version">Edition of the installation's entries, told in every reading made with them.</param>
    public static Lexicon With(IEnumerable<DictionaryEntry> entries, string version) =>
        new([.. entries.GroupBy(entry => entry.Key, StringComparer.Ordinal).Select(group => group.Last())], version);

    /// <summary>Readings on this thread are made with this lexicon until the answer is disposed.</summary>
    internal IDisposable Bind()
    {
        var before = _bound;
        _bound = this;
        return new Binding(before);
    }

    private static RuleData Load(string name) => RuleData.Load(name);

    private IEnumerable<DictionaryEntry> Added(EntryKind kind) => Entries.Where(entry => entry.Kind == kind && !entry.Retired);

    private IEnumerable<string> Retired(EntryKind kind) => Entries.Where(entry => entry.Kind == kind && entry.Retired).Select(entry => entry.Phrase);

    private IEnumerable<string> List(string dictionary, string list, EntryKind kind) =>
        Without(Load(dictionary).List(list), kind).Concat(Added(kind).Select(entry => entry.Phrase));

    private IEnumerable<string> Without(IEnumerable<string> phrases, EntryKind kind)
    {
        var retired = Retired(kind).Select(ToneMarks.Fold).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return phrases.Where(phrase => !retired.Contains(ToneMarks.Fold(phrase)));
    }

    private sealed class Binding(Lexicon? before) : IDisposable
    {
        public void Dispose() => _bound = before;
    }
}
