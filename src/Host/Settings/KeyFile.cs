using System.Security.Cryptography;

namespace DirectiveFlow.Host.Settings;

/// <summary>A random key kept in a file that only its owner can read. Made at the first start, never in configuration.</summary>
public static class KeyFile
{
    private const int Bytes = 64;

    /// <summary>
    /// Reads the key, or makes it. Two hosts starting at once on one folder agree on the key of whoever was first: the file
    /// appears with its whole content or not at all.
    /// </summary>
    public static byte[] ReadOrCreate(string path)
    {
        try
        {
            if (!File.Exists(path))
            {
                Create(path);
            }

            var key = File.ReadAllBytes(path);
            return key.Length >= Bytes / 2
                ? key
                : throw new SettingException($"Jwt:KeyFile names '{path}', which is too short to be a key.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SettingException($"Jwt:KeyFile names '{path}', which cannot be read or made: {exception.Message}", exception);
        }
    }

    private static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = $"{path}.{Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(draft, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(Bytes));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another host was first; its key is the key.
            File.Delete(draft);
        }
    }
}
