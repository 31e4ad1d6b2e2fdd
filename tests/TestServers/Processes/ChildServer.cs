using System.Collections.Concurrent;
using System.Diagnostics;

namespace DirectiveFlow.TestServers.Processes;

/// <summary>
/// A real server run as a child process on private loopback ports in a private folder:
/// start, then stop or kill, start again on the same folder, dispose (kills and deletes the folder).
/// A second tiny process, the lifeline, holds a pipe to the test process. When that dies, however hard, the pipe closes and
/// the lifeline kills the server, so a crashed test run leaves nothing behind; its folder is swept by the next run.
/// </summary>
public abstract class ChildServer : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly ConcurrentQueue<string> _log = new();
    private Process? _process;
    private Lifeline? _lifeline;

    protected ChildServer(string name)
    {
        Name = name;
        Root = TemporaryFolders.Create(name);
    }

    public string Name { get; }

    /// <summary>Private folder with data, sockets and configuration.</summary>
    public string Root { get; }

    /// <summary>How long a start may take before it fails with the server's own last words. The slowest start seen took 24 s.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(120);

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>Process id of the server itself, not of a wrapper.</summary>
    public int Pid => _process?.Id ?? throw new InvalidOperationException($"{Name} is not running.");

    /// <summary>The last 4,000 lines the server wrote.</summary>
    public IReadOnlyCollection<string> Log => _log;

    /// <summary>Starts the server and waits until it really answers. Does nothing when it runs; safe to call from many tests at once.</summary>
    /// <exception cref="InvalidOperationException">The server ended while starting, or its program is not installed.</exception>
    /// <exception cref="TimeoutException">Not ready within <see cref="StartTimeout"/>.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (!IsRunning)
            {
                // What a server that ended by itself left behind (a lifeline, a port mapper) goes first.
                await CleanUpAsync();
                await PrepareAsync(cancellationToken);
                Launch();
                await WaitUntilReadyAsync(cancellationToken);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>A clean stop. Falls back to kill -9 when the server has not ended within <paramref name="timeout"/> (default 30 s).</summary>
    /// <returns>True when it ended by itself.</returns>
    public async Task<bool> StopAsync(TimeSpan? timeout = null)
    {
        await _gate.WaitAsync();
        try
        {
            return await EndAsync(StopSignal, timeout ?? TimeSpan.FromSeconds(30));
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>kill -9. The folder stays, so <see cref="StartAsync"/> recovers from it as after a crash.</summary>
    public async Task KillAsync()
    {
        await _gate.WaitAsync();
        try
        {
            await EndAsync(Signals.Kill, TimeSpan.FromSeconds(30));
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Waits until the server has ended by itself and answers its exit code.</summary>
    public async Task<int> WaitForExitAsync(TimeSpan timeout)
    {
        var process = _process ?? throw new InvalidOperationException($"{Name} is not running.");
        using var limit = new CancellationTokenSource(timeout);
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    public string Tail(int lines = 60) => string.Join('\n', _log.TakeLast(lines));

    public async ValueTask DisposeAsync()
    {
        await KillAsync(); // nothing to keep: the quickest end is SIGKILL
        TemporaryFolders.Delete(Root);
        _gate.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Signal of a clean stop.</summary>
    protected virtual int StopSignal => Signals.Terminate;

    protected abstract ProcessStartInfo BuildStartInfo();

    /// <summary>True when the server answers its own protocol.</summary>
    protected abstract Task<bool> IsReadyAsync(CancellationToken cancellationToken);

    protected virtual Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected virtual Task AfterExitAsync() => Task.CompletedTask;

    private void Launch()
    {
        _log.Clear();
        var info = BuildStartInfo();
        info.UseShellExecute = false;
        info.RedirectStandardOutput = info.RedirectStandardError = info.RedirectStandardInput = true;
        _process = new Process { StartInfo = info };
        _process.OutputDataReceived += (_, e) => Append(e.Data);
        _process.ErrorDataReceived += (_, e) => Append(e.Data);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _lifeline = Lifeline.Of(_process.Id);
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartTimeout);
        try
        {
            while (!await IsReadyAsync(limit.Token))
            {
                if (_process!.HasExited)
                {
                    throw new InvalidOperationException($"{Name} ended with code {_process.ExitCode} while starting:\n{Tail()}");
                }

                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
            }
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            var lastWords = Tail();
            await EndAsync(Signals.Kill, TimeSpan.FromSeconds(30));
            throw new TimeoutException($"{Name} was not ready within {StartTimeout}:\n{lastWords}", e);
        }
    }

    private async Task<bool> EndAsync(int signal, TimeSpan timeout)
    {
        if (_process is null)
        {
            return true;
        }

        var clean = true;
        if (!_process.HasExited)
        {
            Signals.Send(_process.Id, signal);
        }

        using var limit = new CancellationTokenSource(timeout);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            clean = false;
            Signals.Send(_process.Id, Signals.Kill);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        await CleanUpAsync();
        return clean;
    }

    private async Task CleanUpAsync()
    {
        if (_process is null)
        {
            return;
        }

        if (_lifeline is not null)
        {
            await _lifeline.DisposeAsync();
            _lifeline = null;
        }

        _process.Dispose();
        _process = null;
        await AfterExitAsync();
    }

    private void Append(string? line)
    {
        if (line is null)
        {
            return;
        }

        _log.Enqueue(line);
        while (_log.Count > 4000 && _log.TryDequeue(out _))
        {
            // keeps the ring short
        }
    }
}
