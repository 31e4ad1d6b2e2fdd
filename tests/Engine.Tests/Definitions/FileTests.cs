using System.IO.Compression;
using System.Text;
using System.Text.Json;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Definitions.Library;
using DirectiveFlow.Engine.Definitions.Packages;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.EngineTesting.Hosting;
using DirectiveFlow.TestServers.Places;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Engine.Tests.Definitions;

/// <summary>Files come in and go out as Elsa's do; hostile ones are refused before anything is saved.</summary>
public sealed class FileTests
{
    private readonly EngineHost _host = new();

    private WorkflowDefinitionLibrary Library => _host.Services.GetRequiredService<WorkflowDefinitionLibrary>();

    [Fact]
    public async Task A_file_carries_schema_and_the_stored_ids_and_otherwise_the_bytes_that_were_saved()
    {
        const string Json = """
            {
              "version": 7, "name": "Chu trình chỉ đạo — Đà Nẵng",
              "root": { "type": "Elsa.Sequence", "id": "s", "future": [1.0, 1e3] },
              "isPublished": true
            }
            """;
        var record = (await Library.ImportAsync(Json, "an")).Record;

        var file = (await Library.ExportAsync(record.DefinitionId, VersionOptions.Latest))!;

        Assert.Equal($"workflow-definition-chu-trinh-chi-dao-da-nang-{record.DefinitionId}-{record.Id}.json", file.Name);
        Assert.Equal(
            $$"""
            {
              "$schema": "{{DefinitionText.Schema}}",
              "id": "{{record.Id}}",
              "definitionId": "{{record.DefinitionId}}",
              "createdAt": "2026-11-22T08:00:00+00:00",
              "isLatest": true,
              "version": 7, "name": "Chu trình chỉ đạo — Đà Nẵng",
              "root": { "type": "Elsa.Sequence", "id": "s", "future": [1.0, 1e3] },
              "isPublished": false
            }
            """,
            Encoding.UTF8.GetString(file.Content));
    }

    [Fact]
    public async Task Exporting_deleting_and_importing_gives_the_same_definition()
    {
        await Library.ImportAsync(Define.Workflow("w", Define.Line("l")), "an");
        var file = (await Library.ExportAsync("w", VersionOptions.Latest))!;
        var before = (await Library.FindAsync("w", VersionOptions.Latest))!;

        await Library.DeleteAsync("w", "an");
        var (_, saved) = Assert.Single((await Library.ImportFileAsync(file.Name, file.Content, "an")).Saved);

        Assert.Equal((before.Id, before.DefinitionId, before.Version), (saved.Record.Id, saved.Record.DefinitionId, saved.Record.Version));
        Assert.True(DefinitionText.SaysTheSame(before.Json, saved.Record.Json));
        Assert.Equal(file.Content, (await Library.ExportAsync("w", VersionOptions.Latest))!.Content);
    }

    [Fact]
    public async Task An_import_keeps_ids_and_makes_a_draft_and_over_a_draft_it_edits_in_place()
    {
        // Records 073 and 074 of a real server; the file says it is published, the import is not.
        var json = """{"id":"imported-1","definitionId":"imported","name":"a","version":1,"isPublished":true,"root":{"type":"Elsa.Sequence","id":"s"}}""";

        var first = (await Library.ImportAsync(json, "an")).Record;
        var second = (await Library.ImportAsync(json.Replace("\"a\"", "\"b\"", StringComparison.Ordinal), "an")).Record;

        Assert.Equal(("imported-1", "imported", 1, false), (first.Id, first.DefinitionId, first.Version, first.IsPublished));
        Assert.Equal(("imported-1", 1, "b"), (second.Id, second.Version, second.Name));
        Assert.All(await Library.HistoryAsync("imported"), e => Assert.Equal(DefinitionAction.Imported, e.Action));
    }

    [Theory]
    [InlineData("""{"garbage":1}""", "$.root")]
    [InlineData("""{"root":{"id":"x"}}""", "$.root.type")]
    [InlineData("""{"root":[]}""", "$.root")]
    [InlineData("""{"root":{"type":"A","x":}}""", "$.root.x")]
    public async Task Garbage_is_refused_with_its_place(string json, string path)
    {
        // Elsa answers 201 with an empty sequence (record 076); the loss would be noticed when the workflow is run.
        var error = await Assert.ThrowsAsync<DefinitionException>(() => Library.ImportAsync(json, "an"));

        Assert.Equal(path, Assert.Single(error.Problems).Path);
        Assert.Empty(await _host.Definitions.ListLatestAsync(default));
    }

