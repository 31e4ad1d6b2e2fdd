using DirectiveFlow.Directives.Reading;
using DirectiveFlow.Directives.Reading.Intake;

namespace DirectiveFlow.Host.CommandLine;

/// <summary>A text given by its file name.</summary>
internal static class TextFile
{
    /// <summary>Its text, or null after saying on standard error why not.</summary>
    public static async Task<IntakeText?> ReadAsync(string path)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > IntakeLimits.MaxBytes })
            {
                await Console.Error.WriteLineAsync($"'{path}' is larger than any text that can be read.");
                return null;
            }

            return DocumentIntake.Extract(await File.ReadAllBytesAsync(path), path);
        }
        catch (UnreadableTextException refused)
        {
            await Console.Error.WriteLineAsync($"{refused.Vietnamese} ({refused.English}) [{refused.Code}]");
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"'{path}' cannot be read: {exception.Message}");
            return null;
        }
    }
}
