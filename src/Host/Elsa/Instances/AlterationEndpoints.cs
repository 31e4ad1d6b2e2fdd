using System.Text.Json;
using DirectiveFlow.Engine.Alterations;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Values;
using DirectiveFlow.Host.Problems;

namespace DirectiveFlow.Host.Elsa.Instances;

/// <summary>Alterations of running instances: at once, as a plan, dry, and retries of what failed.</summary>
internal static class AlterationEndpoints
{
    private const int MostAtOnce = 500;
    private const int MostListed = 10_000;

    private sealed record RunRequest
    {
        public IReadOnlyList<string>? WorkflowInstanceIds { get; init; }

        public IReadOnlyList<JsonElement>? Alterations { get; init; }
    }

    private sealed record SubmitRequest
    {
        public IReadOnlyList<JsonElement>? Alterations { get; init; }

        public AlterationFilterRequest? Filter { get; init; }
    }

    private sealed record RetryRequest
    {
        public IReadOnlyList<string>? WorkflowInstanceIds { get; init; }

        public IReadOnlyList<string>? ActivityIds { get; init; }
    }

    public static void MapAlterations(this IEndpointRouteBuilder act)
    {
        act.MapPost("/alterations/run", RunAsync);
        act.MapPost("/alterations/dry-run", DryRunAsync);
        act.MapPost("/alterations/submit", SubmitAsync);
        act.MapGet("/alterations/{id}", PlanAsync);
        act.MapPost("/alterations/workflows/retry", RetryAsync);
    }

    private static async Task<IResult> RunAsync(HttpContext context, WorkflowRuntime runtime, TimeProvider time, CancellationToken cancellationToken)
    {
        var request = await Answers.BodyAsync<RunRequest>(context);
        var alterations = AlterationRequests.Read(request.Alterations);
        var ids = request.WorkflowInstanceIds ?? [];
        if (ids.Count > MostAtOnce)
        {
            return Answers.Bad("workflowInstanceIds", $"At most {MostAtOnce} instances are altered at once; submit a plan for more.");
        }

        var results = new List<object>(ids.Count);
        foreach (var id in ids)
        {
            var outcome = await runtime.AlterAsync(
                new AlterWorkflow { InstanceId = id, By = Answers.By(context), Alterations = alterations, CommandId = CommandOf(context, id) }, cancellationToken);
            var isApplied = outcome.Status == AlterationJobStatus.Applied;
            results.Add(Result(id, isApplied, outcome.Log.Select((message, index) => Entry(
                message, isApplied, time.GetUtcNow(), alterations.ElementAtOrDefault(isApplied ? index : 0)?.Type.ToString() ?? "Alterations"))));
        }

        return Answers.Ok(new { Results = results });
    }

    private static async Task<IResult> RetryAsync(
        HttpContext context, WorkflowRuntime runtime, IInstanceStore instances, TimeProvider time, CancellationToken cancellationToken)
    {
        var request = await Answers.BodyAsync<RetryRequest>(context);
        var ids = request.WorkflowInstanceIds ?? [];
        if (ids.Count > MostAtOnce)
        {
            return Answers.Bad("workflowInstanceIds", $"At most {MostAtOnce} instances are retried at once.");
        }

        var results = new List<object>(ids.Count);
        foreach (var id in ids)
        {
            var runs = request.ActivityIds is not { Count: > 0 } activities ? [(long?)null]
                : (await instances.IncidentsAsync(id, cancellationToken))
                    .Where(n => n.ClosedAt is null && activities.Contains(n.ActivityId, StringComparer.Ordinal)).Select(n => (long?)n.ContextId).Distinct().ToArray();
            var kind = StepKind.NoMatch;
            foreach (var run in runs)
            {
                kind = (await runtime.RetryAsync(new RetryWorkflow { InstanceId = id, By = Answers.By(context), ContextId = run }, cancellationToken)).Kind;
            }

            var isDone = kind is StepKind.Executed or StepKind.AlreadyDone;
            var message = isDone ? "ScheduleActivity succeeded"
                : kind == StepKind.CannotStart ? "Another instance runs in its place." : "Nothing failed in it that could be retried.";
            results.Add(Result(id, isDone, [Entry(message, isDone, time.GetUtcNow(), "ScheduleActivity")]));
        }

        return Answers.Ok(new { Results = results });
    }

