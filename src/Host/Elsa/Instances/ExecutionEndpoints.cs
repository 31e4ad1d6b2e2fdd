using DirectiveFlow.Engine.Journal;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Host.Problems;

namespace DirectiveFlow.Host.Elsa.Instances;

/// <summary>Runs of activities: lists, one, counts for the designer, call stacks. All of it is read from the journal.</summary>
internal static class ExecutionEndpoints
{
    private sealed record ReportRequest
    {
        public string? WorkflowInstanceId { get; init; }

        public IReadOnlyList<string>? ActivityNodeIds { get; init; }
    }

    public static void MapActivityExecutions(this IEndpointRouteBuilder read)
    {
        read.MapGet("/activity-executions/list", (HttpContext context, InstanceReader reader, IInstanceStore instances, CancellationToken cancellationToken) =>
            ListAsync(context, reader, async (view, run, waiting) =>
                Executions.Full(view, run, waiting, await InstanceEndpoints.IncidentsAsync(view, instances, cancellationToken)), cancellationToken));
        read.MapGet("/activity-execution-summaries/list", (HttpContext context, InstanceReader reader, CancellationToken cancellationToken) =>
            ListAsync(context, reader, (view, run, waiting) => Task.FromResult(Executions.Summary(view, run, waiting)), cancellationToken));
        read.MapGet("/activity-executions/count", async (HttpContext context, InstanceReader reader, CancellationToken cancellationToken) =>
            Answers.Ok(new { (await AskedAsync(context, reader, cancellationToken)).Runs.Count }));
        read.MapGet("/activity-executions/by-id", OneAsync);
        read.MapGet("/activity-executions/{id}", OneAsync);
        read.MapGet("/activity-executions/{id}/call-stack", CallStackAsync);
        read.MapPost("/activity-executions/report", ReportAsync);
        read.MapGet("/resilience/retries/{id}", RetriesAsync);
    }

    private static async Task<IResult> ListAsync<T>(
        HttpContext context, InstanceReader reader, Func<InstanceView, ActivityExecution, IReadOnlySet<string>, Task<T>> tell, CancellationToken cancellationToken)
    {
        var (view, runs) = await AskedAsync(context, reader, cancellationToken);
        var items = new List<T>(runs.Count);
        if (view is not null)
        {
            var waiting = await reader.WaitingAsync(view.Instance, cancellationToken);
            foreach (var run in runs)
            {
                items.Add(await tell(view, run, waiting));
            }
        }

        return Answers.Ok(new { Items = items, items.Count });
    }

    /// <summary>The runs that the query string asks for, oldest first.</summary>
    private static async Task<(InstanceView? View, IReadOnlyList<ActivityExecution> Runs)> AskedAsync(
        HttpContext context, InstanceReader reader, CancellationToken cancellationToken)
    {
        var query = context.Request.Query;
        var (nodeId, activityId) = (query["activityNodeId"].ToString(), query["activityId"].ToString());
        var view = await reader.ViewAsync(query["workflowInstanceId"].ToString(), cancellationToken);
        return (view, view is null ? [] : [.. view.Log.Runs.Where(run =>
            (nodeId.Length == 0 || string.Equals(view.NodeIdOf(run.ActivityId), nodeId, StringComparison.Ordinal))
            && (activityId.Length == 0 || string.Equals(Executions.LocalId(view, run.ActivityId), activityId, StringComparison.Ordinal))
            && (!bool.TryParse(query["completed"], out var completed) || run.CompletedAt is not null == completed))]);
    }

    private static async Task<IResult> OneAsync(HttpContext context, string id, InstanceReader reader, IInstanceStore instances, CancellationToken cancellationToken)
    {
        var (view, run) = await FindAsync(id, reader, cancellationToken);
        return run is null ? Problem.NotFound(context) : Answers.Ok(Executions.Full(
            view!, run, await reader.WaitingAsync(view!.Instance, cancellationToken), await InstanceEndpoints.IncidentsAsync(view, instances, cancellationToken)));
    }

    private static async Task<IResult> CallStackAsync(
        HttpContext context, string id, int? skip, int? take, InstanceReader reader, IInstanceStore instances, CancellationToken cancellationToken)
    {
        var (view, run) = await FindAsync(id, reader, cancellationToken);
        if (run is null)
        {
            return Problem.NotFound(context);
        }

        var (waiting, incidents) = (await reader.WaitingAsync(view!.Instance, cancellationToken), await InstanceEndpoints.IncidentsAsync(view, instances, cancellationToken));
        var stack = ActivityExecutions.CallStack(view.Log.Runs, run.ContextId);
        return Answers.Ok(new
        {
            ActivityExecutionId = id,
            Items = stack.Skip(Math.Max(0, skip ?? 0)).Take(take is > 0 ? take.Value : int.MaxValue).Select(r => Executions.Full(view, r, waiting, incidents)),
            TotalCount = stack.Count,
        });
    }

    private static async Task<IResult> ReportAsync(HttpContext context, InstanceReader reader, CancellationToken cancellationToken)
    {
        var request = await Answers.BodyAsync<ReportRequest>(context);
        if (await reader.ViewAsync(request.WorkflowInstanceId ?? "", cancellationToken) is not { } view)
        {
            return Answers.Ok(new { Stats = Array.Empty<ElsaActivityStats>() });
        }

        var stats = Executions.Stats(view, await reader.WaitingAsync(view.Instance, cancellationToken));
        return Answers.Ok(new
        {
            Stats = request.ActivityNodeIds is { Count: > 0 } nodes ? stats.Where(s => nodes.Contains(s.ActivityNodeId, StringComparer.Ordinal)) : stats,
        });
    }

    /// <summary>How often an activity's own retry policy has tried it again.</summary>
    private static async Task<IResult> RetriesAsync(string id, InstanceReader reader, CancellationToken cancellationToken)
    {
        var (view, run) = await FindAsync(id, reader, cancellationToken);
        var entries = view?.Log.Entries.Where(e => e.ContextId == run?.ContextId).ToList() ?? [];
        var failures = entries.Where(e => e is { Event: JournalEvent.Suspended, Text: not null }).ToList();
        return Answers.Ok(new
        {
            Items = failures.Select((failure, index) => new
            {
                ActivityInstanceId = id,
                ActivityId = Executions.LocalId(view!, failure.ActivityId),
                WorkflowInstanceId = view!.Instance.Id,
                AttemptNumber = index + 1,
                RetryDelay = entries.FirstOrDefault(e => e.Event == JournalEvent.Retried && e.At >= failure.At) is { } retried ? retried.At - failure.At : (TimeSpan?)null,
                Details = new { Message = failure.Text },
            }),
            TotalCount = failures.Count,
            Links = Array.Empty<object>(),
        });
    }

    private static async Task<(InstanceView? View, ActivityExecution? Run)> FindAsync(string id, InstanceReader reader, CancellationToken cancellationToken)
    {
        if (!ActivityInstanceId.TryParse(id, out var instanceId, out var contextId) || await reader.ViewAsync(instanceId, cancellationToken) is not { } view)
        {
            return (null, null);
        }

        return (view, view.Log.Runs.FirstOrDefault(r => r.ContextId == contextId));
    }
}
