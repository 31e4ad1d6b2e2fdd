using DirectiveFlow.Directives.Rules;
using DirectiveFlow.Directives.Vietnamese;

namespace DirectiveFlow.Directives.Reading.Dictionaries;

/// <summary>What an entry of a dictionary tells the reader. Stored and sent by name.</summary>
public enum EntryKind
{
    /// <summary>A name or abbreviation of a body; the value is the unit's code or name in the installation.</summary>
    UnitName,

    /// <summary>A kind of body or a word a body's name begins with.</summary>
    BodyHead,

    /// <summary>A verb that opens a duty.</summary>
    DutyVerb,

    /// <summary>A phrase that begins like a duty's verb and is none.</summary>
    NoDutyVerb,

    /// <summary>An abbreviation of a type in codes; the value is the type's name.</summary>
    DocumentType,

    /// <summary>A wording of a deadline; the value is its kind: ongoing, by_reference or before_event.</summary>
    DeadlinePhrase,
}

/// <summary>One entry an administrator adds to the reader's dictionaries, or takes out of them.</summary>
/// <param name="Phrase">The words as texts write them.</param>
/// <param name="Retired">The entry is not to be used any more, although the program ships it.</param>
public sealed record DictionaryEntry(EntryKind Kind, string Phrase, string? Value = null, bool Retired = false)
{
    private const int LongestPhrase = 120;

    /// <summary>Kinds of deadline that need no date in the words.</summary>
    public static readonly IReadOnlyList<string> DeadlineKinds = ["ongoing", "by_reference", "before_event"];

    /// <summary>Entries of one key mean the same: the later one counts.</summary>
    public string Key => Kind + "|" + VietnameseText.NameKey(Phrase);

    /// <summary>The entry with its words cleaned.</summary>
    /// <exception cref="RuleViolationException"><c>dictionary.entry-invalid</c>, with the field to repair.</exception>
    public DictionaryEntry Checked()
    {
        var entry = this with { Phrase = VietnameseText.Clean(Phrase), Value = string.IsNullOrWhiteSpace(Value) ? null : VietnameseText.Clean(Value) };
        if (entry.Phrase.Length is < 2 or > LongestPhrase || !entry.Phrase.Any(char.IsLetter))
        {
            throw Invalid("Cụm từ phải có từ 2 đến 120 ký tự và có chữ cái.", "A phrase has 2 to 120 characters and at least a letter.", "phrase");
        }

        if (Retired)
        {
            return entry;
        }

        return entry.Kind switch
        {
            EntryKind.UnitName when entry.Value is null => throw Invalid("Ghi mã hoặc tên đơn vị mà tên gọi này chỉ tới.", "Say the code or name of the unit that is meant.", "value"),
            EntryKind.DocumentType when entry.Value is null || entry.Phrase.Length > 6 || !entry.Phrase.All(char.IsLetter) || !char.IsUpper(entry.Phrase[0]) =>
                throw Invalid("Ký hiệu loại là 2 đến 6 chữ cái, bắt đầu bằng chữ hoa (ví dụ QT), kèm tên loại văn bản.", "A type's sign is 2 to 6 letters beginning with a capital (QT), with the type's name.", "phrase"),
            EntryKind.DeadlinePhrase when !DeadlineKinds.Contains(entry.Value, StringComparer.Ordinal) =>
                throw Invalid("Chọn loại thời hạn.", "Choose the kind of deadline.", "value"),
            EntryKind.DutyVerb or EntryKind.NoDutyVerb or EntryKind.DeadlinePhrase when entry.Phrase.Any(char.IsDigit) =>
                throw Invalid("Cụm từ này không được có chữ số.", "This phrase must hold no digits.", "phrase"),
            _ => entry,
        };
    }

    private static RuleViolationException Invalid(string vietnamese, string english, string field) => new("dictionary.entry-invalid", "reading", vietnamese, english, field);
}
