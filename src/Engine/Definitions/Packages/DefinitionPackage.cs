using System.IO.Compression;
using System.Text;

namespace DirectiveFlow.Engine.Definitions.Packages;

/// <summary>Several definitions in one ZIP file.</summary>
public static class DefinitionPackage
{
    /// <summary>Files of one package.</summary>
    public const int MaxFiles = 1_000;

    /// <summary>Bytes of a package as it lies on disk.</summary>
    public const int MaxPackedBytes = 64 * 1024 * 1024;

    /// <summary>Bytes of all its files together.</summary>
    public const long MaxBytes = 256L * 1024 * 1024;

    /// <summary>A text packs to a tenth; what packs better than this is made to hurt.</summary>
    public const int MaxRatio = 200;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The same definitions always make the same bytes.</summary>
    public static byte[] Write(IEnumerable<DefinitionFile> files)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in files.DistinctBy(f => f.Name, StringComparer.Ordinal))
            {
                var entry = archive.CreateEntry(file.Name);
                entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var content = entry.Open();
                content.Write(file.Content);
            }
        }

        return stream.ToArray();
    }

    /// <summary>Texts by file name, from a package or from a single JSON file. Nothing is written to disk.</summary>
    /// <exception cref="DefinitionException">Not a package, one made to hurt, or a file in it that is no text. The path is the file's name.</exception>
    public static IReadOnlyList<(string Name, string Json)> Read(string name, byte[] content)
    {
        if (content.Length > MaxPackedBytes)
        {
            throw Refused(name, $"The file has {content.Length} bytes; at most {MaxPackedBytes} are read.");
        }

        if (content is not [(byte)'P', (byte)'K', ..])
        {
            return [(name, Text(name, content))];
        }

        try
        {
            using var archive = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
            return Read(name, archive);
        }
        catch (InvalidDataException error)
        {
            throw Refused(name, "The file is not a ZIP package, or it is damaged: " + error.Message, error);
        }
    }

    private static List<(string Name, string Json)> Read(string name, ZipArchive archive)
    {
        if (archive.Entries.Count > MaxFiles)
        {
            throw Refused(name, $"The package has {archive.Entries.Count} files; at most {MaxFiles} are read.");
        }

        var files = new List<(string, string)>();
        var total = 0L;
        foreach (var entry in archive.Entries.Where(e => e.FullName is not [.., '/']))
        {
            if (!IsPlain(entry.FullName))
            {
                throw Refused(entry.FullName, "The name of the file leads out of the package or holds characters that no file name has.");
            }

            if (entry.FullName.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            {
                var bytes = Unpack(entry, MaxBytes - total);
                total += bytes.Length;
                files.Add((entry.FullName, Text(entry.FullName, bytes)));
            }
        }

        return files.Count > 0 ? files : throw Refused(name, "The package holds no JSON file.");
    }

    /// <summary>Reads what is really there: the sizes that a package claims are not believed.</summary>
    private static byte[] Unpack(ZipArchiveEntry entry, long left)
    {
        var limit = Math.Min(left, Math.Max(entry.CompressedLength, 1_000) * MaxRatio);
        using var content = entry.Open();
        using var bytes = new MemoryStream();
        var buffer = new byte[81_920];
        for (var read = content.Read(buffer); read > 0; read = content.Read(buffer))
        {
            if (bytes.Length + read > limit)
            {
                throw Refused(entry.FullName, $"The file unpacks to more than {limit} bytes; nothing of the package was read.");
            }

            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }

    private static bool IsPlain(string path) =>
        path.Length <= 260 && !path.Contains('\\', StringComparison.Ordinal) && !path.Contains(':', StringComparison.Ordinal)
        && !path.StartsWith('/') && !path.Any(char.IsControl) && path.Split('/').All(part => part is not (".." or "." or ""));

    private static string Text(string name, byte[] bytes)
    {
        try
        {
            return s_strict.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (ArgumentException error)
        {
            throw Refused(name, "The file is not UTF-8 text.", error);
        }
    }

    private static DefinitionException Refused(string name, string message, Exception? inner = null) =>
        new([new DefinitionProblem(name, message, IsError: true) { Code = DefinitionCodes.BadFile }], inner);
}
