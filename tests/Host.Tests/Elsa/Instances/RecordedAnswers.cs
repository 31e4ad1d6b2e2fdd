using System.Text.Json;
using DirectiveFlow.TestServers.Places;

namespace DirectiveFlow.Host.Tests.Elsa.Instances;

/// <summary>What a real Elsa server answered, from the recordings beside the repository.</summary>
public sealed record RecordedAnswer(int Status, string? ContentType, JsonElement RequestBody, JsonElement Body)
{
    private const string Folder = "elsa/record";

    public static bool Exist => SharedFolder.Find(Folder) is not null;

    /// <summary>The whole recording.</summary>
    public static string Text(string number) => File.ReadAllText(Directory.GetFiles(SharedFolder.Find(Folder)!, number + "-*.json").Single());

    /// <param name="number">Number of the recording, for example 083.</param>
    public static RecordedAnswer Of(string number)
    {
        var json = JsonElement.Parse(Text(number));
        var headers = json.GetProperty("responseHeaders");
        return new RecordedAnswer(
            json.GetProperty("status").GetInt32(), headers.TryGetProperty("Content-Type", out var type) ? type.GetString() : null,
            json.GetProperty("requestBody"), json.GetProperty("responseBody"));
    }
}
