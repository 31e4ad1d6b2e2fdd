using DirectiveFlow.Engine.DueWork;

namespace DirectiveFlow.Host.DueWork;

/// <summary>Carries the hint of a commit to the loops of this process. Other processes find the rows by their sweep.</summary>
internal sealed class WorkSignal : IWorkSignal
{
    private readonly Lock _lock = new();
    private DateTimeOffset? _earliest;

    public WakeUp Outbox { get; } = new();

    public WakeUp DueWork { get; } = new();

    public void OutboxPending() => Outbox.Set();

    public void DueWorkPending(DateTimeOffset earliest)
    {
        lock (_lock)
        {
            _earliest = _earliest is { } known && known <= earliest ? known : earliest;
        }

        DueWork.Set();
    }

    /// <summary>The earliest time hinted since the last call, null when none.</summary>
    public DateTimeOffset? TakeEarliest()
    {
        lock (_lock)
        {
            var earliest = _earliest;
            _earliest = null;
            return earliest;
        }
    }
}
