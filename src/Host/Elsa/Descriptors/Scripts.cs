using System.Text;
using DirectiveFlow.Engine.Definitions.Library;
using DirectiveFlow.Engine.Expressions.JavaScript;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Host.Problems;

namespace DirectiveFlow.Host.Elsa.Descriptors;

/// <summary>What the code editor needs to know of a definition.</summary>
internal static class Scripts
{
    public static void MapScripts(this IEndpointRouteBuilder read) => read.MapPost(
        "/scripting/javascript/type-definitions/{definitionId}",
        async (HttpContext context, string definitionId, WorkflowDefinitionLibrary library, WorkflowCatalog catalog, JavaScriptTypeDefinitions types, CancellationToken cancellationToken) =>
            await library.FindAsync(definitionId, VersionOptions.Latest, cancellationToken) is { } version
                ? Results.File(Encoding.UTF8.GetBytes(types.Render(catalog.Compile(version.Json))), "application/x-typescript", $"elsa.{definitionId}.d.ts")
                : Problem.NotFound(context));
}