    [Fact]
    public async Task A_package_holds_several_and_takes_those_along_that_use_them()
    {
        var child = (await Library.ImportAsync(Define.Workflow("child", Define.Line("l")), "an")).Record;
        var other = (await Library.ImportAsync(Define.Workflow("other", Define.Line("l")), "an")).Record;
        await Library.ImportAsync(Define.Workflow("parent", Define.Activity("Elsa.DispatchWorkflow", "d", ("workflowDefinitionId", Define.Literal("child")))), "an");

        var package = (await Library.ExportManyAsync([child.Id, other.Id, "nope"], includeConsumers: true))!;
        Assert.Equal(package.Content, (await Library.ExportManyAsync([child.Id, other.Id], includeConsumers: true))!.Content);
        Assert.Equal((await Library.ExportAsync("child", VersionOptions.Latest))!.Name, (await Library.ExportManyAsync([child.Id]))!.Name);
        Assert.Null(await Library.ExportManyAsync(["nope"]));

        var fresh = new EngineHost(seed: 2).Services.GetRequiredService<WorkflowDefinitionLibrary>();
        var imported = await fresh.ImportFileAsync(package.Name, package.Content, "an");
        Assert.Equal(["child", "other", "parent"], imported.Saved.Select(s => s.Saved.Record.DefinitionId));
    }

    [Fact]
    public async Task One_bad_file_keeps_the_whole_package_out()
    {
        var package = Zip(("good.json", """{"root":{"type":"Elsa.Sequence","id":"s"}}"""), ("sub/bad.json", """{"root":{"id":1,"id":2}}"""));

        var error = await Assert.ThrowsAsync<DefinitionException>(() => Library.ImportFileAsync("p.zip", package, "an"));

        Assert.Equal("sub/bad.json $.root.id", Assert.Single(error.Problems).Path);
        Assert.Empty(await _host.Definitions.ListLatestAsync(default));
    }

    [Theory]
    [InlineData("../evil.json")]
    [InlineData("/etc/evil.json")]
    [InlineData("C:/evil.json")]
    [InlineData("a\\..\\evil.json")]
    [InlineData("a/./evil.json")]
    [InlineData("a//evil.json")]
    [InlineData("evil\n.json")]
    public async Task A_file_name_that_leads_out_of_the_package_is_refused(string name)
    {
        var error = await Assert.ThrowsAsync<DefinitionException>(() => Library.ImportFileAsync("p.zip", Zip((name, "{}")), "an"));

        Assert.Equal((name, DefinitionCodes.BadFile), (Assert.Single(error.Problems).Path, error.Problems[0].Code));
    }

    [Fact]
    public async Task Bombs_are_refused_without_being_unpacked()
    {
        var bomb = Zip(("bomb.json", new string(' ', 200_000_000)));
        Assert.True(bomb.Length < 1_000_000);
        var watch = TimeProvider.System.GetTimestamp();
        var before = GC.GetAllocatedBytesForCurrentThread();

        await RefusedAsync(bomb);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000_000);
        Assert.InRange(TimeProvider.System.GetElapsedTime(watch), TimeSpan.Zero, TimeSpan.FromSeconds(2));
        await RefusedAsync(Zip([.. Enumerable.Range(0, 1_001).Select(i => ($"{i}.json", "{}"))]));
        await RefusedAsync(Zip(("readme.txt", "nothing here")));
        await RefusedAsync([.. "PK"u8, 1, 2, 3, 4]);
        await RefusedAsync([0xFF, 0xFE, 0x00]);
        await RefusedAsync(Zip(("a.json", "{}"))[..^30]);
        await RefusedAsync(new byte[DefinitionPackage.MaxPackedBytes + 1]);

        async Task RefusedAsync(byte[] content) =>
            Assert.Equal(DefinitionCodes.BadFile, Assert.Single((await Assert.ThrowsAsync<DefinitionException>(
                () => Library.ImportFileAsync("p.zip", content, "an"))).Problems).Code);
    }

    [Fact]
    [Trait("Needs", "shared")]
    public async Task Elsas_own_files_go_in_and_out_with_the_same_root_byte_for_byte()
    {
        const string Workflows = "elsa/workflows";
        Assert.SkipWhen(SharedFolder.Find(Workflows) is null, SharedFolder.WhyAbsent);
        foreach (var path in Directory.EnumerateFiles(SharedFolder.Find(Workflows)!, "*.json", SearchOption.AllDirectories))
        {
            if (path.EndsWith("observed.json", StringComparison.Ordinal))
            {
                continue;
            }

            var text = (await File.ReadAllTextAsync(path)).TrimStart('\uFEFF');
            var library = new EngineHost().Services.GetRequiredService<WorkflowDefinitionLibrary>();
            var record = (await library.ImportAsync(text, "an")).Record;
            var exported = Encoding.UTF8.GetString((await library.ExportAsync(record.DefinitionId, VersionOptions.Latest))!.Content);

            Assert.Equal(text, record.Json);
            Assert.Equal(JsonElement.Parse(text).GetProperty("root").GetRawText(), JsonElement.Parse(exported).GetProperty("root").GetRawText());
            Assert.Equal(DefinitionText.Schema, JsonElement.Parse(exported).GetProperty("$schema").GetString());
        }
    }

    private static byte[] Zip(params (string Name, string Text)[] files)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                using var content = archive.CreateEntry(name).Open();
                content.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return stream.ToArray();
    }
}
