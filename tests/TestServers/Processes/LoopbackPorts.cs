using System.Net;
using System.Net.Sockets;

namespace DirectiveFlow.TestServers.Processes;

/// <summary>
/// Free ports below the range the kernel gives to outgoing connections (32768 and up). Inside that range a client could take
/// the port before the server binds it, and a client that retries against a stopped server can even connect to itself.
/// Each test process walks its own block, so that parallel test processes do not meet.
/// </summary>
public static class LoopbackPorts
{
    private const int First = 20_000;
    private const int Count = 12_000;
    private static int s_next = Environment.ProcessId * 61 % Count;

    public static int Next()
    {
        for (var tries = 0; tries < Count; tries++)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref s_next) % Count);
            if (IsFree(port))
            {
                return port;
            }
        }

        throw new InvalidOperationException($"No free port between {First} and {First + Count}.");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
