using DirectiveFlow.Directives.Launching;
using DirectiveFlow.Directives.Reading.Dictionaries;

namespace DirectiveFlow.Directives.Labels;

/// <summary>Words for the kinds of dictionary entries and of deadlines an administrator can add.</summary>
public static class ReadingLabels
{
    public static Label Of(EntryKind kind) => kind switch
    {
        EntryKind.UnitName => new("Tên gọi đơn vị", "Name of a unit"),
        EntryKind.BodyHead => new("Từ mở đầu tên cơ quan", "Word a body's name begins with"),
        EntryKind.DutyVerb => new("Động từ giao việc", "Verb that opens a duty"),
        EntryKind.NoDutyVerb => new("Không phải động từ giao việc", "No verb of a duty"),
        EntryKind.DocumentType => new("Ký hiệu loại văn bản", "Sign of a document type"),
        EntryKind.DeadlinePhrase => new("Cụm từ thời hạn", "Wording of a deadline"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind of entry."),
    };

    public static Label Of(ReadKind kind) => kind switch
    {
        ReadKind.Code => new("Số, ký hiệu", "Code"),
        ReadKind.Date => new("Ngày ban hành", "Date of issue"),
        ReadKind.Unit => new("Cơ quan, đơn vị", "Body or unit"),
        ReadKind.Deadline => new("Thời hạn", "Deadline"),
        ReadKind.Task => new("Nhiệm vụ", "Task"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind of proposal."),
    };

    /// <param name="kind">One of <see cref="DictionaryEntry.DeadlineKinds"/>.</param>
    public static Label OfDeadline(string kind) => kind switch
    {
        "ongoing" => new("Thường xuyên", "Ongoing"),
        "by_reference" => new("Theo văn bản khác", "By another document"),
        "before_event" => new("Trước một sự kiện", "Before an event"),
        _ => new(kind, kind),
    };
}
