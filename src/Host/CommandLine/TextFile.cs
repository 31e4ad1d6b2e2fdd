using System.Text;
using DirectiveFlow.Host.Operations;

namespace DirectiveFlow.Host.CommandLine;

/// <summary>A text given by its file name.</summary>
internal static class TextFile
{
    /// <summary>The text as UTF-8, or null after saying on standard error why not.</summary>
    public static async Task<string?> ReadAsync(string path)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > BodyLimits.Largest })
            {
                await Console.Error.WriteLineAsync($"'{path}' is larger than any text that can be read.");
                return null;
            }

            return await File.ReadAllTextAsync(path, Encoding.UTF8);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"'{path}' cannot be read: {exception.Message}");
            return null;
        }
    }
}
