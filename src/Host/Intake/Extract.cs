using System.Text.Json;
using DirectiveFlow.Directives.Reading;
using DirectiveFlow.Directives.Reading.Intake;

namespace DirectiveFlow.Host.Intake;

/// <summary>
/// The command <c>extract NAME</c>, run by <see cref="IsolatedIntake"/>: a file on standard input, its text on standard output.
/// Whatever a hostile file does to a parser, it does to this process alone.
/// </summary>
internal static class Extract
{
    public static async Task<int> RunAsync(string name)
    {
        await using var input = Console.OpenStandardInput();
        using var bytes = new MemoryStream();
        await input.CopyToAsync(bytes);
        var answer = Open(bytes.ToArray(), name);
        await using var output = Console.OpenStandardOutput();
        await JsonSerializer.SerializeAsync(output, answer, ExtractedFileJson.Default.ExtractedFile);
        return 0;
    }

    private static ExtractedFile Open(byte[] bytes, string name)
    {
        try
        {
            return new ExtractedFile { Taken = DocumentIntake.Extract(bytes, name) };
        }
        catch (UnreadableTextException refused)
        {
            return new ExtractedFile { Code = refused.Code, Vietnamese = refused.Vietnamese, English = refused.English };
        }
    }
}
