namespace DirectiveFlow.Host.Elsa.Instances;

/// <summary>Starting workflows: executed before the answer, or dispatched.</summary>
internal static class RunEndpoints
{
    private const int MostAtOnce = 1000;

    public static void MapRuns(this IEndpointRouteBuilder act)
    {
        act.MapPost("/workflow-definitions/{definitionId}/execute", async (HttpContext context, string definitionId, WorkflowStarter starter, CancellationToken cancellationToken) =>
            await starter.RunAsync(context, definitionId, await Answers.BodyAsync<RunRequest>(context), cancellationToken));
        act.MapGet("/workflow-definitions/{definitionId}/execute", (
            HttpContext context, string definitionId, string? correlationId, string? triggerActivityId, string? versionOptions, string? name, WorkflowStarter starter, CancellationToken cancellationToken) =>
            starter.RunAsync(
                context, definitionId,
                new RunRequest { CorrelationId = correlationId, TriggerActivityId = triggerActivityId, VersionOptions = versionOptions, Name = name }, cancellationToken));
        act.MapPost("/workflow-definitions/{definitionId}/dispatch", async (HttpContext context, string definitionId, WorkflowStarter starter, CancellationToken cancellationToken) =>
            await starter.DispatchAsync(context, definitionId, await Answers.BodyAsync<RunRequest>(context), 1, cancellationToken) is var (ids, problem) && ids is not null
                ? Answers.Ok(new { WorkflowInstanceId = ids[0] }) : problem!);
        act.MapPost("/workflow-definitions/{definitionId}/bulk-dispatch", async (HttpContext context, string definitionId, WorkflowStarter starter, CancellationToken cancellationToken) =>
        {
            var body = await Answers.BodyAsync<RunRequest>(context);
            return body.Count is < 1 or > MostAtOnce
                ? Answers.Bad("count", $"Count is between 1 and {MostAtOnce}.")
                : await starter.DispatchAsync(context, definitionId, body, body.Count ?? 1, cancellationToken) is var (ids, problem) && ids is not null
                    ? Answers.Ok(new { WorkflowInstanceIds = ids }) : problem!;
        });
    }
}
