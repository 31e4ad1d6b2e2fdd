using System.Security.Cryptography;
using DirectiveFlow.Engine.Identity;

namespace DirectiveFlow.Benchmarks.Hosting;

/// <summary>Ids spread over the indexes as those of the running product are.</summary>
internal sealed class RunningIds : IIdGenerator
{
    private const int IdBytes = 8;

    public Guid NewGuid() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    public string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
}
