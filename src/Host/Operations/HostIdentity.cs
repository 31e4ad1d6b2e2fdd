using System.Globalization;

namespace DirectiveFlow.Host.Operations;

/// <summary>The name under which this process claims work: machine and process, so that a lease can be traced to its holder.</summary>
internal sealed record HostIdentity(string Name)
{
    public static HostIdentity OfThisProcess() =>
        new(string.Create(CultureInfo.InvariantCulture, $"{Environment.MachineName}/{Environment.ProcessId}"));
}
