using System.Collections.Concurrent;
using DirectiveFlow.Contracts;
using DirectiveFlow.Host.Messages;

namespace DirectiveFlow.Host.Tests.Scenario;

/// <summary>What the transport took over, in order, with repetitions.</summary>
internal sealed class SentMessages
{
    private readonly ConcurrentQueue<(string Department, IDepartmentMessage Message)> _sent = new();

    public IReadOnlyList<(string Department, IDepartmentMessage Message)> All => [.. _sent];

    public void Note(string department, IDepartmentMessage message) => _sent.Enqueue((department, message));

    /// <summary>Department and rung of every reminder of an assignment.</summary>
    public IReadOnlyList<string> RemindersOf(Guid assignmentId) =>
    [
        .. All.Select(sent => sent.Message switch
        {
            ReminderDue due when due.AssignmentId == assignmentId => $"{sent.Department} {due.Rung}",
            TaskOverdue overdue when overdue.AssignmentId == assignmentId => $"{sent.Department} {overdue.Rung}",
            _ => null,
        }).OfType<string>(),
    ];
}

/// <summary>Notes what the real sender has sent.</summary>
internal sealed class NotingSender(IDepartmentSender inner, SentMessages sent) : IDepartmentSender
{
    public async Task SendAsync(string department, IDepartmentMessage message, CancellationToken cancellationToken)
    {
        await inner.SendAsync(department, message, cancellationToken);
        sent.Note(department, message);
    }
}
