using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;

namespace DirectiveFlow.Activities.Directives;

/// <summary>The leader's direction (bút phê), the input that resumes <see cref="AwaitDirection"/>.</summary>
/// <param name="Direction">Kept verbatim.</param>
/// <param name="ForInformation">True: nothing is to be done, the directive is filed.</param>
public sealed record DirectionCommand(Guid DirectiveId, Actor Actor, string Direction, bool ForInformation, int? ExpectedVersion);

/// <summary>What acts on a directive wait for; the payload of the stimulus named after the activity.</summary>
public sealed record DirectiveStimulus(Guid DirectiveId);

/// <summary>
/// Waits for the leader's direction (T3). A directive that a leader launched himself is directed already and passes at once.
/// </summary>
[Activity("DirectiveFlow", "AwaitDirection", Category = "Directives", DisplayName = "Chờ bút phê",
    Description = "Chờ lãnh đạo cho ý kiến chỉ đạo (bút phê); văn bản lãnh đạo tự triển khai thì đi tiếp ngay.")]
[Outcomes("Directed", "ForInformation")]
public sealed class AwaitDirection : Activity
{
    public const string Stimulus = "DirectiveFlow.AwaitDirection";

    [Input(Description = "Văn bản chỉ đạo.")]
    public Input<Guid> DirectiveId { get; set; } = new();

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var directive = await context.DirectiveAsync(await context.GetAsync(DirectiveId));
        directive.DrivenBy(context.WorkflowInstanceId);
        if (directive.State == DirectiveState.AwaitingDirection)
        {
            context.CreateBookmark(new BookmarkOptions
            {
                Stimulus = new DirectiveStimulus(directive.Id),
                StimulusName = Stimulus,
                Callback = OnDirected,
            });
            return;
        }

        await context.CompleteAsync("Directed");
    }

    private async ValueTask OnDirected(ActivityExecutionContext context)
    {
        var command = context.RequireResumeInput<DirectionCommand>();
        var directive = await context.DirectiveAsync(command.DirectiveId);
        if (command.ExpectedVersion is { } expected)
        {
            directive.ExpectVersion(expected);
        }

        directive.Direct(command.Direction, command.ForInformation, await context.ActAsync(command.Actor));
        await context.CompleteAsync(command.ForInformation ? "ForInformation" : "Directed");
    }
}
