using System.Text;
using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Definitions.Library;
using DirectiveFlow.Engine.Definitions.Packages;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Host.Problems;
using Microsoft.AspNetCore.Mvc;

namespace DirectiveFlow.Host.Elsa.Definitions;

/// <summary>Definitions as files, out and in. What goes out has the bytes that were saved.</summary>
internal static class DefinitionFiles
{
    /// <summary>Of all files of one import together.</summary>
    private const int LargestImport = DefinitionPackage.MaxPackedBytes;

    private sealed record ExportRequest
    {
        public IReadOnlyList<string>? Ids { get; init; }

        public bool IncludeConsumingWorkflows { get; init; }
    }

    public static void MapExports(this IEndpointRouteBuilder read)
    {
        read.MapMethods("/workflow-definitions/{definitionId}/export", [HttpMethods.Get, HttpMethods.Post], ExportAsync);
        read.MapPost("/bulk-actions/export/workflow-definitions", async (HttpContext context, WorkflowDefinitionLibrary library, CancellationToken cancellationToken) =>
        {
            var request = await Answers.BodyAsync<ExportRequest>(context);
            return await PackageAsync(context, library, request.Ids ?? [], request.IncludeConsumingWorkflows, cancellationToken);
        });
        read.MapGet("/bulk-actions/export/workflow-definitions", (HttpContext context, WorkflowDefinitionLibrary library, CancellationToken cancellationToken) =>
            PackageAsync(
                context, library, ElsaRequest.List(context.Request, "ids"), ElsaRequest.Flag(context.Request, "includeConsumingWorkflows") == true, cancellationToken));
    }

    public static void MapImports(this IEndpointRouteBuilder act)
    {
        string[] methods = [HttpMethods.Post, HttpMethods.Put];
        act.MapMethods("/workflow-definitions/import", methods, (HttpContext context, WorkflowDefinitionLibrary library, CancellationToken cancellationToken) =>
            ImportAsync(context, null, library, cancellationToken));
        act.MapMethods("/workflow-definitions/{definitionId}/import", methods, ImportAsync);
        act.MapPost("/workflow-definitions/import-files", ImportFilesAsync)
            .WithMetadata(new RequestSizeLimitAttribute(LargestImport), new RequestFormLimitsAttribute { MultipartBodyLengthLimit = LargestImport });
    }

    private static async Task<IResult> ExportAsync(HttpContext context, string definitionId, WorkflowDefinitionLibrary library, CancellationToken cancellationToken)
    {
        if (!ElsaRequest.Versions(context.Request, VersionOptions.Latest, out var versions))
        {
            return ElsaRequest.UnknownVersions(context.Request);
        }

        if (await library.FindAsync(definitionId, versions, cancellationToken) is not { } version)
        {
            return Problem.NotFound(context);
        }

        return ElsaRequest.Flag(context.Request, "includeConsumingWorkflows") == true
            ? await PackageAsync(context, library, [version.Id], withConsumers: true, cancellationToken)
            : File(DefinitionFile.Of(version));
    }

    private static async Task<IResult> PackageAsync(
        HttpContext context, WorkflowDefinitionLibrary library, IReadOnlyCollection<string> versionIds, bool withConsumers, CancellationToken cancellationToken) =>
        await library.ExportManyAsync(versionIds, withConsumers, cancellationToken) is { } file ? File(file) : Problem.NotFound(context);

    private static IResult File(DefinitionFile file) => Results.File(file.Content, "application/octet-stream", file.Name);

    private static async Task<IResult> ImportAsync(HttpContext context, string? definitionId, WorkflowDefinitionLibrary library, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(context.Request.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        string text;
        try
        {
            text = await reader.ReadToEndAsync(cancellationToken);
        }
        catch (DecoderFallbackException error)
        {
            return Answers.Bad("serializerErrors", error.Message);
        }

        return await DefinitionSaving.WithProblemsAsync(context, async () =>
        {
            var saved = await library.ImportAsync(text, Answers.By(context), definitionId, DefinitionSaving.Expected(context.Request), cancellationToken);
            context.Response.Headers.ETag = DefinitionReading.Tag(saved.Record);
            return new JsonAnswer(WireDefinition.Of(saved.Record, ElsaRequest.MayEdit(context)));
        });
    }

    private static async Task<IResult> ImportFilesAsync(HttpContext context, WorkflowDefinitionLibrary library, CancellationToken cancellationToken)
    {
        if (!context.Request.HasFormContentType)
        {
            return Answers.Bad("generalErrors", "The files must be sent as a form.");
        }

        var form = await context.Request.ReadFormAsync(cancellationToken);
        return await DefinitionSaving.WithProblemsAsync(context, async () =>
        {
            var count = 0;
            foreach (var file in form.Files)
            {
                using var content = new MemoryStream();
                await file.CopyToAsync(content, cancellationToken);
                count += (await library.ImportFileAsync(file.FileName, content.ToArray(), Answers.By(context), cancellationToken)).Saved.Count;
            }

            return new JsonAnswer(new JsonObject { ["count"] = count });
        });
    }
}
