using System.Globalization;
using DirectiveFlow.Directives.Deadlines;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Reading;
using DirectiveFlow.Directives.Tasks;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Identity;

namespace DirectiveFlow.Activities.Directives;

/// <summary>
/// Reads the directive's text and proposes its tasks (T4). A proposal keeps the words it was read from and binds nobody: a
/// unit named in the text is proposed only when the organisation knows it, a deadline only when its words name a day.
/// </summary>
[Activity("DirectiveFlow", "ProposeTasks", Category = "Directives", DisplayName = "Bóc tách nhiệm vụ",
    Description = "Đọc toàn văn và đề xuất nhiệm vụ kèm đơn vị, sản phẩm, thời hạn; người theo dõi xác nhận sau.")]
public sealed class ProposeTasks : CodeActivity
{
    [Input(Description = "Văn bản chỉ đạo.")]
    public Input<Guid> DirectiveId { get; set; } = new();

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var directive = await context.DirectiveAsync(await context.GetAsync(DirectiveId));
        if (directive.Text is not { } text || directive.Tasks.Count > 0)
        {
            return;
        }

        var organization = context.GetRequiredService<IOrganization>();
        var ids = context.GetRequiredService<IIdGenerator>();
        var act = await context.ActAsync(Actor.System);
        foreach (var read in DirectiveSubject.ProposalsOf(DirectiveReader.Read(text, directive.IssuedDate), directive.Code))
        {
            var coordinating = new List<Guid>();
            foreach (var name in read.Coordinating)
            {
                if (await UnitAsync(name) is { } unit)
                {
                    coordinating.Add(unit);
                }
            }

            directive.ProposeTask(ids.NewGuid(), new TaskProposal(read.Title, read.Quotation)
            {
                TaskGroup = read.Group,
                Product = read.Product,
                LeadUnitId = await UnitAsync(read.Lead),
                CoordinatingUnitIds = coordinating,
                Deadline = DeadlineOf(read, act.Calendar.Edition),
            });
        }

        async Task<Guid?> UnitAsync(string? name) =>
            name is null ? null : (await organization.FindUnitByNameOrCodeAsync(name, context.CancellationToken))?.Id;
    }

    private static Deadline? DeadlineOf(ProposedTask read, string calendarEdition) =>
        read.Deadline is { Date: { Length: >= 10 } day } found
            && DateOnly.TryParseExact(day[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var due)
            ? new Deadline
            {
                DueDate = due,
                DueTime = day.Length > 11 ? TimeOnly.ParseExact(day[11..], "HH:mm", CultureInfo.InvariantCulture) : null,
                SourceText = found.Raw,
                Rule = found.Kind.ToUpperInvariant(),
                CalendarEdition = calendarEdition,
            }
            : null;
}
