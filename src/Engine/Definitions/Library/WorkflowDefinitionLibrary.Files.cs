using System.Text.Json;
using DirectiveFlow.Engine.Definitions.Packages;
using DirectiveFlow.Engine.Persistence;

namespace DirectiveFlow.Engine.Definitions.Library;

/// <summary>What became of the files of an import.</summary>
/// <param name="Saved">By file, in the order of the package.</param>
public sealed record ImportedFiles(IReadOnlyList<(string File, SavedDefinition Saved)> Saved);

public sealed partial class WorkflowDefinitionLibrary
{
    /// <summary>
    /// Imports one text as a draft. Ids and version number are kept where they are free; over a definition that exists it is a
    /// save. Activities that are not known here are kept as they are.
    /// </summary>
    /// <exception cref="DefinitionException">The text is not a definition: it has no root activity.</exception>
    /// <inheritdoc cref="SaveAsync" path="/exception[@cref='DefinitionConflictException']"/>
    public async Task<SavedDefinition> ImportAsync(
        string json, string? actor, string? definitionId = null, string? expectedContentHash = null, CancellationToken cancellationToken = default)
    {
        RequireDefinition(json);
        return await SaveAsync(
            new SaveDefinition { Json = json, Actor = actor, DefinitionId = definitionId, ExpectedContentHash = expectedContentHash, IsImport = true },
            cancellationToken);
    }

    /// <summary>Imports a JSON file or a ZIP package. All files are read and checked first: a bad one keeps all of them out.</summary>
    /// <exception cref="DefinitionException">A file is not a definition; the paths begin with its name. Nothing was saved.</exception>
    public async Task<ImportedFiles> ImportFileAsync(string name, byte[] content, string? actor, CancellationToken cancellationToken = default)
    {
        var files = DefinitionPackage.Read(name, content);
        foreach (var (file, json) in files)
        {
            try
            {
                RequireDefinition(json);
            }
            catch (DefinitionException error)
            {
                throw new DefinitionException([.. error.Problems.Select(p => p with { Path = file + " " + p.Path })], error);
            }
        }

        var saved = new List<(string, SavedDefinition)>();
        foreach (var (file, json) in files)
        {
            saved.Add((file, await ImportAsync(json, actor, cancellationToken: cancellationToken)));
        }

        return new ImportedFiles(saved);
    }

    /// <summary>A version as a file; null when there is none.</summary>
    public async Task<DefinitionFile?> ExportAsync(string definitionId, VersionOptions versions, CancellationToken cancellationToken = default) =>
        await FindAsync(definitionId, versions, cancellationToken) is { } version ? DefinitionFile.Of(version) : null;

    /// <summary>Several versions in one package, or one as a JSON file. Unknown ids are passed over; null when none is known.</summary>
    /// <param name="includeConsumers">Also the latest versions of definitions that use these, directly or not.</param>
    public async Task<DefinitionFile?> ExportManyAsync(
        IReadOnlyCollection<string> versionIds, bool includeConsumers = false, CancellationToken cancellationToken = default)
    {
        var versions = new Dictionary<string, DefinitionRecord>(StringComparer.Ordinal);
        foreach (var id in versionIds)
        {
            if (await store.FindVersionAsync(id, cancellationToken) is { IsDeleted: false } version)
            {
                versions[version.Id] = version;
            }
        }

        foreach (var definitionId in includeConsumers ? versions.Values.Select(v => v.DefinitionId).Distinct(StringComparer.Ordinal).ToArray() : [])
        {
            foreach (var user in (await FindUseAsync(definitionId, cancellationToken)).UsedBy.Select(r => r.DefinitionId).Distinct(StringComparer.Ordinal))
            {
                if (await FindAsync(user, VersionOptions.Latest, cancellationToken) is { } consumer)
                {
                    versions.TryAdd(consumer.Id, consumer);
                }
            }
        }

        DefinitionFile[] files = [.. versions.Values.Select(DefinitionFile.Of)];
        return files.Length switch
        {
            0 => null,
            1 when versionIds.Count == 1 => files[0],
            _ => new DefinitionFile(DefinitionFile.PackageName, DefinitionPackage.Write(files)),
        };
    }

    /// <summary>Elsa makes an empty workflow of anything (record 076); what is lost then is noticed late.</summary>
    private static void RequireDefinition(string json)
    {
        var definition = WorkflowDefinition.Parse(json);
        if (definition.Root.ValueKind != JsonValueKind.Object || DefinitionJson.Text(definition.Root, "type") is not { Length: > 0 })
        {
            var path = definition.Root.ValueKind == JsonValueKind.Object ? "$.root.type" : "$.root";
            throw new DefinitionException(
                [new DefinitionProblem(path, "This is not a workflow definition: it has no root activity with a type.", IsError: true) { Code = DefinitionCodes.NotADefinition }]);
        }
    }
}
