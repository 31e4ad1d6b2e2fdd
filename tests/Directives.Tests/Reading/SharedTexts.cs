using System.Text.Json;

namespace DirectiveFlow.Directives.Tests.Reading;

/// <summary>The texts with hand-made expectations beside the repository; a test that needs one is skipped where they are absent.</summary>
internal static class SharedTexts
{
    public static string Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Workflow.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("Workflow.sln is not above the test assembly.");
    }

    /// <summary>The text without its source line, and what a person expects of its reading.</summary>
    public static (string Text, DateOnly? Context, JsonElement Expected) Load(string name)
    {
        var folder = Path.Combine(Repository(), "..", "shared", "domain", "texts");
        var expected = Path.Combine(folder, name + ".expected.json");
        Assert.SkipUnless(File.Exists(expected), "The texts with expectations (../shared/domain/texts) are not on this machine.");
        var json = JsonDocument.Parse(File.ReadAllText(expected)).RootElement;
        var text = File.ReadAllText(Path.Combine(folder, name + ".txt"));
        return (text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..], json.GetProperty("contextDate").GetString() is { } day ? DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : null, json);
    }
}
