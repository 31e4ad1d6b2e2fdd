using System.Threading.Channels;
using DirectiveFlow.Engine.DueWork;

namespace DirectiveFlow.Host.DueWork;

/// <summary>Carries the hint of a commit to the loops of this process. Other processes find the rows by their sweep.</summary>
internal sealed class WorkSignal : IWorkSignal
{
    private readonly Lock _lock = new();
    private DateTimeOffset? _earliest;

    /// <summary>Instances that had a step, for those who watch them; when nobody reads, the oldest are forgotten.</summary>
    public Channel<string> Instances { get; } =
        Channel.CreateBounded<string>(new BoundedChannelOptions(4096) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public WakeUp Outbox { get; } = new();

    public WakeUp DueWork { get; } = new();

    public void OutboxPending() => Outbox.Set();

    public void InstanceCommitted(string instanceId) => Instances.Writer.TryWrite(instanceId);

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
