using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using System.Text.Json;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Identity;
using DirectiveFlow.Engine.Incidents;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Values;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DirectiveFlow.Engine.Http;

/// <summary>Payload of a <see cref="DueWorkKinds.HttpCall"/> row.</summary>
/// <param name="Retry">Declared by the activity; null: one attempt.</param>
internal sealed record HttpCallRequest(string InstanceId, string BookmarkId, HttpCall Call, RetryPolicy? Retry, int Attempt = 1)
{
    /// <summary>All headers of the call, sealed; <see cref="HttpCall.Headers"/> is empty then.</summary>
    public string? SealedHeaders { get; init; }

    /// <summary>Takes the headers out of sight, as any of them may be a secret.</summary>
    public HttpCallRequest Sealed(ISecretSeal? seal) => seal is null || Call.Headers.Count == 0 ? this : this with
    {
        Call = Call with { Headers = ReadOnlyDictionary<string, string[]>.Empty },
        SealedHeaders = seal.Seal(JsonSerializer.Serialize(Call.Headers, JsonValues.Options)),
    };

    /// <summary>The call as it is sent; null when its headers cannot be read any more.</summary>
    public HttpCall? Opened(ISecretSeal? seal) => SealedHeaders is null ? Call
        : seal?.Open(SealedHeaders) is { } headers
            ? Call with { Headers = JsonSerializer.Deserialize<Dictionary<string, string[]>>(headers, JsonValues.Options)! } : null;

    /// <summary>The payload for people: names of headers without their values.</summary>
    public static string Shown(string payload)
    {
        var request = JsonSerializer.Deserialize<HttpCallRequest>(payload, JsonValues.Options)!;
        var headers = request.Call.Headers.ToDictionary(h => h.Key, _ => Array.Empty<string>(), StringComparer.OrdinalIgnoreCase);
        return JsonSerializer.Serialize(request with { Call = request.Call with { Headers = headers } }, JsonValues.Options);
    }

    public DueWorkItem ToItem(Guid rowId, DateTimeOffset dueAt) => new(
        rowId, dueAt, DueWorkKinds.HttpCall,
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{BookmarkId}/http-{Attempt}"), JsonSerializer.Serialize(this, JsonValues.Options));
}

/// <summary>
/// Makes the calls that steps have written and resumes who waits for them. The result and the end of the row are one commit. A host
/// that dies in between leaves the row, and the call is made again with the same idempotency key: at least once, acting once where
/// the other side honours the key. A call whose activity was cancelled meanwhile is not made.
/// </summary>
internal sealed class HttpCallHandler(
    WorkflowRuntime runtime, IUnitOfWorkFactory units, HttpCaller caller, EngineOptions options, IIdGenerator ids, TimeProvider time,
    ILogger<HttpCallHandler> logger, ISecretSeal? seal = null) : IDueWorkHandler, IAsyncDisposable
{
    private readonly SemaphoreSlim _places = new(options.Http.MaxConcurrent);
    private readonly ConcurrentDictionary<Guid, Task> _running = new();
    private readonly CancellationTokenSource _stopping = new();

    public string Kind => DueWorkKinds.HttpCall;

    public async Task HandleAsync(DueWorkItem item, CancellationToken cancellationToken)
    {
        if (!options.Http.InBackground)
        {
            await RunAsync(item, cancellationToken);
            return;
        }

        // No place free: the drain waits here, so that no more rows are claimed than can be run within their lease.
        await _places.WaitAsync(cancellationToken);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _running[item.Id] = done.Task;
        _ = Task.Run(() => RunAloneAsync(item, done), CancellationToken.None);
    }

    /// <summary>Gives up calls under way: another host makes them when their lease ends.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_running.Values);
        _stopping.Dispose();
        _places.Dispose();
    }

    private async Task RunAloneAsync(DueWorkItem item, TaskCompletionSource done)
    {
        try
        {
            await RunAsync(item, _stopping.Token);
        }
#pragma warning disable CA1031 // Nobody waits for this task; the row stays, and its lease ends.
        catch (Exception error)
#pragma warning restore CA1031
        {
            HttpLog.Left(logger, error, item.Key);
        }
        finally
        {
            _places.Release();
            _running.TryRemove(item.Id, out _);
            done.SetResult();
        }
    }

    private async Task RunAsync(DueWorkItem item, CancellationToken cancellationToken)
    {
        var request = JsonSerializer.Deserialize<HttpCallRequest>(item.Payload, JsonValues.Options)!;
        if (!await IsAwaitedAsync(request, cancellationToken))
        {
            await EndAsync(item, next: null, cancellationToken);
            return;
        }

        var call = request.Opened(seal);
        var result = call is null
            ? HttpCallResult.Without(HttpCallOutcome.Failed, "The headers of the request are sealed with a key that is gone.")
            : await caller.SendAsync(call, request.BookmarkId, cancellationToken);
        if (call is not null && result.IsTransient && request.Retry is { } retry && request.Attempt <= retry.MaxAttempts)
        {
            var next = request with { Attempt = request.Attempt + 1 };
            await EndAsync(item, next.ToItem(ids.NewGuid(), time.GetUtcNow() + retry.DelayBefore(request.Attempt)), cancellationToken);
            return;
        }

        await runtime.ResumeAsync(
            new ResumeWorkflow { InstanceId = request.InstanceId, BookmarkId = request.BookmarkId, Input = result, Completes = item }, cancellationToken);
    }

    private async Task<bool> IsAwaitedAsync(HttpCallRequest request, CancellationToken cancellationToken)
    {
        await using var unit = units.Open();
        var loaded = await unit.LoadAsync(new StepAddress(InstanceId: request.InstanceId, BookmarkId: request.BookmarkId), cancellationToken);
        return loaded.Bookmark is not null;
    }

    private async Task EndAsync(DueWorkItem item, DueWorkItem? next, CancellationToken cancellationToken)
    {
        await using var unit = units.Open();
        var plan = unit.Services.GetRequiredService<IDueWorkPlan>();
        if (next is not null)
        {
            plan.Add(next);
        }

        plan.Complete(item);
        await unit.CommitAsync(cancellationToken);
    }
}

internal static partial class HttpLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The HTTP call {Key} was left; it is made again when its lease ends")]
    public static partial void Left(ILogger logger, Exception error, string key);
}
