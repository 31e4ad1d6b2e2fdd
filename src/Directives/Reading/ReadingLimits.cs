namespace DirectiveFlow.Directives.Reading;

/// <summary>How much the reader takes on; beyond it an <see cref="UnreadableTextException"/> is thrown before any work.</summary>
public static class ReadingLimits
{
    /// <summary>Longest text read, in UTF-16 characters: about 500 printed pages, forty times the longest directive seen.</summary>
    public const int MaxCharacters = 1_048_576;

    /// <summary>Control characters per thousand above which the input is taken for a binary file (a NUL alone suffices).</summary>
    public const int MaxControlCharactersPerThousand = 2;

    /// <summary>Most items of one kind (citations, list markers, duties, table rows); a megabyte of the densest honest plan has about ten thousand.</summary>
    public const int MaxItems = 60_000;

    /// <summary>Longest time one pattern may search, in milliseconds: the last resort against backtracking. Patterns are bounded and end far sooner; the limit is wide because a busy machine may let a thread wait for seconds.</summary>
    public const int PatternTimeoutMilliseconds = 20_000;

    /// <exception cref="UnreadableTextException">More items than <see cref="MaxItems"/>.</exception>
    internal static void EnsureItems(int count)
    {
        if (count > MaxItems)
        {
            throw UnreadableTextException.TooTangled(null);
        }
    }
}
