using System.IO.Compression;
using System.Text.Json;
using DirectiveFlow.Directives.Labels;
using DirectiveFlow.Engine.Archives;
using DirectiveFlow.Engine.Journal;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Host.Elsa.Instances;

/// <summary>Which parts besides the state a file has.</summary>
internal sealed record ExportRequest
{
    public IReadOnlyList<string>? Ids { get; init; }

    public bool IncludeBookmarks { get; init; }

    public bool IncludeActivityExecutionLog { get; init; }

    public bool IncludeWorkflowExecutionLog { get; init; }
}

/// <summary>
/// Files of instances: Elsa's parts for people and other programs, and ours, from which an instance is restored as it was. Text is read as
/// data of known types; a type named in a file means nothing here.
/// </summary>
internal sealed class InstanceFiles(InstanceArchives archives, WorkflowStates states, InstanceReader reader)
{
    /// <summary>Of an export or an import at once.</summary>
    public const int MostFiles = 1000;

    /// <summary>Null when there is no such instance.</summary>
    public async Task<byte[]?> ExportAsync(string id, ExportRequest parts, CancellationToken cancellationToken)
    {
        if (await archives.FindAsync(id, cancellationToken) is not { Instance.SubStatus: not "Deleted" } archive
            || await reader.ViewAsync(id, cancellationToken) is not { } view)
        {
            return null;
        }

        var waiting = await reader.WaitingAsync(view.Instance, cancellationToken);
        var state = await states.StateAsync(archive.Instance, cancellationToken);
        var file = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["WorkflowState"] = state,
            ["Bookmarks"] = parts.IncludeBookmarks ? state.Bookmarks : null,
            ["ActivityExecutionRecords"] = parts.IncludeActivityExecutionLog
                ? view.Log.Runs.Select(r => Executions.Full(view, r, waiting, archive.Incidents)).ToList() : null,
            ["WorkflowExecutionLogRecords"] = parts.IncludeWorkflowExecutionLog
                ? JournalPages.Page(view, new JournalFilter(), 0, int.MaxValue, archive.Incidents).Items : null,
            [InstanceFile.Member] = InstanceFile.Of(archive),
        };
        return JsonSerializer.SerializeToUtf8Bytes(file.Where(p => p.Value is not null).ToDictionary(StringComparer.Ordinal), JsonValues.Options);
    }

    public async Task<byte[]> ExportManyAsync(ExportRequest request, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await using (var zip = await ZipArchive.CreateAsync(buffer, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken))
        {
            foreach (var id in (request.Ids ?? []).Distinct(StringComparer.Ordinal).Take(MostFiles))
            {
                if (await ExportAsync(id, request, cancellationToken) is { } file)
                {
                    await using var entry = await zip.CreateEntry(NameOf(id)).OpenAsync(cancellationToken);
                    await entry.WriteAsync(file, cancellationToken);
                }
            }
        }

        return buffer.ToArray();
    }

    /// <summary>Restores what files hold: JSON, or zip of JSON. Each instance is a transaction of its own.</summary>
    /// <returns>How many instances are here now that were not, and why others are not.</returns>
    public async Task<(int Imported, IReadOnlyList<(string Name, Label Why)> Refused)> ImportAsync(IFormFileCollection files, CancellationToken cancellationToken)
    {
        var (imported, refused) = (0, new List<(string Name, Label Why)>());
        foreach (var file in files)
        {
            await foreach (var (name, text, why) in InstanceUpload.ReadAsync(file, cancellationToken))
            {
                if (why is not null)
                {
                    refused.Add((name, why));
                    continue;
                }

                try
                {
                    await archives.RestoreAsync(InstanceFile.Read(text), cancellationToken);
                    imported++;
                }
                catch (ArchiveRefusedException error)
                {
                    refused.Add((name, InstanceFileWords.Of(error)));
                }
            }
        }

        return (imported, refused);
    }

    public static string NameOf(string id) => $"workflow-instance-{id}.json";
}

internal static class InstanceFileEndpoints
{
    public static void MapFiles(this IEndpointRouteBuilder act)
    {
        act.MapGet("/workflow-instances/{id}/export", (
            HttpContext context, string id, bool? includeBookmarks, bool? includeActivityExecutionLog, bool? includeWorkflowExecutionLog, InstanceFiles files, CancellationToken cancellationToken) =>
            ExportAsync(
                context, id,
                new ExportRequest
                {
                    IncludeBookmarks = includeBookmarks == true, IncludeActivityExecutionLog = includeActivityExecutionLog == true,
                    IncludeWorkflowExecutionLog = includeWorkflowExecutionLog == true,
                },
                files, cancellationToken));
        act.MapPost("/workflow-instances/{id}/export", async (HttpContext context, string id, InstanceFiles files, CancellationToken cancellationToken) =>
            await ExportAsync(context, id, await Answers.BodyAsync<ExportRequest>(context), files, cancellationToken));
        act.MapPost("/bulk-actions/export/workflow-instances", async (HttpContext context, InstanceFiles files, CancellationToken cancellationToken) =>
            Results.File(
                await files.ExportManyAsync(await Answers.BodyAsync<ExportRequest>(context), cancellationToken), "application/octet-stream", "workflow-instances.zip"));
        act.MapGet("/bulk-actions/export/workflow-instances", async (HttpContext context, InstanceFiles files, CancellationToken cancellationToken) =>
            Results.File(
                await files.ExportManyAsync(new ExportRequest { Ids = [.. context.Request.Query["ids"].OfType<string>()] }, cancellationToken),
                "application/octet-stream", "workflow-instances.zip"));
        act.MapPost("/bulk-actions/import/workflow-instances", async (HttpContext context, InstanceFiles files, CancellationToken cancellationToken) =>
        {
            if (!context.Request.HasFormContentType)
            {
                return Answers.Bad("files", "A form with files is expected.");
            }

            var (imported, refused) = await files.ImportAsync((await context.Request.ReadFormAsync(cancellationToken)).Files, cancellationToken);
            var isEnglish = ElsaRequest.IsEnglish(context);
            var words = refused.Select(r => $"{r.Name}: {(isEnglish ? r.Why.En : r.Why.Vi)}").ToList();
            return imported == 0 && words.Count > 0 ? Answers.Bad("files", string.Join(' ', words))
                : Answers.Ok(new { Imported = imported, Refused = words.Count == 0 ? null : words });
        });
    }

    private static async Task<IResult> ExportAsync(HttpContext context, string id, ExportRequest parts, InstanceFiles files, CancellationToken cancellationToken) =>
        await files.ExportAsync(id, parts, cancellationToken) is { } file
            ? Results.File(file, "application/octet-stream", InstanceFiles.NameOf(id)) : Problems.Problem.NotFound(context);
}
