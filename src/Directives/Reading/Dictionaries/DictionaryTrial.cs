using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Reading.Examples;
using DirectiveFlow.Directives.Rules;

namespace DirectiveFlow.Directives.Reading.Dictionaries;

/// <summary>What a change of the dictionaries would do to one example.</summary>
/// <param name="Mended">Differences to the expectations that would go away.</param>
/// <param name="Broken">Differences that would come.</param>
public sealed record ExampleChange(string Name, IReadOnlyList<string> Mended, IReadOnlyList<string> Broken);

/// <summary>All examples read with the entries in force and with the ones proposed.</summary>
/// <param name="Examples">How many were read.</param>
/// <param name="Changes">Those whose differences are not the same.</param>
public sealed record DictionaryTrial(int Examples, IReadOnlyList<ExampleChange> Changes)
{
    public bool BreaksSomething => Changes.Any(change => change.Broken.Count > 0);

    public static DictionaryTrial Of(IReadOnlyList<DictionaryEntry> before, IReadOnlyList<DictionaryEntry> after, IEnumerable<ReadingExample> examples)
    {
        var (old, proposed) = (Lexicon.With(before, "before"), Lexicon.With(after, "after"));
        var (count, changes) = (0, new List<ExampleChange>());
        foreach (var example in examples)
        {
            count++;
            var (was, would) = (Differences(example, old), Differences(example, proposed));
            if (Without(was, would) is var mended && Without(would, was) is var broken && mended.Count + broken.Count > 0)
            {
                changes.Add(new ExampleChange(example.Name, mended, broken));
            }
        }

        return new DictionaryTrial(count, changes);
    }

    /// <summary>
    /// The next edition, if the administrator may publish it: entries are sound, there is a note, and no example is read worse than
    /// before unless that is accepted in so many words.
    /// </summary>
    /// <exception cref="RuleViolationException"><c>dictionary.not-allowed</c>, <c>dictionary.entry-invalid</c>, <c>dictionary.note-required</c>, <c>dictionary.nothing-changed</c>, <c>dictionary.examples-worse</c>.</exception>
    public static DictionaryEdition Publish(Actor actor, DateTimeOffset at, DictionaryEdition current, IReadOnlyList<DictionaryEntry> entries, string note, bool acceptsBroken, IEnumerable<ReadingExample> examples)
    {
        if (!actor.Has(Roles.Admin))
        {
            throw new RuleViolationException("dictionary.not-allowed", "reading", "Chỉ quản trị viên được sửa từ điển đọc văn bản.", "Only an administrator may change the reader's dictionaries.");
        }

        return Next(actor, at, current, entries, note, acceptsBroken, examples);
    }

    /// <summary>The next edition, whoever may make it.</summary>
    internal static DictionaryEdition Next(Actor actor, DateTimeOffset at, DictionaryEdition current, IReadOnlyList<DictionaryEntry> entries, string note, bool acceptsBroken, IEnumerable<ReadingExample> examples)
    {
        var sound = entries.Select(entry => entry.Checked()).GroupBy(entry => entry.Key, StringComparer.Ordinal).Select(group => group.Last()).ToList();
        if (sound.Count == current.Entries.Count && sound.TrueForAll(current.Entries.Contains))
        {
            throw new RuleViolationException("dictionary.nothing-changed", "reading", "Chưa có thay đổi nào để công bố.", "There is no change to publish.");
        }

        if (string.IsNullOrWhiteSpace(note))
        {
            throw new RuleViolationException("dictionary.note-required", "reading", "Ghi lý do thay đổi.", "Say why it is changed.", "note");
        }

        if (!acceptsBroken && Of(current.Entries, sound, examples) is { BreaksSomething: true } worse)
        {
            var names = string.Join(", ", worse.Changes.Where(change => change.Broken.Count > 0).Select(change => change.Name).Take(5));
            throw new RuleViolationException("dictionary.examples-worse", "reading", $"Có ví dụ bị đọc sai hơn trước: {names}.", $"Some examples would be read worse than before: {names}.", "acceptsBroken");
        }

        return new DictionaryEdition(current.Version + 1, at, actor.PersonId, actor.FullName, note.Trim(), sound);
    }

    private static List<string> Differences(ReadingExample example, Lexicon lexicon)
    {
        try
        {
            return [.. ExampleCheck.Of(example, DirectiveReader.Read(example.Text, example.Context, lexicon)).SelectMany(part => part.Lines)];
        }
        catch (UnreadableTextException unreadable)
        {
            return ["! " + unreadable.Code];
        }
    }

    private static List<string> Without(List<string> lines, List<string> others)
    {
        var left = new List<string>(others);
        return [.. lines.Where(line => !left.Remove(line))];
    }
}
