using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Definitions.Library;
using DirectiveFlow.Host.Problems;

namespace DirectiveFlow.Host.Elsa.Definitions;

/// <summary>Publish, retract, roll back and delete, one or many.</summary>
internal static class DefinitionActs
{
    private sealed record ManyRequest
    {
        public IReadOnlyList<string>? DefinitionIds { get; init; }

        public IReadOnlyList<string>? Ids { get; init; }
    }

    public static void MapActs(this IEndpointRouteBuilder act)
    {
        act.MapPost("/workflow-definitions/{definitionId}/publish", PublishAsync);
        act.MapPost("/workflow-definitions/{definitionId}/retract", RetractAsync);
        act.MapPost("/workflow-definitions/{definitionId}/revert/{version:int}", RevertAsync);
        act.MapDelete("/workflow-definitions/{definitionId}", async (HttpContext context, string definitionId, WorkflowDefinitionLibrary library, CancellationToken cancellationToken) =>
            await library.DeleteAsync(definitionId, Answers.By(context), cancellationToken) ? Results.NoContent() : Problem.NotFound(context));
        act.MapDelete("/workflow-definitions/{definitionId}/version/{version:int}", DeleteNumberAsync);
        act.MapDelete("/workflow-definition-versions/{id}", async (HttpContext context, string id, WorkflowDefinitionLibrary library, CancellationToken cancellationToken) =>
            await library.DeleteVersionAsync(id, Answers.By(context), cancellationToken) ? Results.NoContent() : Problem.NotFound(context));
        act.MapPost("/workflow-definitions/{definitionId}/update-references", async (HttpContext context, string definitionId, ConsumerUpdate update, CancellationToken cancellationToken) =>
            Answers.Ok(new { AffectedWorkflows = (await update.ApplyAsync(definitionId, Answers.By(context), cancellationToken)).Select(d => d.Name ?? d.DefinitionId) }));
        act.MapPost("/bulk-actions/publish/workflow-definitions/by-definition-ids", PublishManyAsync);
        act.MapPost("/bulk-actions/retract/workflow-definitions/by-definition-ids", RetractManyAsync);
        act.MapPost("/bulk-actions/delete/workflow-definitions/by-definition-id", async (HttpContext context, WorkflowDefinitionLibrary library, CancellationToken cancellationToken) =>
            Answers.Ok(new { Deleted = await library.DeleteManyAsync((await Answers.BodyAsync<ManyRequest>(context)).DefinitionIds ?? [], Answers.By(context), cancellationToken) }));
        act.MapPost("/bulk-actions/delete/workflow-definitions/by-id", async (HttpContext context, WorkflowDefinitionLibrary library, CancellationToken cancellationToken) =>
            Answers.Ok(new { Deleted = await library.DeleteVersionsAsync((await Answers.BodyAsync<ManyRequest>(context)).Ids ?? [], Answers.By(context), cancellationToken) }));
        act.MapPost("/actions/workflow-definitions/refresh", RefreshAsync);

        // Nothing is kept in memory that another host could have changed: each start asks the store.
        act.MapPost("/actions/workflow-definitions/reload", () => Results.Ok());
    }

    private static Task<IResult> PublishAsync(HttpContext context, string definitionId, WorkflowDefinitionLibrary library, ConsumerUpdate update, CancellationToken cancellationToken) =>
        DefinitionSaving.WithProblemsAsync(context, async () =>
        {
            if (await library.PublishAsync(definitionId, Answers.By(context), cancellationToken) is not { } published)
            {
                return Problem.NotFound(context);
            }

            await update.AfterAsync(published, Answers.By(context), cancellationToken);
            return await DefinitionSaving.AnswerAsync(context, library, published.Record, published.AlreadyPublished, cancellationToken);
        });

    private static async Task<IResult> RetractAsync(HttpContext context, string definitionId, WorkflowDefinitionLibrary library, CancellationToken cancellationToken)
    {
        try
        {
            return await library.RetractAsync(definitionId, Answers.By(context), cancellationToken) is { } version
                ? DefinitionReading.Answer(context, version) : Problem.NotFound(context);
        }
        catch (DefinitionNotPublishedException error)
        {
            return Answers.Bad("generalErrors", error.Message);
        }
    }

    private static async Task<IResult> RevertAsync(
        HttpContext context, string definitionId, int version, WorkflowDefinitionLibrary library, CancellationToken cancellationToken)
    {
        if (await library.RevertAsync(definitionId, version, Answers.By(context), cancellationToken) is not { } draft)
        {
            return Problem.NotFound(context);
        }

        context.Response.Headers.Location = "/elsa/api/workflow-definitions/by-id/" + Uri.EscapeDataString(draft.Id);
        return new JsonAnswer(DefinitionRow.Of(draft, ElsaRequest.MayEdit(context)).ToJson(), StatusCodes.Status201Created);
    }

    private static async Task<IResult> DeleteNumberAsync(
        HttpContext context, string definitionId, int version, WorkflowDefinitionLibrary library, CancellationToken cancellationToken)
    {
        var found = (await library.ListVersionsAsync(definitionId, cancellationToken)).FirstOrDefault(v => v.Version == version);
        return found is not null && await library.DeleteVersionAsync(found.Id, Answers.By(context), cancellationToken) ? Results.Ok() : Problem.NotFound(context);
    }

    private static async Task<IResult> PublishManyAsync(HttpContext context, WorkflowDefinitionLibrary library, ConsumerUpdate update, CancellationToken cancellationToken)
    {
        var request = await Answers.BodyAsync<ManyRequest>(context);
        var done = await library.PublishManyAsync(request.DefinitionIds ?? [], Answers.By(context), cancellationToken);
        var updated = await update.AfterAsync(done.Published, Answers.By(context), cancellationToken);
        var refusals = new JsonObject();
        foreach (var (id, problems) in done.Refusals)
        {
            refusals[id] = new JsonArray([.. problems.Select(p => (JsonNode)ProblemWords.Of(p, ElsaRequest.IsEnglish(context)))]);
        }

        return Answers.Ok(new { done.Published, done.AlreadyPublished, done.NotFound, done.Skipped, UpdatedConsumers = updated, Refusals = refusals.Count > 0 ? refusals : null });
    }

    private static async Task<IResult> RetractManyAsync(HttpContext context, WorkflowDefinitionLibrary library, CancellationToken cancellationToken)
    {
        var request = await Answers.BodyAsync<ManyRequest>(context);
        var done = await library.RetractManyAsync(request.DefinitionIds ?? [], Answers.By(context), cancellationToken);
        string[] none = [];
        return Answers.Ok(new { done.Retracted, done.AlreadyRetracted, Skipped = none, NotPublished = none, done.NotFound });
    }

    /// <summary>Elsa makes its triggers anew; here they are part of the publication, so what is asked for is so.</summary>
    private static async Task<IResult> RefreshAsync(HttpContext context, WorkflowDefinitionLibrary library, CancellationToken cancellationToken)
    {
        var request = await Answers.BodyAsync<ManyRequest>(context);
        var (refreshed, missing) = (new List<string>(), new List<string>());
        foreach (var id in (request.DefinitionIds ?? []).Distinct(StringComparer.Ordinal))
        {
            ((await library.ListVersionsAsync(id, cancellationToken)).Count > 0 ? refreshed : missing).Add(id);
        }

        return Answers.Ok(new { Refreshed = refreshed, NotFound = missing });
    }
}
