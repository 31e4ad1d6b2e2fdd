using System.Globalization;
using DirectiveFlow.Engine.Identity;

namespace DirectiveFlow.Engine.Simulation;

/// <summary>Stands still until the run has nothing left to do at its time, then jumps to the next event.</summary>
internal sealed class SimulatedClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset _now = start.ToUniversalTime();

    public override DateTimeOffset GetUtcNow() => _now;

    public void MoveTo(DateTimeOffset at) => _now = at > _now ? at : _now;
}

/// <summary>Counts, so that the same dry run gives the same answer.</summary>
internal sealed class SimulatedIds : IIdGenerator
{
    private int _last;

    public Guid NewGuid() => new(_last, 0, 0, [0, 0, 0, 0, .. BitConverter.GetBytes(++_last)]);

    public string NewId() => (++_last).ToString("x16", CultureInfo.InvariantCulture);
}
