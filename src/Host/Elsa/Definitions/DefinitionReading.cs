using System.Text.Json;
using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Definitions.Library;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Values;
using DirectiveFlow.Host.Problems;

namespace DirectiveFlow.Host.Elsa.Definitions;

/// <summary>Lists of definitions and single versions. Lists are read without the texts.</summary>
internal static class DefinitionReading
{
    public static void MapReading(this IEndpointRouteBuilder read)
    {
        read.MapGet("/workflow-definitions", ListAsync);
        read.MapGet("/workflow-definitions/by-definition-id/{definitionId}", FindAsync);
        read.MapGet("/workflow-definitions/{definitionId}", FindAsync);
        read.MapGet("/workflow-definitions/by-id/{id}", async (HttpContext context, string id, WorkflowDefinitionLibrary library, CancellationToken cancellationToken) =>
            await library.FindVersionAsync(id, cancellationToken) is { } version ? Answer(context, version) : Problem.NotFound(context));
        read.MapGet("/workflow-definitions/many-by-id", ManyAsync);
        read.MapGet("/workflow-definitions/query/count", async (WorkflowDefinitionLibrary library, CancellationToken cancellationToken) =>
            Answers.Ok(new { Count = (await library.ListAsync(new DefinitionQuery { Versions = VersionOptions.Latest, Take = 1 }, cancellationToken)).TotalCount }));
        read.MapGet("/workflow-definitions/validation/is-name-unique", async (string? name, string? definitionId, WorkflowDefinitionLibrary library, CancellationToken cancellationToken) =>
            Answers.Ok(new { IsUnique = await library.IsNameUniqueAsync(name ?? "", definitionId, cancellationToken) }));
        read.MapGet("/workflow-definitions/{definitionId}/versions", VersionsAsync);
        read.MapGet("/workflow-definitions/{definitionId}/consumers", async (string definitionId, WorkflowDefinitionLibrary library, CancellationToken cancellationToken) =>
            Answers.Ok(new { ConsumingWorkflowDefinitionIds = await ConsumersAsync(library, definitionId, cancellationToken) }));
    }

    /// <summary>Definitions that use this one, directly or not.</summary>
    public static async Task<IReadOnlyList<string>> ConsumersAsync(WorkflowDefinitionLibrary library, string definitionId, CancellationToken cancellationToken) =>
        [.. (await library.FindUseAsync(definitionId, cancellationToken)).UsedBy.Select(r => r.DefinitionId).Distinct(StringComparer.Ordinal)
            .Where(id => !string.Equals(id, definitionId, StringComparison.Ordinal))];

    /// <summary>The version with its entity tag, for a later save that must not meet another text.</summary>
    public static IResult Answer(HttpContext context, DefinitionRecord version)
    {
        context.Response.Headers.ETag = Tag(version);
        return new JsonAnswer(WireDefinition.Of(version, ElsaRequest.MayEdit(context)));
    }

    public static string Tag(DefinitionSummary version) => $"\"{version.ContentHash}\"";

    private static async Task<IResult> ListAsync(HttpContext context, WorkflowDefinitionLibrary library, CancellationToken cancellationToken)
    {
        var request = context.Request;
        if (!ElsaRequest.Versions(request, VersionOptions.AllVersions, out var versions))
        {
            return ElsaRequest.UnknownVersions(request);
        }

        var (skip, take) = ElsaRequest.Page(request);
        var order = Enum.TryParse<DefinitionOrder>(ElsaRequest.Text(request, "orderBy"), ignoreCase: true, out var asked) && Enum.IsDefined(asked) ? asked : DefinitionOrder.Name;
        var page = await library.ListAsync(
            new DefinitionQuery
            {
                Versions = versions,
                DefinitionIds = ElsaRequest.List(request, "definitionIds"),
                Ids = ElsaRequest.List(request, "ids"),
                SearchTerm = ElsaRequest.Text(request, "searchTerm"),
                Name = ElsaRequest.Text(request, "name"),
                IsSystem = ElsaRequest.Flag(request, "isSystem"),
                IsReadonly = ElsaRequest.Flag(request, "isReadonly"),
                IsUsableAsActivity = ElsaRequest.Flag(request, "usableAsActivity"),
                Order = order,
                Descending = string.Equals(ElsaRequest.Text(request, "orderDirection"), "Descending", StringComparison.OrdinalIgnoreCase),
                Skip = skip,
                Take = take,
            }, cancellationToken);
        var mayEdit = ElsaRequest.MayEdit(context);
        return Answers.Ok(new { Items = page.Items.Select(v => DefinitionRow.Of(v, mayEdit)), page.TotalCount, Links = DefinitionLinks.OfList(mayEdit) });
    }

