using System.Security.Cryptography;
using DirectiveFlow.Engine.Identity;

namespace DirectiveFlow.Host.Composition;

/// <summary>Ids of the running product: ordered by time for rows, random for names; never guessable one from another.</summary>
internal sealed class SystemIdGenerator(TimeProvider time) : IIdGenerator
{
    private const int IdBytes = 8;

    public Guid NewGuid() => Guid.CreateVersion7(time.GetUtcNow());

    public string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
}
