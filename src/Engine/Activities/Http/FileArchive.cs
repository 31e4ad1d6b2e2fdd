using System.IO.Compression;
using System.Text;
using System.Text.Json;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Activities.Http;

/// <summary>Files as values of a workflow.</summary>
internal static class FileArchive
{
    private static readonly DateTimeOffset s_noTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A file, a list of files, or text that becomes one; other objects become JSON.</summary>
    /// <exception cref="FormatException">The content of a file is not base64.</exception>
    public static IReadOnlyList<HttpFile> Read(JsonElement value)
    {
        if (JsonValues.IsNull(value))
        {
            return [];
        }

        return value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Where(v => !JsonValues.IsNull(v)).Select(One)] : [One(value)];
    }

    /// <summary>Names that occur twice are told apart by a number.</summary>
    public static HttpFile Zip(IReadOnlyList<HttpFile> files)
    {
        using var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            for (var i = 0; i < files.Count; i++)
            {
                var name = (files[i].Filename ?? "file.bin").Split('/', '\\')[^1];
                var entry = archive.CreateEntry(names.Add(name) ? name : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{i + 1}-{name}"));
                entry.LastWriteTime = s_noTime;
                using var stream = entry.Open();
                stream.Write(Convert.FromBase64String(files[i].Content));
            }
        }

        return new HttpFile("download.zip", "application/zip", Convert.ToBase64String(buffer.ToArray()), null);
    }

    private static HttpFile One(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object && JsonValues.To<HttpFile>(value) is { Content: not null } file)
        {
            _ = Convert.FromBase64String(file.Content);
            return file;
        }

        var text = JsonValues.ToText(value) ?? "";
        var type = value.ValueKind == JsonValueKind.String ? "text/plain; charset=utf-8" : "application/json";
        return new HttpFile(null, type, Convert.ToBase64String(Encoding.UTF8.GetBytes(text)), null);
    }
}
