using System.IO.Compression;
using System.Text.Json;
using DirectiveFlow.Engine.Archives;
using DirectiveFlow.Engine.Journal;
using DirectiveFlow.Engine.Persistence;
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
    private const string Own = "DirectiveFlow";
    private const int Format = 1;
    private const int MostFiles = 1000;
    private const long MostBytes = 64 * 1024 * 1024;

    private sealed record OwnPart(int Format, InstanceRecord Instance, IReadOnlyList<OwnStep> Journal, IReadOnlyList<IncidentRecord> Incidents);

    private sealed record OwnStep(long Sequence, DateTimeOffset At, JsonElement Payload);

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
            [Own] = new OwnPart(
                Format, archive.Instance, [.. archive.Journal.Select(j => new OwnStep(j.Sequence, j.At, JsonElement.Parse(j.Payload)))], archive.Incidents),
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

    /// <summary>Restores what files hold: JSON, or zip of JSON.</summary>
    /// <returns>How many instances are here now that were not, and why others are not.</returns>
    public async Task<(int Imported, IReadOnlyList<string> Refused)> ImportAsync(IFormFileCollection files, CancellationToken cancellationToken)
    {
        var (imported, refused) = (0, new List<string>());
        foreach (var file in files)
        {
            await foreach (var (name, text) in ReadAsync(file, refused, cancellationToken))
            {
                try
                {
                    await archives.RestoreAsync(Read(text), cancellationToken);
                    imported++;
                }
                catch (ArchiveRefusedException error)
                {
                    refused.Add($"{name}: {error.Message}");
                }
            }
        }

        return (imported, refused);
    }

    public static string NameOf(string id) => $"workflow-instance-{id}.json";

    private static InstanceArchive Read(byte[] text)
    {
        try
        {
            var json = JsonElement.Parse(text);
            var part = json.ValueKind == JsonValueKind.Object && json.TryGetProperty(Own, out var own)
                ? own.Deserialize<OwnPart>(JsonValues.Options) : null;
            if (part is null or not { Format: Format, Instance.State: not null, Journal: not null, Incidents: not null })
            {
                throw new ArchiveRefusedException("The file was not exported here: it has nothing from which an instance could be restored.");
            }

            var id = part.Instance.Id;
            return new InstanceArchive(
                part.Instance,
                [.. part.Journal.Select(j => new JournalRecord(id, j.Sequence, j.At, null, JsonSerializer.SerializeToUtf8Bytes(j.Payload)))], part.Incidents);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new ArchiveRefusedException("The file is not JSON of an exported instance.", error);
        }
    }

    private static async IAsyncEnumerable<(string Name, byte[] Text)> ReadAsync(
        IFormFile file, List<string> refused, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = file.OpenReadStream();
        using var content = new MemoryStream();
        await stream.CopyToAsync(content, cancellationToken);
        if (content.Length < 2 || !content.GetBuffer().AsSpan(0, 2).SequenceEqual("PK"u8))
        {
            yield return (file.FileName, content.ToArray());
            yield break;
        }

        content.Position = 0;
        var unpacked = new List<(string Name, byte[] Text)>();
        try
        {
            await UnpackAsync(content, unpacked, cancellationToken);
        }
        catch (Exception error) when (error is InvalidDataException or NotSupportedException)
        {
            refused.Add($"{file.FileName}: {error.Message}");
        }

        foreach (var one in unpacked)
        {
            yield return one;
        }
    }

    /// <exception cref="InvalidDataException">The archive is damaged or unpacks to too much; what came before stays in the list.</exception>
    /// <exception cref="NotSupportedException">Compressed in a way that is not read here.</exception>
    private static async Task UnpackAsync(Stream content, List<(string Name, byte[] Text)> files, CancellationToken cancellationToken)
    {
        await using var zip = await ZipArchive.CreateAsync(content, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        var left = MostBytes;
        var chunk = new byte[64 * 1024];
        foreach (var entry in zip.Entries.Where(e => e.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)).Take(MostFiles))
        {
            using var text = new MemoryStream();
            await using var opened = await entry.OpenAsync(cancellationToken);
            for (int read; (read = await opened.ReadAsync(chunk, cancellationToken)) > 0;)
            {
                left -= read;
                if (left < 0)
                {
                    throw new InvalidDataException($"it unpacks to more than {MostBytes >> 20} MB.");
                }

                text.Write(chunk, 0, read);
            }

            files.Add((entry.Name, text.ToArray()));
        }
    }
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
            return imported == 0 && refused.Count > 0 ? Answers.Bad("files", string.Join(' ', refused))
                : Answers.Ok(new { Imported = imported, Refused = refused.Count == 0 ? null : refused });
        });
    }

    private static async Task<IResult> ExportAsync(HttpContext context, string id, ExportRequest parts, InstanceFiles files, CancellationToken cancellationToken) =>
        await files.ExportAsync(id, parts, cancellationToken) is { } file
            ? Results.File(file, "application/octet-stream", InstanceFiles.NameOf(id)) : Problems.Problem.NotFound(context);
}
