using DirectiveFlow.Engine.Triggers;

namespace DirectiveFlow.Engine.Persistence;

/// <summary>A version of a workflow definition as lists show it.</summary>
public record DefinitionSummary
{
    /// <summary>Version id (Elsa's <c>id</c>).</summary>
    public required string Id { get; init; }
    public required string DefinitionId { get; init; }
    public required int Version { get; init; }
    public string? Name { get; init; }
    public string? Description { get; init; }
    public string? ToolVersion { get; init; }
    public bool IsLatest { get; init; }
    public bool IsPublished { get; init; }
    public bool IsReadonly { get; init; }
    public bool IsSystem { get; init; }
    /// <summary>Other definitions may use it as an activity.</summary>
    public bool IsUsableAsActivity { get; init; }
    /// <summary>It was published or run once, so its text never changes again.</summary>
    public bool IsFrozen { get; init; }
    /// <summary>Kept only for instances that may refer to it; no list shows it.</summary>
    public bool IsDeleted { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset SavedAt { get; init; }
    /// <summary>Who saved the text last; null when the program did.</summary>
    public string? SavedBy { get; init; }
    public DateTimeOffset? PublishedAt { get; init; }
    public string? PublishedBy { get; init; }
    /// <summary>Upper-case hexadecimal SHA-256 of the text in UTF-8.</summary>
    public required string ContentHash { get; init; }
}

/// <summary>A version with its text: Elsa's JSON, byte for byte.</summary>
public sealed record DefinitionRecord : DefinitionSummary
{
    public required string Json { get; init; }
}

/// <summary>All versions of a definition, newest first, and the number of its last history row (0: it never existed).</summary>
public sealed record DefinitionShelf(IReadOnlyList<DefinitionSummary> Versions, int LastEvent)
{
    /// <summary>The version that editors open; null when there is no definition or it is deleted.</summary>
    public DefinitionSummary? Latest => Versions.FirstOrDefault(v => v.IsLatest);

    public DefinitionSummary? Published => Versions.FirstOrDefault(v => v.IsPublished);
}

/// <summary>What was done to a definition.</summary>
public enum DefinitionAction
{
    Saved,
    Imported,
    Published,
    Retracted,
    Reverted,
    VersionDeleted,
    Deleted,
}

/// <summary>One row of a definition's history, gap-free per definition from 1.</summary>
/// <param name="VersionId">The version it was done to; of a deletion of all versions the latest one.</param>
/// <param name="Actor">Who did it; null when the program did.</param>
public sealed record DefinitionEvent(
    string DefinitionId, int Number, DefinitionAction Action, string VersionId, int Version, string ContentHash, string? Actor, DateTimeOffset At);

/// <summary>One change of one definition.</summary>
public sealed record DefinitionChange
{
    /// <summary>Its number is the last one loaded plus one.</summary>
    public required DefinitionEvent Event { get; init; }

    /// <summary>A version to add, or to replace when <see cref="Replaces"/> is set.</summary>
    public DefinitionRecord? Saved { get; init; }

    /// <summary>Content hash of the text that <see cref="Saved"/> replaces; null adds a version.</summary>
    public string? Replaces { get; init; }

    /// <summary>References in the text of <see cref="Saved"/>.</summary>
    public IReadOnlyList<DefinitionReference> References { get; init; } = [];

    /// <summary>The version that is the latest one afterwards, null for none.</summary>
    public string? LatestId { get; init; }

    /// <summary>The version that is published afterwards, and thereby frozen; null for none.</summary>
    public string? PublishedId { get; init; }

    /// <summary>What starts the definition afterwards, in place of what did before; null leaves it as it is.</summary>
    public TriggerSet? Triggers { get; init; }

    /// <summary>Versions that are deleted: frozen ones are kept without being shown, others are removed.</summary>
    public IReadOnlyList<string> Deleted { get; init; } = [];
}

/// <summary>How a definition uses another one.</summary>
public enum DefinitionReferenceKind
{
    /// <summary>It is an activity of it.</summary>
    Activity,

    /// <summary>An activity starts it and may wait for it.</summary>
    Start,
}

/// <summary>A place in a version that names another definition.</summary>
/// <param name="Number">Position in the version, from 0.</param>
/// <param name="DefinitionId">The definition that contains the place.</param>
/// <param name="TargetVersionId">The version it is pinned to; null means the published one at run time.</param>
/// <param name="Path">JSON path of the activity.</param>
public sealed record DefinitionReference(
    string VersionId, int Number, string DefinitionId, string TargetDefinitionId, string? TargetVersionId,
    DefinitionReferenceKind Kind, string ActivityId, string Path);
