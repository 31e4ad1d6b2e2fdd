namespace DirectiveFlow.Engine.Definitions;

/// <summary>Something wrong in a definition.</summary>
/// <param name="Path">JSON path of the place, for example <c>$.root.connections[3].target</c>.</param>
/// <param name="IsError">True: it cannot be published. False: it is kept and works until the place is reached.</param>
public sealed record DefinitionProblem(string Path, string Message, bool IsError)
{
    /// <summary>One of <see cref="DefinitionCodes"/>.</summary>
    public string Code { get; init; } = DefinitionCodes.Activity;

    /// <summary>Id of the activity the place belongs to, null when it belongs to none.</summary>
    public string? ActivityId { get; init; }

    /// <summary>What its author calls that activity.</summary>
    public string? ActivityName { get; init; }

    /// <summary>The place in words, for people who drew the definition: the activity's name and id, then the path.</summary>
    public string InWords => (ActivityId, ActivityName) switch
    {
        (null, _) => $"{Message} ({Path})",
        (_, null) => $"Activity '{ActivityId}': {Message} ({Path})",
        _ => $"Activity '{ActivityName}' ({ActivityId}): {Message} ({Path})",
    };

    public override string ToString() => $"{Path}: {Message}";
}

/// <summary>A definition cannot be published or run; every problem is listed with its path.</summary>
public sealed class DefinitionException : Exception
{
    public DefinitionException()
    {
    }

    public DefinitionException(string message)
        : base(message)
    {
    }

    public DefinitionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public DefinitionException(IReadOnlyList<DefinitionProblem> problems, Exception? innerException = null)
        : base("The workflow definition is not valid: " + string.Join("; ", problems.Take(10)), innerException)
    {
        Problems = problems;
    }

    public IReadOnlyList<DefinitionProblem> Problems { get; } = [];
}
