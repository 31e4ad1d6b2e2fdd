using DirectiveFlow.TestServers.Places;
using DirectiveFlow.TestServers.Processes;

namespace DirectiveFlow.Infra.Tests.Repository;

public sealed class ScriptTests
{
    [Fact]
    public async Task Every_shell_script_is_executable_and_free_of_syntax_errors()
    {
        var scripts = (await TrackedFiles.ListAsync(".ci/*", "infra/*"))
            .Where(f => File.ReadLines(RepositoryRoot.Of(f)).FirstOrDefault() is { } first && first.StartsWith("#!", StringComparison.Ordinal))
            .ToList();

        Assert.Contains("infra/test", scripts);
        Assert.Contains(".ci/run", scripts);
        foreach (var script in scripts)
        {
            var (code, output) = await Command.RunAsync("bash", ["-n", RepositoryRoot.Of(script)]);
            Assert.True(code == 0, output);
            Assert.True(File.GetUnixFileMode(RepositoryRoot.Of(script)).HasFlag(UnixFileMode.UserExecute), $"{script} has no run bit.");
        }
    }

    [Theory]
    [InlineData("Test run summary: Passed!\n  total: 10\n  failed: 0\n  succeeded: 9\n  skipped: 1\n", 0, "9 passed, 0 failed, 1 skipped", 0)]
    [InlineData("  failed: 7\nTest run summary: Failed!\n  total: 3\n  failed: 2\n  succeeded: 1\n  skipped: 0\n", 2, "1 passed, 2 failed, 0 skipped", 2)]
    [InlineData("Test run summary: Zero tests ran\n  total: 0\n  failed: 0\n  succeeded: 0\n  skipped: 0\n", 0, "0 passed, 0 failed, 0 skipped", 1)]
    [InlineData("error CS1002: ; expected\n", 1, "0 passed, 0 failed, 0 skipped", 1)]
    public async Task The_last_line_of_ci_counts_the_tests_and_an_empty_run_fails(string output, int code, string lastLine, int expected)
    {
        var folder = TemporaryFolders.Create("ci");
        Directory.CreateDirectory(Path.Combine(folder, ".ci"));
        Directory.CreateDirectory(Path.Combine(folder, "infra"));
        File.Copy(RepositoryRoot.Of(".ci/run"), Path.Combine(folder, ".ci", "run"));
        await File.WriteAllTextAsync(Path.Combine(folder, "output"), output);
        await File.WriteAllTextAsync(Path.Combine(folder, "infra", "test"), $"#!/bin/sh\ncat output\nexit {code}\n");
        File.SetUnixFileMode(Path.Combine(folder, "infra", "test"), UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var (exit, printed) = await Command.RunAsync(Path.Combine(folder, ".ci", "run"), []);

        Assert.Equal(expected, exit);
        Assert.Equal(lastLine, printed.TrimEnd().Split('\n').Last(l => l.Contains("passed", StringComparison.Ordinal)));
        TemporaryFolders.Delete(folder);
    }
}
