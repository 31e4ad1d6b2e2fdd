using DirectiveFlow.Directives.Labels;
using DirectiveFlow.Engine.Journal;
using DirectiveFlow.Engine.Persistence;

namespace DirectiveFlow.Web.Operations;

/// <summary>Words, icons and tones for the states of instances and the entries of their logs.</summary>
public static class InstanceLabels
{
    public static (string Tone, string Icon, Label Label) Of(InstanceSummary instance) => instance switch
    {
        { HeldBy: not null } => ("hold", "pause", new("Tạm giữ", "Held")),
        { SubStatus: "Faulted" } => ("over", "alert", new("Lỗi, đang dừng", "Faulted")),
        { SubStatus: "Cancelled" } => ("none", "cancelled", new("Đã huỷ", "Cancelled")),
        { SubStatus: "Deleted" } => ("none", "close", new("Đã xoá", "Deleted")),
        { Status: "Finished" } => ("ok", "done", new("Đã xong", "Finished")),
        _ => ("open", "half", new("Đang chạy", "Running")),
    };

    public static (string Tone, string Icon, Label Label) Of(JournalEvent entry) => entry switch
    {
        JournalEvent.Started => ("none", "right", new("bắt đầu", "started")),
        JournalEvent.Completed => ("ok", "check", new("xong", "completed")),
        JournalEvent.Suspended => ("wait", "hourglass", new("chờ", "waits")),
        JournalEvent.Resumed => ("open", "right", new("tiếp tục", "resumed")),
        JournalEvent.Faulted => ("over", "alert", new("lỗi", "failed")),
        JournalEvent.Cancelled => ("none", "cancelled", new("bị huỷ", "cancelled")),
        JournalEvent.Line => ("none", "info", new("ghi", "wrote")),
        JournalEvent.Held => ("hold", "pause", new("được tạm giữ", "held")),
        JournalEvent.Released => ("open", "right", new("được thả", "released")),
        JournalEvent.Retried => ("soon", "redo", new("được thử lại", "retried")),
        JournalEvent.Altered => ("soon", "edit", new("được sửa", "altered")),
        JournalEvent.Parked => ("hold", "inbox", new("giữ lại tín hiệu đến sớm", "kept a signal")),
        JournalEvent.Resolved => ("ok", "done", new("sự cố được ghi đã xử lý", "incident resolved")),
        _ => ("none", "close", new("bị xoá", "deleted")),
    };

    /// <summary>How an incident was closed; words of an operator stay as written.</summary>
    public static Label Resolution(string words) => words switch
    {
        "Retried" => new("đã thử lại", "retried"),
        "Completed" => new("bước được cho qua bằng tay", "completed by hand"),
        "Cancelled" => new("đã huỷ", "cancelled"),
        _ => new(words, words),
    };
}
