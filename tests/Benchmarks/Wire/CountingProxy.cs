using System.Net;
using System.Net.Sockets;

namespace DirectiveFlow.Benchmarks.Wire;

/// <summary>
/// Stands between the product and PostgreSQL and counts what really passes, whatever driver or mapper says it sends. Slow, so
/// for counting only, never for times.
/// </summary>
internal sealed class CountingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly int _serverPort;
    private readonly Lock _lock = new();
    private readonly List<Task> _links = [];
    private readonly Task _accepting;
    private WireCounts _counts;

    public CountingProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public async Task<WireCounts> CountAsync(Func<Task> work)
    {
        var before = Read();
        await work();
        return Read() - before;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_links);
        _end.Dispose();
    }

    private WireCounts Read()
    {
        lock (_lock)
        {
            return _counts;
        }
    }

    private void Add(WireCounts counts)
    {
        lock (_lock)
        {
            _counts += counts;
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _links.Add(LinkAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            // disposed
        }
    }

    private async Task LinkAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient { NoDelay = true };
        near.NoDelay = true;
        await far.ConnectAsync(IPAddress.Loopback, _serverPort, _end.Token);
        var clientSpoke = 0;
        var asked = new MessageScanner(startsWithoutType: true, (type, _) => Add(type switch
        {
            'E' => new WireCounts(0, 1, 0, 0),
            'Q' => new WireCounts(0, 0, 1, 0),
            _ => default,
        }));
        var answered = new MessageScanner(startsWithoutType: false, (type, status) => Add(
            type == 'Z' && status == 'I' ? new WireCounts(0, 0, 0, 1) : default));
        await Task.WhenAny(
            PumpAsync(near.GetStream(), far.GetStream(), piece =>
            {
                if (Interlocked.Exchange(ref clientSpoke, 1) == 0)
                {
                    Add(new WireCounts(1, 0, 0, 0));
                }

                asked.Read(piece);
            }),
            PumpAsync(far.GetStream(), near.GetStream(), piece =>
            {
                Interlocked.Exchange(ref clientSpoke, 0);
                answered.Read(piece);
            }));
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, Action<ReadOnlySpan<byte>> look)
    {
        var buffer = new byte[1 << 16];
        try
        {
            while (await from.ReadAsync(buffer, _end.Token) is var count and > 0)
            {
                look(buffer.AsSpan(0, count));
                await to.WriteAsync(buffer.AsMemory(0, count), _end.Token);
            }
        }
        catch (Exception end) when (end is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // One side has gone: the link ends.
        }
    }
}