    private static async Task<IResult> FindAsync(HttpContext context, string definitionId, WorkflowDefinitionLibrary library, CancellationToken cancellationToken)
    {
        if (!ElsaRequest.Versions(context.Request, VersionOptions.Latest, out var versions))
        {
            return ElsaRequest.UnknownVersions(context.Request);
        }

        return await library.FindAsync(definitionId, versions, cancellationToken) is { } version ? Answer(context, version) : Problem.NotFound(context);
    }

    private static async Task<IResult> ManyAsync(HttpContext context, WorkflowDefinitionLibrary library, CancellationToken cancellationToken)
    {
        var items = new JsonArray();
        foreach (var id in ElsaRequest.List(context.Request, "ids").Take(100))
        {
            if (await library.FindVersionAsync(id, cancellationToken) is { IsDeleted: false } version)
            {
                items.Add(WireDefinition.Of(version, ElsaRequest.MayEdit(context)));
            }
        }

        return new JsonAnswer(new JsonObject { ["count"] = items.Count, ["items"] = items });
    }

    /// <summary>Elsa's only answer that is a bare list; each version with its root as text, and who saved and published it.</summary>
    private static async Task<IResult> VersionsAsync(HttpContext context, string definitionId, WorkflowDefinitionLibrary library, CancellationToken cancellationToken)
    {
        var items = new JsonArray();
        foreach (var summary in await library.ListVersionsAsync(definitionId, cancellationToken))
        {
            if (await library.FindVersionAsync(summary.Id, cancellationToken) is not { } version)
            {
                continue;
            }

            var item = WireDefinition.Of(version, mayEdit: false);
            item.Remove("links");
            item.Remove("root", out var root);
            item["materializerName"] = DefinitionRow.Materializer;
            item["stringData"] = System.Text.Encoding.UTF8.GetString(JsonAnswer.Bytes(root!).Span);
            item["savedBy"] = summary.SavedBy;
            item["publishedBy"] = summary.PublishedBy;
            items.Add(item);
        }

        return new JsonAnswer(items);
    }
}

/// <summary>A version in a list.</summary>
internal sealed record DefinitionRow(
    IReadOnlyList<Link> Links, bool IsMaterializerAvailable, string Id, string DefinitionId, string? Name, string? Description, int Version, string? ToolVersion,
    bool IsLatest, bool IsPublished, string MaterializerName, DateTimeOffset CreatedAt, bool IsReadonly)
{
    /// <summary>Every definition here is kept as JSON.</summary>
    public const string Materializer = "Json";

    public static DefinitionRow Of(DefinitionSummary version, bool mayEdit) => new(
        DefinitionLinks.Of(version.DefinitionId, mayEdit), IsMaterializerAvailable: true, version.Id, version.DefinitionId, version.Name, version.Description,
        version.Version, WireDefinition.ToolVersion(version.ToolVersion), version.IsLatest, version.IsPublished, Materializer, version.CreatedAt, version.IsReadonly);

    public JsonNode ToJson() => JsonSerializer.SerializeToNode(this, JsonValues.Options)!;
}
