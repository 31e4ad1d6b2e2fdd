using DirectiveFlow.Directives.Deadlines;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Rules;
using DirectiveFlow.Directives.Tasks;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Identity;

namespace DirectiveFlow.Activities.Directives;

/// <summary>The decision on every proposed task, the input that resumes <see cref="AwaitTaskConfirmation"/>.</summary>
public sealed record TaskConfirmationCommand
{
    public required Guid DirectiveId { get; init; }

    public required Actor Actor { get; init; }

    public int? ExpectedVersion { get; init; }

    public IReadOnlyList<DecidedTask> Tasks { get; init; } = [];

    /// <summary>The leader signs that the directive gives nobody a task; every proposal is rejected with <see cref="Reason"/>.</summary>
    public bool NoTaskArises { get; init; }

    public string? Reason { get; init; }
}

/// <summary>One task as decided: confirmed with all it needs, or rejected with a reason.</summary>
/// <param name="TaskId">Null: a person adds a task the machine did not see.</param>
public sealed record DecidedTask(Guid? TaskId, bool Confirmed)
{
    public string Title { get; init; } = "";

    public Guid? LeadUnitId { get; init; }

    public IReadOnlyList<Guid> CoordinatingUnitIds { get; init; } = [];

    public DateOnly? DueDate { get; init; }

    public string? Product { get; init; }

    public bool IsConfidential { get; init; }

    public string? RejectionReason { get; init; }
}

/// <summary>
/// Waits until the leader (or the monitor) has confirmed or rejected every proposal and set lead unit, coordinating units
/// and deadline of each task (T4 and the gate from concretizing to work). All decisions take effect together: one that is
/// refused refuses the whole, nothing is changed and the wait goes on.
/// </summary>
[Activity("DirectiveFlow", "AwaitTaskConfirmation", Category = "Directives", DisplayName = "Xác nhận nhiệm vụ",
    Description = "Chờ lãnh đạo hoặc người theo dõi xác nhận từng nhiệm vụ đề xuất, đơn vị chủ trì, phối hợp và thời hạn.")]
[Outcomes("Confirmed", "NoTask")]
public sealed class AwaitTaskConfirmation : Activity
{
    public const string Stimulus = "DirectiveFlow.AwaitTaskConfirmation";

    [Input(Description = "Văn bản chỉ đạo.")]
    public Input<Guid> DirectiveId { get; set; } = new();

    [Output(Description = "Người xác nhận và giao.")]
    public Output<Guid?>? ConfirmedBy { get; set; }

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context) =>
        context.CreateBookmark(new BookmarkOptions
        {
            Stimulus = new DirectiveStimulus(await context.GetAsync(DirectiveId)),
            StimulusName = Stimulus,
            Callback = OnDecided,
        });

    private async ValueTask OnDecided(ActivityExecutionContext context)
    {
        var command = context.RequireResumeInput<TaskConfirmationCommand>();
        var directive = await context.DirectiveAsync(command.DirectiveId);
        if (command.ExpectedVersion is { } expected)
        {
            directive.ExpectVersion(expected);
        }

        var act = await context.ActAsync(command.Actor);
        if (command.NoTaskArises)
        {
            foreach (var task in directive.Tasks)
            {
                directive.RejectTask(task.Id, command.Reason ?? "", act);
            }

            directive.SignNoTaskArises(command.Reason ?? "", act);
        }
        else
        {
            foreach (var (task, index) in command.Tasks.Select((task, index) => (task, index)))
            {
                await DecideAsync(context, directive, task, $"tasks[{index}]", act);
            }
        }

        directive.Concretize(act);
        context.Set(ConfirmedBy, command.Actor.PersonId);
        await context.CompleteAsync(command.NoTaskArises ? "NoTask" : "Confirmed");
    }

    private static async Task DecideAsync(
        ActivityExecutionContext context, Directive directive, DecidedTask decided, string path, Act act)
    {
        var taskId = decided.TaskId ?? directive
            .AddTask(context.GetRequiredService<IIdGenerator>().NewGuid(), new TaskProposal(decided.Title, "") { IsConfidential = decided.IsConfidential }, act).Id;
        if (!decided.Confirmed)
        {
            directive.RejectTask(taskId, decided.RejectionReason ?? "", act);
            return;
        }

        var organization = context.GetRequiredService<IOrganization>();
        foreach (var unit in decided.CoordinatingUnitIds)
        {
            await organization.RequireUnitAsync(unit, $"{path}.coordinatingUnitIds", context.CancellationToken);
        }

        if (decided.LeadUnitId is { } lead)
        {
            await organization.RequireUnitAsync(lead, $"{path}.leadUnitId", context.CancellationToken);
        }

        var read = directive.RequireTask(taskId).Deadline;
        directive.ConfirmTask(
            taskId,
            new TaskDecision(decided.Title, decided.LeadUnitId, DeadlineOf(decided, read, act, $"{path}.dueDate"))
            {
                CoordinatingUnitIds = decided.CoordinatingUnitIds,
                Product = decided.Product,
                IsConfidential = decided.IsConfidential,
            },
            act);
    }

    /// <summary>A date left as it was read keeps its provenance; another one was set by the person.</summary>
    private static Deadline? DeadlineOf(DecidedTask decided, Deadline? read, Act act, string field) => decided.DueDate switch
    {
        null => null,
        { } due when read is not null && read.DueDate == due => read,
        { } due => DeadlinePolicy.Set(due, null, act, field: field),
    };
}
