using System.Net;
using System.Net.Sockets;

namespace DirectiveFlow.Engine.Http;

/// <summary>
/// Tells addresses of the public internet from all others. Checked on the very address a connection is made to, so that a name
/// which answers differently each time gains nothing.
/// </summary>
public sealed class AddressGuard
{
    private static readonly IPNetwork[] s_special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/128", "::1/128", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<IPNetwork> _networks = [];

    /// <exception cref="FormatException">An entry with a slash is not a network.</exception>
    public AddressGuard(IEnumerable<string> allowed)
    {
        foreach (var entry in allowed)
        {
            if (entry.Contains('/', StringComparison.Ordinal))
            {
                _networks.Add(IPNetwork.Parse(entry));
            }
            else if (IPAddress.TryParse(entry, out var address))
            {
                _networks.Add(new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128));
            }
            else
            {
                _names.Add(entry);
            }
        }
    }

    /// <param name="host">The name or address the URL gives.</param>
    public bool Allows(string host, IPAddress address)
    {
        var bare = Bare(address);
        return IsPublic(bare) || _names.Contains(host) || _networks.Exists(n => n.Contains(bare));
    }

    /// <summary>False for loopback, private, link-local, multicast, documentation and other special networks.</summary>
    public static bool IsPublic(IPAddress address)
    {
        var bare = Bare(address);
        return !Array.Exists(s_special, n => n.Contains(bare)) && (Embedded(bare) is not { } inner || IsPublic(inner));
    }

    private static IPAddress Bare(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;

    /// <summary>The IPv4 address that NAT64, 6to4 and IPv4-compatible addresses lead to.</summary>
    private static IPAddress? Embedded(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return null;
        }

        var bytes = address.GetAddressBytes();
        if (bytes.AsSpan(0, 12).SequenceEqual<byte>([0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0]) || !bytes.AsSpan(0, 12).ContainsAnyExcept((byte)0))
        {
            return new IPAddress(bytes.AsSpan(12, 4));
        }

        // 64:ff9b:1::/48 is for local use and may lead anywhere.
        if (bytes.AsSpan(0, 6).SequenceEqual<byte>([0, 0x64, 0xff, 0x9b, 0, 1]))
        {
            return IPAddress.Loopback;
        }

        return bytes is [0x20, 0x02, ..] ? new IPAddress(bytes.AsSpan(2, 4)) : null;
    }
}