    /// <summary>Elsa's dry run: only which instances the filter finds.</summary>
    private static async Task<IResult> DryRunAsync(HttpContext context, IInstanceStore instances, CancellationToken cancellationToken)
    {
        var (query, problem) = (await Answers.BodyAsync<AlterationFilterRequest>(context)).ToQuery();
        if (problem is not null)
        {
            return Answers.Bad("generalErrors", problem);
        }

        var found = query is null ? [] : await instances.ListAsync(query with { Limit = MostListed + 1 }, cancellationToken);
        return found.Count > MostListed
            ? Answers.Bad("generalErrors", $"The filter finds more than {MostListed} instances; narrow it.")
            : Answers.Ok(new { WorkflowInstanceIds = found.Select(i => i.Id) });
    }

    private static async Task<IResult> SubmitAsync(HttpContext context, AlterationPlans plans, CancellationToken cancellationToken)
    {
        var request = await Answers.BodyAsync<SubmitRequest>(context);
        var (query, problem) = (request.Filter ?? new AlterationFilterRequest()).ToQuery();
        if (problem is not null)
        {
            return Answers.Bad("generalErrors", problem);
        }

        // A filter that selects nothing makes a plan without instances.
        var id = await plans.StartAsync(
            new AlterationPlan(null, AlterationRequests.Read(request.Alterations), query ?? new InstanceQuery { Ids = [""] }, Answers.By(context)), cancellationToken);
        return Answers.Ok(new { PlanId = id });
    }

    private static async Task<IResult> PlanAsync(
        HttpContext context, string id, AlterationPlans plans, IAlterationStore store, CancellationToken cancellationToken)
    {
        if (await store.FindPlanAsync(id, cancellationToken) is not { } plan || await plans.ProgressAsync(id, cancellationToken) is not { } progress)
        {
            return Problem.NotFound(context);
        }

        var jobs = await store.JobsAsync(id, null, MostListed, cancellationToken);
        var query = JsonSerializer.Deserialize<InstanceQuery>(plan.Filter, JsonValues.Options)!;
        var alterations = JsonSerializer.Deserialize<Alteration[]>(plan.Alterations, JsonValues.Options)!;
        var isOver = progress.Status == AlterationPlanStatus.Completed;
        return Answers.Ok(new
        {
            Plan = new
            {
                Alterations = alterations.Select(AlterationRequests.Write),
                WorkflowInstanceFilter = new
                {
                    EmptyFilterSelectsAll = false, WorkflowInstanceIds = Given(query.Ids), CorrelationIds = Given(query.CorrelationIds), Names = Given(query.Names),
                    query.SearchTerm, DefinitionIds = Given(query.DefinitionIds), DefinitionVersionIds = Given(query.DefinitionVersionIds), query.HasIncidents,
                    SubStatuses = Given(query.SubStatuses), IsSystem = false,
                },
                Status = progress.Status.ToString(),
                plan.CreatedAt,
                CompletedAt = isOver ? jobs.Max(j => j.At) ?? plan.CreatedAt : (DateTimeOffset?)null,
                plan.Id,
            },
            Jobs = jobs.Select(j => new
            {
                j.PlanId, WorkflowInstanceId = j.InstanceId,
                Status = j.Status switch { AlterationJobStatus.Applied => "Completed", AlterationJobStatus.Refused => "Failed", _ => "Pending" },
                Log = JsonSerializer.Deserialize<string[]>(j.Log, JsonValues.Options)!.Select((message, index) => Entry(
                    message, j.Status == AlterationJobStatus.Applied, j.At ?? plan.CreatedAt,
                    alterations.ElementAtOrDefault(j.Status == AlterationJobStatus.Applied ? index : 0)?.Type.ToString() ?? "Alterations")),
                plan.CreatedAt, StartedAt = j.At, CompletedAt = j.At, Id = j.PlanId + "-" + j.InstanceId, TenantId = "",
            }),
        });
    }

    private static IReadOnlyCollection<string>? Given(IReadOnlyCollection<string> list) => list.Count == 0 ? null : list;

    private static object Result(string id, bool isSuccessful, IEnumerable<object> entries) => new
    {
        WorkflowInstanceId = id, Log = new { LogEntries = entries }, WorkflowHasScheduledWork = false, IsSuccessful = isSuccessful,
    };

    private static object Entry(string message, bool isSuccessful, DateTimeOffset at, string what) => new
    {
        Message = message, LogLevel = isSuccessful ? "Information" : "Error", Timestamp = at,
        EventName = $"Alteration {what} {(isSuccessful ? "succeeded" : "failed")}",
    };

    private static string? CommandOf(HttpContext context, string instanceId) => Answers.CommandId(context) is { } key ? key + "/" + instanceId : null;
}
