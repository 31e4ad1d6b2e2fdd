using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Host.DueWork;
using Microsoft.AspNetCore.SignalR;

namespace DirectiveFlow.Host.Elsa.Instances.Live;

/// <summary>
/// Tells watchers of an instance that it moved on. Steps of this host are told at once, after their commit; those of other hosts are found
/// by a look at the watched instances every <see cref="s_look"/>. Several steps in a row are one message: it says what is, not what was.
/// </summary>
internal sealed class InstanceWatch(
    WorkSignal signal, IInstanceStore instances, InstanceReader reader, IHubContext<InstanceHub> hub, TimeProvider time, ILogger<InstanceWatch> logger)
    : BackgroundService
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(200);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, HashSet<string>> _byConnection = new(StringComparer.Ordinal);

    /// <summary>Watched instances: by how many connections, and the last step that was told.</summary>
    private readonly Dictionary<string, (int Watchers, DateTimeOffset Told)> _watched = new(StringComparer.Ordinal);

    /// <summary>False when the connection watches as many as it may.</summary>
    public bool TryAdd(string connectionId, InstanceSummary instance, int most)
    {
        lock (_lock)
        {
            if (!_byConnection.TryGetValue(connectionId, out var mine))
            {
                _byConnection.Add(connectionId, mine = new(StringComparer.Ordinal));
            }

            if (mine.Contains(instance.Id))
            {
                return true;
            }

            if (mine.Count >= most)
            {
                return false;
            }

            mine.Add(instance.Id);
            var known = _watched.GetValueOrDefault(instance.Id, (Watchers: 0, Told: instance.UpdatedAt));
            _watched[instance.Id] = known with { Watchers = known.Watchers + 1 };
            return true;
        }
    }

    public void Remove(string connectionId)
    {
        lock (_lock)
        {
            if (!_byConnection.Remove(connectionId, out var mine))
            {
                return;
            }

            foreach (var id in mine)
            {
                var known = _watched[id];
                if (known.Watchers == 1)
                {
                    _watched.Remove(id);
                }
                else
                {
                    _watched[id] = known with { Watchers = known.Watchers - 1 };
                }
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await SomethingMayHaveMovedAsync(stoppingToken))
                {
                    await LookAsync(stoppingToken);
                    await Task.Delay(s_pause, time, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever goes wrong with one look, watchers are told at the next one.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                logger.LogWarning(exception, "Watched workflow instances could not be read");
                await Task.Delay(s_look, time, stoppingToken);
            }
        }
    }

    /// <summary>Waits for a step of a watched instance, or for the next look.</summary>
    private async Task<bool> SomethingMayHaveMovedAsync(CancellationToken stoppingToken)
    {
        using var limit = new CancellationTokenSource(s_look, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stoppingToken);
        var isWatched = false;
        try
        {
            while (!isWatched)
            {
                isWatched = IsWatched(await signal.Instances.Reader.ReadAsync(either.Token));
            }
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            return HasWatchers();
        }

        while (signal.Instances.Reader.TryRead(out _))
        {
            // One look sees them all.
        }

        return true;
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        string[] ids;
        lock (_lock)
        {
            ids = [.. _watched.Keys];
        }

        foreach (var chunk in ids.Chunk(200))
        {
            foreach (var instance in await instances.ListAsync(new InstanceQuery { Ids = chunk, Limit = chunk.Length }, cancellationToken))
            {
                if (IsNews(instance))
                {
                    await TellAsync(instance, cancellationToken);
                }
            }
        }
    }

    private async Task TellAsync(InstanceSummary instance, CancellationToken cancellationToken)
    {
        var view = await reader.ViewAsync(instance, cancellationToken);
        var stats = Executions.Stats(view, await reader.WaitingAsync(instance, cancellationToken)).ToList();
        var watchers = hub.Clients.Group(instance.Id);
        await watchers.SendAsync("ActivityExecutionLogUpdatedAsync", new { Stats = stats }, cancellationToken);
        await watchers.SendAsync("WorkflowExecutionLogUpdatedAsync", new { }, cancellationToken);
        await watchers.SendAsync("WorkflowInstanceUpdatedAsync", new { WorkflowInstanceId = instance.Id }, cancellationToken);
    }

    private bool IsNews(InstanceSummary instance)
    {
        lock (_lock)
        {
            if (!_watched.TryGetValue(instance.Id, out var known) || known.Told == instance.UpdatedAt)
            {
                return false;
            }

            _watched[instance.Id] = known with { Told = instance.UpdatedAt };
            return true;
        }
    }

    private bool IsWatched(string instanceId)
    {
        lock (_lock)
        {
            return _watched.ContainsKey(instanceId);
        }
    }

    private bool HasWatchers()
    {
        lock (_lock)
        {
            return _watched.Count > 0;
        }
    }
}
