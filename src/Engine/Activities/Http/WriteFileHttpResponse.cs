using System.Text.Json;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Http;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Activities.Http;

/// <summary>
/// Answers the request that caused this step with a file: an <see cref="HttpFile"/>, or text. Several files are sent as a zip archive.
/// </summary>
[Activity("Elsa", "WriteFileHttpResponse", Category = "HTTP", DisplayName = "HTTP File Response", Description = "Send one ore more files (zipped) to the HTTP response.")]
public sealed class WriteFileHttpResponse : CodeActivity
{
    [Input(Description = "The content type of the file to serve. Leave empty to let the system determine the content type.")]
    public Input<string?> ContentType { get; set; } = new(null);

    [Input(Description = "The name of the file to serve. Leave empty to let the system determine the file name.")]
    public Input<string?> Filename { get; set; } = new(null);

    [Input(Description = "The Entity Tag of the file to serve. Leave empty to let the system determine the Entity Tag.")]
    public Input<string?> EntityTag { get; set; } = new(null);

    [Input(Description = "The file content to serve. Supports various types, such as byte array, stream, string, Uri, Downloadable and a (mixed) array of the aforementioned types.")]
    public Input<JsonElement> Content { get; set; } = new(JsonValues.Null);

    [Input(Description = "Whether to enable resumable downloads. When enabled, the client can resume a download if the connection is lost.")]
    public Input<bool> EnableResumableDownloads { get; set; } = new(false);

    [Input(Description = "The correlation ID of the download used to resume a download. If left empty, the x-download-id header will be used.")]
    public Input<string?> DownloadCorrelationId { get; set; } = new(null);

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var files = FileArchive.Read(await context.GetAsync(Content));
        if (files.Count == 0)
        {
            context.Reply(new HttpReply(204, null, new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase), null));
            return;
        }

        var file = files.Count == 1 ? files[0] : FileArchive.Zip(files);
        var name = FileArchive.NameOf(await context.GetAsync(Filename)) ?? FileArchive.NameOf(file.Filename) ?? FileArchive.Nameless;
        var headers = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase)
        {
            ["Content-Disposition"] = [$"attachment; filename*=UTF-8''{Uri.EscapeDataString(name)}"],
        };
        if ((await context.GetAsync(EntityTag) ?? file.ETag) is { Length: > 0 } tag)
        {
            headers["ETag"] = [tag.StartsWith('"') || tag.StartsWith("W/", StringComparison.Ordinal) ? tag : $"\"{tag}\""];
        }

        var type = await context.GetAsync(ContentType);
        context.Reply(new HttpReply(200, string.IsNullOrEmpty(type) ? file.ContentType ?? "application/octet-stream" : type, headers, file.Content, IsBase64: true));
    }
}
