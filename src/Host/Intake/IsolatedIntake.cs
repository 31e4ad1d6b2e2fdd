using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using DirectiveFlow.Directives.Reading;
using DirectiveFlow.Directives.Reading.Intake;

namespace DirectiveFlow.Host.Intake;

/// <summary>
/// Opens Word files, PDFs and mails in a child process with a bounded heap and a bounded time, two at once; the rest waits.
/// A crash, a hang or an exhausted heap there is the refusal <c>file.parser-failed</c> here. Plain text and HTML have parsers
/// that cannot fail so and are read in place.
/// </summary>
internal sealed class IsolatedIntake(TimeProvider clock, ILogger<IsolatedIntake> logger) : ITextIntake, IDisposable
{
    /// <summary>Heap of the child, in bytes; the largest honest file stays far below.</summary>
    private const string HeapLimit = "0x18000000";

    private readonly SemaphoreSlim _slots = new(2);

    public async Task<IntakeText> ExtractAsync(ReadOnlyMemory<byte> bytes, string fileName, CancellationToken cancellationToken)
    {
        if (!DocumentIntake.NeedsIsolation(bytes, fileName))
        {
            return DocumentIntake.Extract(bytes, fileName);
        }

        await _slots.WaitAsync(cancellationToken);
        try
        {
            using var limit = new CancellationTokenSource(IntakeLimits.Timeout, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            return await RunAsync(bytes, Path.GetFileName(fileName), either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogWarning("A file was not read within {Limit}", IntakeLimits.Timeout);
            throw FileRefusals.ParserFailed();
        }
        finally
        {
            _slots.Release();
        }
    }

    public void Dispose() => _slots.Dispose();

    private async Task<IntakeText> RunAsync(ReadOnlyMemory<byte> bytes, string name, CancellationToken cancellationToken)
    {
        using var child = Start(name);
        try
        {
            var output = ReadAsync(child.StandardOutput.BaseStream, cancellationToken);
            var error = child.StandardError.ReadToEndAsync(cancellationToken);
            await SendAsync(child, bytes, cancellationToken);
            var answer = await output;
            await child.WaitForExitAsync(cancellationToken);
            if (child.ExitCode == 0 && answer is not null)
            {
                return answer.TextOrRefusal();
            }

            logger.LogWarning("The extracting process ended with {ExitCode}: {Error}", child.ExitCode, Tail(await error));
            throw FileRefusals.ParserFailed();
        }
        finally
        {
            if (!child.HasExited)
            {
                child.Kill(entireProcessTree: true);
            }
        }
    }

    private static async Task SendAsync(Process child, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await child.StandardInput.BaseStream.WriteAsync(bytes, cancellationToken);
            child.StandardInput.Close();
        }
        catch (IOException)
        {
            // It died before it took all: its exit code tells the rest.
        }
    }

    private static async Task<ExtractedFile?> ReadAsync(Stream output, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(output, ExtractedFileJson.Default.ExtractedFile, cancellationToken);
        }
        catch (JsonException)
        {
            // It died before it had answered: its exit code tells the rest.
            return null;
        }
    }

    private static Process Start(string name)
    {
        var program = typeof(IsolatedIntake).Assembly.Location;
        var info = new ProcessStartInfo("dotnet", ["exec", program, "extract", name.StartsWith('-') ? "_" + name : name])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = AppContext.BaseDirectory,
        };

        // The child needs no secret of ours, whatever the file makes it do.
        foreach (var secret in info.Environment.Keys.Where(key => key.Contains("__", StringComparison.Ordinal)).ToList())
        {
            info.Environment.Remove(secret);
        }

        info.Environment["DOTNET_GCHeapHardLimit"] = HeapLimit;
        info.Environment["DOTNET_gcServer"] = "0";
        info.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        try
        {
            return Process.Start(info) ?? throw FileRefusals.ParserFailed();
        }
        catch (Win32Exception missing)
        {
            throw new InvalidOperationException("The dotnet command that runs this program is not on the path; files cannot be opened apart from the service.", missing);
        }
    }

    private static string Tail(string error) => error.Length > 400 ? error[^400..] : error;
}
