using System.Text.Json;
using DirectiveFlow.TestServers.Places;
using DirectiveFlow.TestServers.Processes;

namespace DirectiveFlow.Infra.Tests.Deployment;

public sealed class StudioPublishTests
{
    /// <summary>What travels to the publication of the host with its reference to the project; asking for it publishes nothing.</summary>
    [Fact]
    public async Task A_published_host_carries_Elsa_Studio_in_its_folder_studio()
    {
        var answer = await Command.MustAsync(
            "dotnet",
            ["msbuild", RepositoryRoot.Of("src/Studio/Studio.csproj"), "-t:GetCopyToPublishDirectoryItems", "-getTargetResult:GetCopyToPublishDirectoryItems"]);
        using var items = JsonDocument.Parse(answer[answer.IndexOf('{', StringComparison.Ordinal)..]);
        var places = items.RootElement.GetProperty("TargetResults").GetProperty("GetCopyToPublishDirectoryItems").GetProperty("Items")
            .EnumerateArray().Select(item => item.GetProperty("TargetPath").GetString()!.Replace('\\', '/')).ToList();

        Assert.Contains("studio/_framework/dotnet.js", places);
        Assert.Contains("studio/_framework/dotnet.js.br", places);
        Assert.Contains("studio/_content/BlazorMonaco/lib/monaco-editor/min/vs/loader.js", places);
        Assert.Contains("studio/appsettings.json", places);
        Assert.DoesNotContain(places, place => place.EndsWith(".map", StringComparison.Ordinal) || place.EndsWith("index.html", StringComparison.Ordinal));
    }
}
