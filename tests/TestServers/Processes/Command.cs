using System.Diagnostics;

namespace DirectiveFlow.TestServers.Processes;

/// <summary>Runs a program to its end.</summary>
public static class Command
{
    /// <summary>Exit code with standard output and standard error joined.</summary>
    public static async Task<(int Code, string Output)> RunAsync(
        string file, IEnumerable<string> arguments, string? folder = null, CancellationToken cancellationToken = default)
    {
        var info = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = folder ?? string.Empty,
        };
        using var process = Process.Start(info)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, await output + await error);
    }

    /// <summary>As <see cref="RunAsync"/>, but a non-zero exit code is an error that carries the output.</summary>
    public static async Task<string> MustAsync(
        string file, IReadOnlyList<string> arguments, string? folder = null, CancellationToken cancellationToken = default)
    {
        var (code, output) = await RunAsync(file, arguments, folder, cancellationToken);
        return code == 0
            ? output
            : throw new InvalidOperationException($"{file} {string.Join(' ', arguments)} ended with code {code}:\n{output}");
    }
}
