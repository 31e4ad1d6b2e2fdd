using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Reading.Examples;
using DirectiveFlow.Directives.Rules;
using DirectiveFlow.Directives.Vietnamese;

namespace DirectiveFlow.Directives.Reading.Dictionaries;

/// <summary>
/// What somebody who confirms a reading may add to the dictionaries without being an administrator: that certain words mean a certain
/// unit. It becomes an edition like any other, with a note, and only if no example is read worse for it.
/// </summary>
public static class UnitNaming
{
    public static bool MayName(Actor actor) => actor.HasAny([Roles.Leader, Roles.Monitor, Roles.Admin]);

    /// <exception cref="RuleViolationException"><c>dictionary.not-allowed</c>, <c>dictionary.entry-invalid</c>, <c>dictionary.nothing-changed</c>, <c>dictionary.examples-worse</c>.</exception>
    public static DictionaryEdition Name(
        Actor actor, DateTimeOffset at, DictionaryEdition current, string words, Unit unit, string document, IEnumerable<ReadingExample> examples)
    {
        if (!MayName(actor))
        {
            throw new RuleViolationException(
                "dictionary.not-allowed", "reading", "Chỉ lãnh đạo, người theo dõi và quản trị viên được thêm tên gọi đơn vị.",
                "Only leaders, monitors and administrators may add the name of a unit.");
        }

        var entry = new DictionaryEntry(EntryKind.UnitName, words, unit.Code).Checked();

        // A name changes the reading only of texts that hold it; somebody waits for the answer.
        var key = VietnameseText.NameKey(entry.Phrase);
        var touched = examples.Where(example => VietnameseText.NameKey(example.Text).Contains(key, StringComparison.Ordinal));
        return DictionaryTrial.Next(
            actor, at, current, [.. current.Entries.Where(other => !string.Equals(other.Key, entry.Key, StringComparison.Ordinal)), entry],
            $"“{entry.Phrase}” là {unit.Name}; xác nhận khi triển khai {document}.".Trim(), acceptsBroken: false, touched);
    }
}
