using System.Globalization;

namespace DirectiveFlow.TestServers.Processes;

/// <summary>
/// Private folders named <c>dflow-&lt;process id&gt;-&lt;name&gt;-…</c>. What a killed test process left behind is deleted by the next one.
/// The names are short because a Unix socket path holds 107 bytes at most.
/// </summary>
public static class TemporaryFolders
{
    private const string Prefix = "dflow-";

    static TemporaryFolders() => Sweep();

    /// <summary>Creates an empty folder that only this user may enter.</summary>
    public static string Create(string name) => Directory.CreateTempSubdirectory(
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{name}-")).FullName;

    /// <summary>Deletes a folder; a file still being written by a dying grandchild is left to the next run's sweep.</summary>
    public static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // deleted by its owner
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"{folder} could not be deleted yet: {e.Message}");
        }
    }

    private static void Sweep()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            var owner = Path.GetFileName(folder)[Prefix.Length..].Split('-')[0];
            if (int.TryParse(owner, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && !Signals.IsAlive(pid))
            {
                Delete(folder);
            }
        }
    }
}
