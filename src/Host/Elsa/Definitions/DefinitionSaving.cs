using System.Text.Json;
using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Definitions.Library;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Host.Problems;
using Microsoft.Net.Http.Headers;

namespace DirectiveFlow.Host.Elsa.Definitions;

/// <summary>Save and publish from the editor. A draft may be incomplete; a publication that has errors stores nothing.</summary>
internal static class DefinitionSaving
{
    public static void MapSaving(this IEndpointRouteBuilder act) => act.MapPost("/workflow-definitions", SaveAsync);

    /// <summary>Null and an answer when the body is not a JSON object.</summary>
    public static async Task<(JsonObject? Body, IResult? Refusal)> ReadAsync(HttpContext context)
    {
        try
        {
            var body = await JsonNode.ParseAsync(
                context.Request.Body, nodeOptions: null, new JsonDocumentOptions { MaxDepth = 300, AllowDuplicateProperties = false }, context.RequestAborted);
            return body is JsonObject json ? (json, null) : (null, Answers.Bad("generalErrors", "The body must be a JSON object."));
        }
        catch (JsonException error)
        {
            return (null, Answers.Bad("serializerErrors", error.Message));
        }
    }

    public static async Task<IResult> WithProblemsAsync(HttpContext context, Func<Task<IResult>> act)
    {
        try
        {
            return await act();
        }
        catch (DefinitionException error)
        {
            return ProblemWords.Refusal(context, error.Problems);
        }
        catch (DefinitionConflictException error) when (error.Current is { } current)
        {
            context.Response.Headers.ETag = DefinitionReading.Tag(current);
            return Problem.Of(
                context, ProblemKind.StaleVersion with { Status = StatusCodes.Status412PreconditionFailed },
                $"{current.SavedBy ?? "Hệ thống"} đã lưu phiên bản {current.Version} sau khi bạn mở; bản của bạn chưa được lưu.",
                $"{current.SavedBy ?? "The program"} saved version {current.Version} after you opened it; yours was not saved.");
        }
    }

    /// <summary>Hash that an <c>If-Match</c> header names; null when there is none.</summary>
    public static string? Expected(HttpRequest request) =>
        request.GetTypedHeaders().IfMatch is [{ } tag, ..] && !tag.Equals(EntityTagHeaderValue.Any) ? tag.Tag.ToString().Trim('"') : null;

    private static async Task<IResult> SaveAsync(HttpContext context, WorkflowDefinitionLibrary library, EditedText editing, ConsumerUpdate update, CancellationToken cancellationToken)
    {
        var (body, refusal) = await ReadAsync(context);
        if (body is null)
        {
            return refusal!;
        }

        if (!body.Remove("model", out var node) || node is not JsonObject model)
        {
            return Answers.Bad("generalErrors", "The member 'model' must be a workflow definition.");
        }

        var publish = body["publish"] is JsonValue flag && flag.GetValueKind() == JsonValueKind.True;
        return await WithProblemsAsync(context, async () =>
        {
            var definitionId = WireActivity.Text(model["definitionId"]);
            var latest = string.IsNullOrWhiteSpace(definitionId) ? null : await library.FindAsync(definitionId, VersionOptions.Latest, cancellationToken);
            var basedOn = WireActivity.Text(model["id"]);
            var text = editing.Of(model, latest?.Json);
            var request = new SaveDefinition
            {
                Json = text, DefinitionId = definitionId, Actor = Answers.By(context), ExpectedContentHash = Expected(context.Request), BasedOnVersionId = basedOn,
            };
            if (!publish)
            {
                return await AnswerAsync(context, library, (await library.SaveAsync(request, cancellationToken)).Record, alreadyPublished: false, cancellationToken);
            }

            var published = await library.SaveAndPublishAsync(request, cancellationToken);
            await update.AfterAsync(published, Answers.By(context), cancellationToken);
            return await AnswerAsync(context, library, published.Record, published.AlreadyPublished, cancellationToken);
        });
    }

    /// <summary>The answer to a save and to a publication.</summary>
    public static async Task<IResult> AnswerAsync(
        HttpContext context, WorkflowDefinitionLibrary library, DefinitionRecord version, bool alreadyPublished, CancellationToken cancellationToken)
    {
        context.Response.Headers.ETag = DefinitionReading.Tag(version);
        return new JsonAnswer(new JsonObject
        {
            ["workflowDefinition"] = WireDefinition.Of(version, ElsaRequest.MayEdit(context)),
            ["alreadyPublished"] = alreadyPublished,
            ["consumingWorkflowCount"] = (await DefinitionReading.ConsumersAsync(library, version.DefinitionId, cancellationToken)).Count,
        });
    }
}
