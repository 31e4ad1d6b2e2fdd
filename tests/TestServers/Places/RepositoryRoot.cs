namespace DirectiveFlow.TestServers.Places;

/// <summary>The folder that holds Workflow.sln, found upwards from the running assembly.</summary>
public static class RepositoryRoot
{
    private static readonly Lazy<string> s_path = new(Find);

    public static string Path => s_path.Value;

    /// <summary>A file or folder below the root, given with forward slashes.</summary>
    public static string Of(string relative) => System.IO.Path.Combine(Path, relative);

    /// <summary>An assembly of another project, built in the same configuration as the running one.</summary>
    /// <exception cref="FileNotFoundException">That project has not been built; the message names the command.</exception>
    public static string BuiltAssembly(string project, string fileName)
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var file = Of($"{project}/bin/{output.Parent!.Name}/{output.Name}/{fileName}");
        return File.Exists(file)
            ? file
            : throw new FileNotFoundException($"{fileName} is not built. Run: dotnet build {project} -c {output.Parent!.Name}", file);
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Workflow.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No Workflow.sln above {AppContext.BaseDirectory}.");
    }
}
