using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Labels;
using DirectiveFlow.Directives.Queries;

namespace DirectiveFlow.Web.Assignments;

/// <summary>A heading of "my work": how urgent, and whose turn it is.</summary>
public sealed record WorkGroup(string Key, string? Icon, string? Tone, Label Label)
{
    private static readonly WorkGroup Overdue = new("overdue", "alert", "tone-over", new("Quá hạn", "Overdue"));
    private static readonly WorkGroup Soon = new("soon", "clock", "tone-soon", new("Trong 7 ngày", "Within 7 days"));
    private static readonly WorkGroup Later = new("later", null, null, new("Sau đó", "Later"));
    private static readonly WorkGroup Others = new("others", "hourglass", "tone-wait", new("Đang chờ người khác", "Waiting for others"));
    private static readonly WorkGroup Finished = new("finished", "done", "tone-ok", new("Đã xong", "Finished"));

    public static IReadOnlyList<WorkGroup> InOrder { get; } = [Overdue, Soon, Later, Others, Finished];

    public static WorkGroup Of(AssignmentRow row) =>
        !row.State.IsOpen() ? Finished
        : !row.State.RunsUnitClock() ? Others
        : row.Deadline is { IsOverdue: true } ? Overdue
        : row.Deadline is { IsDueSoon: true } ? Soon
        : Later;
}
