namespace DirectiveFlow.TestServers.Places;

/// <summary>
/// Real directives and recordings that are not part of the repository: the folder <c>shared</c> beside it, or the one that
/// <c>DIRECTIVEFLOW_SHARED</c> names. A test that needs it carries <c>[Trait("Needs", "shared")]</c> and skips with
/// <see cref="WhyAbsent"/> when it is not there.
/// </summary>
public static class SharedFolder
{
    public static string? Path { get; } = Find();

    public static bool Exists => Path is not null;

    public static string WhyAbsent => "The folder ../shared with real documents is not on this machine (DIRECTIVEFLOW_SHARED can name it).";

    /// <summary>A file below it, given with forward slashes; null when the folder or the file is absent.</summary>
    public static string? Find(string relative)
    {
        var file = Path is null ? null : System.IO.Path.Combine(Path, relative);
        return File.Exists(file) || Directory.Exists(file) ? file : null;
    }

    private static string? Find()
    {
        var chosen = Environment.GetEnvironmentVariable("DIRECTIVEFLOW_SHARED");
        var folder = string.IsNullOrEmpty(chosen) ? System.IO.Path.GetFullPath(System.IO.Path.Combine(RepositoryRoot.Path, "..", "shared")) : chosen;
        return Directory.Exists(folder) ? folder : null;
    }
}
