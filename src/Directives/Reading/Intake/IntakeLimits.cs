namespace DirectiveFlow.Directives.Reading.Intake;

/// <summary>How much a file may ask of the one who opens it. Beyond a limit it is refused; nothing is read in part.</summary>
public static class IntakeLimits
{
    /// <summary>Largest file, in bytes. A directive with annexes as a text PDF is below one megabyte; scans are refused anyway.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>Most entries of a compressed file; Word writes about twenty, and one for each picture.</summary>
    public const int MaxEntries = 2_000;

    /// <summary>Most bytes all entries of a compressed file may unfold to, counted while reading (headers lie).</summary>
    public const long MaxUnfoldedBytes = 64L * 1024 * 1024;

    /// <summary>Largest allowed ratio of unfolded to stored bytes of an entry that unfolds to more than a megabyte; XML reaches about 30.</summary>
    public const int MaxRatio = 150;

    /// <summary>Most pages of a PDF.</summary>
    public const int MaxPages = 600;

    /// <summary>Most objects of a PDF; a page needs about ten.</summary>
    public const int MaxPdfObjects = 100_000;

    /// <summary>Most attachments of a mail that are looked at.</summary>
    public const int MaxAttachments = 20;

    /// <summary>How deep tables, lists and mails may be nested.</summary>
    public const int MaxDepth = 8;

    /// <summary>Longest time a parser may take.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);
}
