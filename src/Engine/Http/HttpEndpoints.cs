using System.Text.Json;
using DirectiveFlow.Engine.Activities.Http;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Triggers;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Http;

/// <summary>Who takes a request.</summary>
/// <param name="Trigger">Set when the request starts a workflow, else a waiting instance takes it.</param>
public sealed record HttpEndpointMatch(HttpRoute Route, HttpEndpointRules Rules, TriggerRecord? Trigger, BookmarkRecord? Bookmark);

/// <summary>More than one workflow wants the same request, and nothing tells which one.</summary>
public sealed class AmbiguousRequestException : Exception
{
    public AmbiguousRequestException()
    {
    }

    public AmbiguousRequestException(string message)
        : base(message)
    {
    }

    public AmbiguousRequestException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>Brings requests from outside to the workflows that wait for them or start with them.</summary>
public sealed class HttpEndpoints(IStimulusStore store, IUnitOfWorkFactory units, WorkflowRuntime runtime)
{
    /// <summary>Finds who takes a request: an instance that waits before a definition that starts, an exact path before one with parameters.</summary>
    /// <param name="instanceId">Only this instance.</param>
    /// <param name="correlationId">Only instances with this correlation id.</param>
    /// <returns>Null when nobody does.</returns>
    /// <exception cref="AmbiguousRequestException">Several instances or definitions match equally well.</exception>
    public async Task<HttpEndpointMatch?> FindAsync(
        string method, string path, string? instanceId, string? correlationId, CancellationToken cancellationToken)
    {
        var hashes = HttpRoute.ShapesFor(path)
            .Select(shape => StimulusHash.Compute(HttpEndpoint.StimulusName, new HttpEndpointStimulus(shape, method.ToLowerInvariant()))).ToList();
        if (hashes.Count == 0)
        {
            return null;
        }

        var waiting = await store.FindBookmarksAsync(new BookmarkQuery(hashes, instanceId, correlationId, Limit: 100), cancellationToken);
        if (Best(waiting, b => b.Hash, hashes) is { Count: > 0 } bookmarks)
        {
            return bookmarks.Count == 1 ? await ReadAsync(bookmarks[0], cancellationToken) : throw Ambiguous("instances wait for this request");
        }

        if (instanceId is not null)
        {
            return null;
        }

        var triggers = Best(await store.FindTriggersAsync(hashes, cancellationToken), t => t.Hash, hashes);
        return triggers.Count switch
        {
            0 => null,
            1 when JsonSerializer.Deserialize<HttpEndpointRules>(triggers[0].Payload, JsonValues.Options) is { } rules =>
                new HttpEndpointMatch(HttpRoute.Parse(rules.Path), rules, triggers[0], null),
            _ => throw Ambiguous("workflows start with this request"),
        };
    }

    /// <summary>Gives the request to who takes it; the result carries the reply, if the step wrote one.</summary>
    /// <param name="commandId">A repeated request with it is answered as the first one was.</param>
    public Task<StepResult> DeliverAsync(
        HttpEndpointMatch match, HttpRequestData request, string? correlationId, string? commandId, CancellationToken cancellationToken) =>
        match.Trigger is { } trigger
            ? runtime.StartAsync(
                new StartWorkflow
                {
                    VersionId = trigger.VersionId,
                    TriggerActivityId = trigger.ActivityId,
                    TriggerInput = JsonValues.From(request),
                    CorrelationId = correlationId,
                    CommandId = commandId,
                },
                cancellationToken)
            : runtime.ResumeAsync(
                new ResumeWorkflow { InstanceId = match.Bookmark!.InstanceId, BookmarkId = match.Bookmark.Id, Input = request, CommandId = commandId }, cancellationToken);

    private async Task<HttpEndpointMatch?> ReadAsync(BookmarkRecord bookmark, CancellationToken cancellationToken)
    {
        await using var unit = units.Open();
        var loaded = await unit.LoadAsync(new StepAddress(BookmarkId: bookmark.Id), cancellationToken);
        var state = loaded.Instance is { } instance ? InstanceState.Decode(instance.State) : null;
        var payload = state?.Bookmarks.Find(b => string.Equals(b.Id, bookmark.Id, StringComparison.Ordinal))?.Payload;
        return payload is { } json && JsonValues.To<HttpEndpointRules>(json) is { } rules
            ? new HttpEndpointMatch(HttpRoute.Parse(rules.Path), rules, null, bookmark) : null;
    }

    private static List<T> Best<T>(IReadOnlyList<T> found, Func<T, string> hashOf, List<string> hashes)
    {
        var best = found.Count == 0 ? -1 : found.Min(f => hashes.IndexOf(hashOf(f)));
        return best < 0 ? [] : [.. found.Where(f => string.Equals(hashOf(f), hashes[best], StringComparison.Ordinal))];
    }

    private static AmbiguousRequestException Ambiguous(string what) =>
        new($"Several {what}; a correlation id or the id of an instance tells which one is meant.");
}
