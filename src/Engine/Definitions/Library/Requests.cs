using DirectiveFlow.Engine.Persistence;

namespace DirectiveFlow.Engine.Definitions.Library;

/// <summary>A text to save as the draft of a definition.</summary>
public sealed record SaveDefinition
{
    public required string Json { get; init; }

    /// <summary>Overrides the definition id in the text; null and none in the text makes a new definition.</summary>
    public string? DefinitionId { get; init; }

    /// <summary>Who saves, for the history.</summary>
    public string? Actor { get; init; }

    /// <summary>
    /// Content hash of the version the text was made from. When the latest version is another one by now the save is refused
    /// and nothing is lost. Null: a draft of somebody else is not overwritten but followed by a new draft.
    /// </summary>
    public string? ExpectedContentHash { get; init; }

    /// <summary>
    /// The version the text was made from, for editors that know no hash. When another draft is the latest one by now it is not
    /// overwritten but followed by a new draft, whoever saved it. Null: nothing is known about that.
    /// </summary>
    public string? BasedOnVersionId { get; init; }

    /// <summary>True for a text from outside; only the history tells the difference.</summary>
    public bool IsImport { get; init; }
}

/// <param name="Changed">False when the text says what the latest version says already; nothing was written then.</param>
public sealed record SavedDefinition(DefinitionRecord Record, bool Changed);

/// <param name="AlreadyPublished">The latest version was published before; nothing was written.</param>
/// <param name="Warnings">What is odd in the definition but does not keep it from running.</param>
public sealed record PublishedDefinition(DefinitionRecord Record, bool AlreadyPublished, IReadOnlyList<DefinitionProblem> Warnings);

/// <summary>What became of each definition of a bulk publication. One that has errors is in <paramref name="Skipped"/>.</summary>
/// <param name="Refusals">Errors of the skipped ones by definition id.</param>
public sealed record BulkPublication(
    IReadOnlyList<string> Published, IReadOnlyList<string> AlreadyPublished, IReadOnlyList<string> NotFound, IReadOnlyList<string> Skipped,
    IReadOnlyDictionary<string, IReadOnlyList<DefinitionProblem>> Refusals);

/// <summary>What became of each definition of a bulk retraction.</summary>
public sealed record BulkRetraction(IReadOnlyList<string> Retracted, IReadOnlyList<string> AlreadyRetracted, IReadOnlyList<string> NotFound);

/// <summary>
/// The latest version is not the one that a change was made from. Nothing was written: <see cref="Current"/> is the version
/// to look at, and the caller still has its own text.
/// </summary>
public sealed class DefinitionConflictException : Exception
{
    public DefinitionConflictException()
    {
    }

    public DefinitionConflictException(string message)
        : base(message)
    {
    }

    public DefinitionConflictException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public DefinitionConflictException(DefinitionRecord current)
        : base($"The definition '{current.DefinitionId}' has a newer text, version {current.Version}.") => Current = current;

    public DefinitionRecord? Current { get; }
}

/// <summary>A definition cannot be retracted because none of its versions is published.</summary>
public sealed class DefinitionNotPublishedException : Exception
{
    public DefinitionNotPublishedException()
    {
    }

    public DefinitionNotPublishedException(string message)
        : base(message)
    {
    }

    public DefinitionNotPublishedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
