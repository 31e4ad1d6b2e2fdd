using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Activities.Http;

/// <summary>Files as values of a workflow.</summary>
internal static class FileArchive
{
    /// <summary>A file that nobody named.</summary>
    public const string Nameless = "file.bin";

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
                var own = NameOf(files[i].Filename) ?? Nameless;
                var name = own;
                for (var number = i + 1; !names.Add(name); number++)
                {
                    name = string.Create(CultureInfo.InvariantCulture, $"{number}-{own}");
                }

                var entry = archive.CreateEntry(name);
                entry.LastWriteTime = s_noTime;
                using var stream = entry.Open();
                stream.Write(Convert.FromBase64String(files[i].Content));
            }
        }

        return new HttpFile("download.zip", "application/zip", Convert.ToBase64String(buffer.ToArray()), null);
    }

    /// <summary>The last part of a path, in NFC; null when nothing is left of it.</summary>
    public static string? NameOf(string? path) =>
        path?.Split('/', '\\')[^1] is { } name && !string.IsNullOrWhiteSpace(name) ? name.Normalize(NormalizationForm.FormC) : null;

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
