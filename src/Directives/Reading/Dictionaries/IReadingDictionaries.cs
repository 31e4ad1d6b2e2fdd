using DirectiveFlow.Directives.Reading.Examples;
using DirectiveFlow.Directives.Rules;

namespace DirectiveFlow.Directives.Reading.Dictionaries;

/// <summary>
/// One published state of the installation's entries. Editions are only added: the entries of an edition are all that hold from
/// then on, so the difference of two neighbours is what was changed.
/// </summary>
/// <param name="Version">1, 2, 3 …; two who publish at once collide on it.</param>
/// <param name="Note">Why, in the administrator's words.</param>
public sealed record DictionaryEdition(int Version, DateTimeOffset At, Guid? PersonId, string PersonName, string Note, IReadOnlyList<DictionaryEntry> Entries)
{
    public static DictionaryEdition None { get; } = new(0, DateTimeOffset.MinValue, null, "", "", []);
}

/// <summary>An administrator's own example, kept with who saved it.</summary>
public sealed record SavedExample(Guid Id, ReadingExample Example, string ExpectedLines, DateTimeOffset At, string PersonName);

/// <summary>The basis a text is read on: the lexicon in force and the units of the installation.</summary>
public sealed record ReadingBasis(Lexicon Lexicon, UnitDirectory Units);

/// <summary>Editions of the dictionaries and saved examples. Each call is a transaction of its own.</summary>
public interface IReadingDictionaries
{
    /// <summary>What is in force now on any host; from memory while nothing has changed.</summary>
    Task<ReadingBasis> BasisAsync(CancellationToken cancellationToken);

    /// <summary>All editions, the newest first.</summary>
    Task<IReadOnlyList<DictionaryEdition>> EditionsAsync(CancellationToken cancellationToken);

    /// <exception cref="RuleViolationException"><c>dictionary.published-meanwhile</c>: somebody else published this version first; nothing was written.</exception>
    Task PublishAsync(DictionaryEdition edition, CancellationToken cancellationToken);

    /// <summary>The examples of the installation, oldest first.</summary>
    Task<IReadOnlyList<SavedExample>> ExamplesAsync(CancellationToken cancellationToken);

    Task SaveAsync(SavedExample example, CancellationToken cancellationToken);

    /// <summary>An example that is not there any more stays so.</summary>
    Task RemoveExampleAsync(Guid id, CancellationToken cancellationToken);
}
