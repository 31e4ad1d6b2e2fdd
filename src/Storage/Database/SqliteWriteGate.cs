using System.Collections.Concurrent;

namespace DirectiveFlow.Storage.Database;

/// <summary>
/// SQLite has one writer. Writers of this process queue here instead of being told "busy" by the file; other processes (the
/// command line beside a running host) still meet at the file and wait for its busy timeout. On PostgreSQL the gate is open.
/// </summary>
internal sealed class SqliteWriteGate
{
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Gates = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim? _gate;

    private SqliteWriteGate(SemaphoreSlim? gate) => _gate = gate;

    public static SqliteWriteGate Open { get; } = new(null);

    public static SqliteWriteGate ForFile(string path) =>
        new(Gates.GetOrAdd(Path.GetFullPath(path), _ => new SemaphoreSlim(1, 1)));

    public async Task<Pass> EnterAsync(CancellationToken cancellationToken)
    {
        if (_gate is not null)
        {
            await _gate.WaitAsync(cancellationToken);
        }

        return new Pass(_gate);
    }

    internal readonly struct Pass(SemaphoreSlim? gate) : IDisposable
    {
        public void Dispose() => gate?.Release();
    }
}
