namespace DirectiveFlow.EngineTesting.Memory;

/// <summary>A mistake an <see cref="InMemoryStore"/> makes on purpose, so that a proof can show that it would be seen.</summary>
public enum PlantedDefect
{
    None,

    /// <summary>The journal's key is not unique: of two writers who saw the same state both commit.</summary>
    JournalKeyForgotten,

    /// <summary>A command that was answered is not known any more.</summary>
    CommandsForgotten,

    /// <summary>A row of due work is gone when it is claimed, before its effect is committed.</summary>
    AcknowledgedAtClaim,

    /// <summary>A unit that completes a row of due work commits although the row is gone.</summary>
    CompletionUnguarded,

    /// <summary>Bookmarks that a step burned stay.</summary>
    BookmarksNotBurned,

    /// <summary>What a step that did without a load took for granted is not checked.</summary>
    AssumptionsUnchecked,
}
