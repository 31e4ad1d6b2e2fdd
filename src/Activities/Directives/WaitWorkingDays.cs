using DirectiveFlow.Directives.Calendars;
using DirectiveFlow.Directives.Vietnamese;
using DirectiveFlow.Engine.Activities.Scheduling;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;

namespace DirectiveFlow.Activities.Directives;

/// <summary>
/// Waits for a number of working days of the calendar in force, until the same time of day, or until a day that is given. The wait is a
/// due-work row of the step's commit: no process is needed meanwhile. A time that has passed ends it at once.
/// </summary>
[Activity("DirectiveFlow", "WaitWorkingDays", Category = "Directives", DisplayName = "Chờ ngày làm việc",
    Description = "Chờ một số ngày làm việc (trừ ngày nghỉ, ngày lễ), hoặc chờ đến ngày giờ đã chọn.")]
public sealed class WaitWorkingDays : Activity
{
    [Input(Description = "Số ngày làm việc; bỏ qua khi đã chọn ngày giờ.", DefaultValue = 1, Order = 0)]
    public Input<int> Days { get; set; } = new(1);

    [Input(Description = "Ngày giờ chờ đến; để trống thì tính theo số ngày.", UIHint = "datetime-picker", Order = 1)]
    public Input<DateTimeOffset?> Until { get; set; } = new();

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var dueAt = await context.GetAsync(Until) ?? await AfterAsync(context, Math.Max(0, await context.GetAsync(Days)));
        context.CreateBookmark(new BookmarkOptions { Stimulus = new DelayStimulus(dueAt), IncludeActivityInstanceId = true, DueAt = dueAt });
    }

    private static async Task<DateTimeOffset> AfterAsync(ActivityExecutionContext context, int days)
    {
        var calendar = await context.GetRequiredService<ICalendarSource>().GetAsync(context.CancellationToken);
        var now = context.UtcNow;
        return VietnamTime.At(calendar.AddWorkingDays(VietnamTime.DayOf(now), days), VietnamTime.TimeOf(now));
    }
}
