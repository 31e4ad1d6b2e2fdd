using System.Globalization;
using DirectiveFlow.Engine.Identity;

namespace DirectiveFlow.EngineTesting.Hosting;

/// <summary>Ids that repeat exactly for a seed.</summary>
public sealed class SeededIds(int seed) : IIdGenerator
{
    private int _last;

    public Guid NewGuid() => new(seed, 0, 7, [0, 0, 0, 0, .. BitConverter.GetBytes(Interlocked.Increment(ref _last))]);

    public string NewId() => string.Create(CultureInfo.InvariantCulture, $"{seed:x8}{Interlocked.Increment(ref _last):x8}");
}
