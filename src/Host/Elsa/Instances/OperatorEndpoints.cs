using DirectiveFlow.Engine.Alterations;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Host.Problems;

namespace DirectiveFlow.Host.Elsa.Instances;

/// <summary>What operators do to instances: cancel, delete, set variables.</summary>
internal static class OperatorEndpoints
{
    private sealed record BulkRequest
    {
        public IReadOnlyList<string>? Ids { get; init; }

        public string? DefinitionVersionId { get; init; }

        public string? DefinitionId { get; init; }

        public string? VersionOptions { get; init; }
    }

    private sealed record VariablesRequest
    {
        public IReadOnlyList<VariableRequest>? Variables { get; init; }
    }

    private sealed record VariableRequest(string? Id = null, System.Text.Json.JsonElement Value = default);

    public static void MapVariables(this IEndpointRouteBuilder read) =>
        read.MapGet("/workflow-instances/{id}/variables", (HttpContext context, string id, WorkflowStates states, CancellationToken cancellationToken) =>
            VariablesAsync(context, id, states, cancellationToken));

    public static void MapOperations(this IEndpointRouteBuilder act)
    {
        act.MapPost("/workflow-instances/{id}/variables", SetVariablesAsync);

        // An unknown id is answered like a known one, as Elsa does: what is asked for, that it does not run, is so.
        act.MapPost("/cancel/workflow-instances/{id}", async (HttpContext context, string id, WorkflowRuntime runtime, CancellationToken cancellationToken) =>
        {
            await runtime.CancelAsync(new CancelWorkflow { InstanceId = id, CommandId = Answers.CommandId(context) }, cancellationToken);
            return Results.Ok();
        });
        act.MapPost("/bulk-actions/cancel/workflow-instances", CancelManyAsync);
        act.MapDelete("/workflow-instances/{id}", async (HttpContext context, string id, InstanceReader reader, WorkflowRuntime runtime, CancellationToken cancellationToken) =>
        {
            if (await reader.FindAsync(id, cancellationToken) is null)
            {
                return Problem.NotFound(context);
            }

            await runtime.DeleteAsync(new DeleteWorkflow { InstanceId = id, By = Answers.By(context) }, cancellationToken);
            return Results.NoContent();
        });
        act.MapPost("/bulk-actions/delete/workflow-instances", DeleteManyAsync);
        act.MapPost("/bulk-actions/delete/workflow-instances/by-id", DeleteManyAsync);
    }

    private static async Task<IResult> VariablesAsync(HttpContext context, string id, WorkflowStates states, CancellationToken cancellationToken) =>
        await states.VariablesAsync(id, cancellationToken) is { } variables
            ? Answers.Ok(new { Items = variables, variables.Count }) : Problem.NotFound(context);

    private static async Task<IResult> SetVariablesAsync(
        HttpContext context, string id, InstanceReader reader, WorkflowStates states, WorkflowRuntime runtime, CancellationToken cancellationToken)
    {
        var request = await Answers.BodyAsync<VariablesRequest>(context);
        if (await reader.FindAsync(id, cancellationToken) is null)
        {
            return Problem.NotFound(context);
        }

        var alterations = (request.Variables ?? []).Select(v => new Alteration { Type = AlterationKind.ModifyVariable, VariableId = v.Id, Value = v.Value }).ToList();
        if (alterations.Count > 0)
        {
            var outcome = await runtime.AlterAsync(
                new AlterWorkflow { InstanceId = id, By = Answers.By(context), Alterations = alterations, CommandId = Answers.CommandId(context) }, cancellationToken);
            if (outcome.Status == AlterationJobStatus.Refused)
            {
                return Answers.Bad("generalErrors", string.Join(' ', outcome.Log));
            }
        }

        return await VariablesAsync(context, id, states, cancellationToken);
    }

    private static async Task<IResult> CancelManyAsync(
        HttpContext context, IDefinitionStore definitions, BulkOperations bulk, CancellationToken cancellationToken)
    {
        var request = await Answers.BodyAsync<BulkRequest>(context);
        if (string.IsNullOrEmpty(request.DefinitionId) != string.IsNullOrEmpty(request.VersionOptions))
        {
            return Answers.Bad("versionOptions", "VersionOptions and DefinitionId should either both be empty or both be not empty");
        }

        var cancelled = 0L;
        if (request.Ids is { Count: > 0 } ids)
        {
            cancelled += await bulk.CancelAsync(new InstanceQuery { Ids = ids }, Answers.By(context), cancellationToken);
        }

        if (!string.IsNullOrEmpty(request.DefinitionVersionId))
        {
            cancelled += await bulk.CancelAsync(new InstanceQuery { DefinitionVersionId = request.DefinitionVersionId }, Answers.By(context), cancellationToken);
        }

        if (!string.IsNullOrEmpty(request.DefinitionId))
        {
            if (!VersionOptions.TryParse(request.VersionOptions, out var wanted))
            {
                return Answers.Bad("versionOptions", $"'{request.VersionOptions}' is not known.");
            }

            var versions = (await definitions.LoadAsync(request.DefinitionId, cancellationToken)).Versions.Where(wanted.Matches).Select(v => v.Id).ToList();
            cancelled += versions.Count == 0
                ? 0 : await bulk.CancelAsync(new InstanceQuery { DefinitionVersionIds = versions }, Answers.By(context), cancellationToken);
        }

        return Answers.Ok(new { Cancelled = cancelled });
    }

    private static async Task<IResult> DeleteManyAsync(HttpContext context, BulkOperations bulk, CancellationToken cancellationToken)
    {
        var request = await Answers.BodyAsync<BulkRequest>(context);
        return request.Ids is { Count: > BulkOperations.MostAtOnce }
            ? Answers.Bad("ids", $"At most {BulkOperations.MostAtOnce} instances are deleted at once.")
            : Answers.Ok(new { Deleted = await bulk.DeleteAsync(request.Ids ?? [], Answers.By(context), cancellationToken) });
    }
}
