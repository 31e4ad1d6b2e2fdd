using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.FileProviders.Physical;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace DirectiveFlow.Studio.Hosting;

/// <summary>
/// The files of the Studio package, answered as small as the browser takes them: the package carries every file compressed ahead
/// of time, which no static file middleware knows how to use without a manifest.
/// </summary>
internal sealed class StudioFiles
{
    private const string Published = "studio";
    private static readonly FileExtensionContentTypeProvider s_types = Types();
    private readonly PhysicalFileProvider? _files;

    public StudioFiles()
    {
        string?[] places =
        [
            Path.Combine(AppContext.BaseDirectory, Published),
            typeof(StudioFiles).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
                .FirstOrDefault(data => string.Equals(data.Key, "StudioPackage", StringComparison.Ordinal))?.Value,
        ];
        var folder = Array.Find(places, place => place is not null && Directory.Exists(Path.Combine(place, "_framework")));
        _files = folder is null ? null : new PhysicalFileProvider(folder);
    }

    /// <summary>False when neither a publication nor a build left the package where this program looks.</summary>
    public bool ArePresent => _files is not null;

    /// <summary>Answers with the file, or with 404. Ranges are not served: nothing here is large enough to be resumed.</summary>
    public async Task AnswerAsync(HttpContext context, string path)
    {
        var plain = _files?.GetFileInfo(path);
        if (plain is not { Exists: true, IsDirectory: false } || IsVariant(path) || !s_types.TryGetContentType(path, out var type))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var (file, encoding) = Smallest(plain, path, context.Request);
        var tag = new EntityTagHeaderValue($"\"{file.LastModified.UtcTicks:x}-{file.Length:x}{encoding}\"");
        var response = context.Response;
        response.Headers.Vary = HeaderNames.AcceptEncoding;
        response.Headers.ETag = tag.ToString();
        response.Headers.CacheControl = IsFingerprinted(path) ? "private, max-age=31536000, immutable" : "private, no-cache";
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Compare(tag, useStrongComparison: false)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = type;
        response.ContentLength = file.Length;
        if (encoding is not null)
        {
            response.Headers.ContentEncoding = encoding;
        }

        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.SendFileAsync(file, context.RequestAborted);
        }
    }

    private (IFileInfo File, string? Encoding) Smallest(IFileInfo plain, string path, HttpRequest request)
    {
        var accepted = request.Headers.AcceptEncoding;
        foreach (var (encoding, extension) in new[] { ("br", ".br"), ("gzip", ".gz") })
        {
            if (Accepts(accepted, encoding) && _files!.GetFileInfo(path + extension) is PhysicalFileInfo { Exists: true } variant)
            {
                return (variant, encoding);
            }
        }

        return (plain, null);
    }

    private static bool Accepts(StringValues accepted, string encoding) =>
        StringWithQualityHeaderValue.TryParseList(accepted, out var values)
        && values.Any(value => value.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && value.Quality is not 0);

    private static bool IsVariant(string path) => path.EndsWith(".br", StringComparison.Ordinal) || path.EndsWith(".gz", StringComparison.Ordinal);

    /// <summary><c>_framework/Name.0123456789.wasm</c>: a ten-character fingerprint in front of the extension.</summary>
    private static bool IsFingerprinted(string path)
    {
        var parts = Path.GetFileName(path).Split('.');
        return path.StartsWith("_framework/", StringComparison.Ordinal) && parts.Length >= 3 && parts[^2].Length == 10
            && parts[^2].All(char.IsAsciiLetterOrDigit) && parts[^2].Any(char.IsAsciiDigit);
    }

    private static FileExtensionContentTypeProvider Types()
    {
        var types = new FileExtensionContentTypeProvider();
        types.Mappings[".dat"] = "application/octet-stream";
        types.Mappings[".webmanifest"] = "application/manifest+json";
        types.Mappings[".cur"] = "image/x-icon";
        return types;
    }
}
