using DirectiveFlow.TestServers.Places;
using DirectiveFlow.TestServers.Processes;

namespace DirectiveFlow.Infra.Tests.Repository;

/// <summary>The files that git knows, with their text.</summary>
internal static class TrackedFiles
{
    public static async Task<IReadOnlyList<string>> ListAsync(params string[] patterns)
    {
        Assert.SkipUnless(Path.Exists(RepositoryRoot.Of(".git")), "This is not a clone, so there is no list of tracked files.");
        var output = await Command.MustAsync("git", ["-c", "core.quotepath=off", "ls-files", "--", .. patterns], RepositoryRoot.Path);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(f => File.Exists(RepositoryRoot.Of(f)))];
    }

    public static bool IsText(string file) => Path.GetExtension(file) is not
        (".png" or ".jpg" or ".ico" or ".woff" or ".woff2" or ".ttf" or ".pdf" or ".docx" or ".xlsx" or ".br" or ".gz" or ".wasm");
}
