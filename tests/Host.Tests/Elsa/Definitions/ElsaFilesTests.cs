using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using DirectiveFlow.TestServers.Places;

namespace DirectiveFlow.Host.Tests.Elsa.Definitions;

/// <summary>Files that a real Elsa server wrote or ran go in, are opened and saved in an editor, and come out as they were.</summary>
[Collection(nameof(DesignOffice))]
[Trait("Needs", "shared")]
public sealed class ElsaFilesTests(DesignOffice office)
{
    private const string Folder = "elsa/workflows";

    /// <summary>Belongs to the stored version; the server answers for it.</summary>
    private static readonly string[] s_ofTheVersion = ["$schema", "id", "definitionId", "version", "createdAt", "isLatest", "isPublished"];

    public static TheoryData<string> Files => SharedFolder.Find(Folder) is not { } folder ? ["none"] :
    [
        .. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Where(f => !f.EndsWith("observed.json", StringComparison.Ordinal))
            .Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_of_Elsas_is_imported_saved_unchanged_and_exported_as_it_was(string file)
    {
        Assert.SkipUnless(SharedFolder.Find(Folder) is not null, SharedFolder.WhyAbsent);
        var text = await File.ReadAllTextAsync(SharedFolder.Find($"{Folder}/{file}")!);
        var id = "elsa-" + file.Replace('/', '-').Replace(".json", "", StringComparison.Ordinal);

        using var content = new StringContent(text, Encoding.UTF8, "application/json");
        using var imported = await office.Administrator.PutAsync(DesignOffice.Path($"workflow-definitions/{id}/import"), content);
        Assert.True(imported.IsSuccessStatusCode, await imported.Content.ReadAsStringAsync());
        var opened = await office.ReadAsync(id);
        var saved = await office.SavedAsync(opened);

        Assert.Equal(opened["id"]!.GetValue<string>(), saved["id"]!.GetValue<string>());
        var exported = await office.Administrator.GetFromJsonAsync<JsonObject>(DesignOffice.Path($"workflow-definitions/{id}/export"));
        Assert.Equal(id, exported!["definitionId"]!.GetValue<string>());
        Assert.True(JsonNode.DeepEquals(Content(JsonNode.Parse(text)!.AsObject()), Content(exported)), $"{file} came out changed.");
    }

    private static JsonObject Content(JsonObject definition)
    {
        foreach (var name in s_ofTheVersion)
        {
            definition.Remove(name);
        }

        return definition;
    }
}
