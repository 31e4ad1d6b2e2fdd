using DirectiveFlow.Activities.Assignments;
using DirectiveFlow.Activities.Directives;
using DirectiveFlow.Directives.Reading.Dictionaries;
using DirectiveFlow.Directives.Rules;
using DirectiveFlow.Engine.Identity;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;

namespace DirectiveFlow.Workflows.Commands;

/// <summary>
/// Everything people do to directives. Each command is one step and one transaction: the domain's change, the workflow's
/// move, notifications, messages, reminders and the answer commit together or not at all. A command id that was seen before
/// changes nothing and gets the first answer again, from any host.
/// </summary>
/// <remarks>
/// A refusal throws <see cref="RuleViolationException"/> or <see cref="StaleVersionException"/> and leaves everything as it
/// was. What does not exist for the actor is refused with a code that ends in <c>.unknown</c>.
/// </remarks>
public sealed partial class DirectiveCommands(
    WorkflowRuntime runtime, IUnitOfWorkFactory units, DocumentReader reader, IIdGenerator ids, TimeProvider clock)
{
    /// <summary>T3: the leader's direction for a directive that waits for it.</summary>
    public Task<CommandAnswer> DirectAsync(string commandId, DirectionCommand command, CancellationToken cancellationToken) =>
        ResumeDirectiveAsync(
            commandId, AwaitDirection.Stimulus, command.DirectiveId, command,
            (directive, act) => directive.Direct(command.Direction, command.ForInformation, act), command.Actor, cancellationToken);

    /// <summary>T4: confirms and rejects the proposed tasks, all at once, and lets the workflow assign them.</summary>
    public Task<CommandAnswer> ConfirmTasksAsync(
        string commandId, TaskConfirmationCommand command, CancellationToken cancellationToken) =>
        ResumeDirectiveAsync(
            commandId, AwaitTaskConfirmation.Stimulus, command.DirectiveId, command,
            (directive, act) => directive.Concretize(act), command.Actor, cancellationToken);

    /// <summary>Any act on an assignment: accept, return, cascade, update, report, appraise, approve, requestRework, assign, cancel.</summary>
    public async Task<CommandAnswer> ActAsync(string commandId, AssignmentCommand command, CancellationToken cancellationToken)
    {
        var result = await runtime.ResumeAsync(
            new ResumeWorkflow
            {
                CommandId = commandId,
                Stimulus = new Stimulus(AssignmentStimulus.Name, new AssignmentStimulus(command.AssignmentId)),
                Input = command,
                Prepare = (unit, cancellation) => CheckReadableAsync(unit, command, cancellation),
            },
            cancellationToken);
        if (result.Kind == StepKind.NoMatch)
        {
            await RefuseAsync(command, cancellationToken);
        }

        return CommandAnswer.Of(result);
    }

    private async Task<CommandAnswer> ResumeDirectiveAsync(
        string commandId, string stimulus, Guid directiveId, object input,
        Action<DirectiveFlow.Directives.Documents.Directive, Act> attempt, DirectiveFlow.Directives.Organization.Actor actor,
        CancellationToken cancellationToken)
    {
        var result = await runtime.ResumeAsync(
            new ResumeWorkflow
            {
                CommandId = commandId,
                Stimulus = new Stimulus(stimulus, new DirectiveStimulus(directiveId)),
                Input = input,
            },
            cancellationToken);
        if (result.Kind == StepKind.NoMatch)
        {
            await RefuseAsync(directiveId, attempt, actor, cancellationToken);
        }

        return CommandAnswer.Of(result);
    }
}

/// <summary>How a command ended.</summary>
/// <param name="AlreadyDone">The command id had taken effect before; nothing changed now.</param>
public sealed record CommandAnswer(bool AlreadyDone, string WorkflowInstanceId, string? SubStatus)
{
    internal static CommandAnswer Of(StepResult result) =>
        new(result.Kind == StepKind.AlreadyDone, result.InstanceId!, result.SubStatus);
}
