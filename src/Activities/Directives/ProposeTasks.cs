using DirectiveFlow.Directives.Launching;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Reading;
using DirectiveFlow.Directives.Reading.Dictionaries;
using DirectiveFlow.Directives.Tasks;
using DirectiveFlow.Directives.Vietnamese;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Identity;

namespace DirectiveFlow.Activities.Directives;

/// <summary>
/// Reads the directive's text as the installation reads and proposes its tasks (T4), unless a person reviewed them before the
/// launch. A proposal keeps the words it was read from and binds nobody: a
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
        if (directive.Text is not { } text || directive.IsReviewed || directive.Tasks.Count > 0)
        {
            return;
        }

        var ids = context.GetRequiredService<IIdGenerator>();
        var calendar = (await context.ActAsync(Actor.System)).Calendar.Edition;
        var basis = await context.GetRequiredService<IReadingDictionaries>().BasisAsync(context.CancellationToken);
        var reading = basis.Units.Resolve(
            DirectiveReader.Read(text, directive.IssuedDate, basis.Lexicon), VietnamTime.DayOf(context.UtcNow));
        foreach (var read in DirectiveSubject.ProposalsOf(reading, directive.Code))
        {
            directive.ProposeTask(ids.NewGuid(), new TaskProposal(read.Title, read.Quotation)
            {
                TaskGroup = read.Group,
                Product = read.Product,
                LeadUnitId = TaskOfText.LeadOf(read),
                CoordinatingUnitIds = TaskOfText.CoordinatingOf(read),
                Deadline = TaskOfText.DeadlineOf(read.Deadline, calendar),
            });
        }
    }
}
