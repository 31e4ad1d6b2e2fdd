namespace DirectiveFlow.Directives.Reading;

/// <summary>
/// The input is not a text that can be read: nothing was read and nothing is to be stored.
/// <see cref="Code"/> is stable and may be shown to programs; the two messages are for people.
/// </summary>
public sealed class UnreadableTextException : Exception
{
    public UnreadableTextException(string code, string vietnamese, string english, Exception? cause = null)
        : base(english, cause)
    {
        Code = code;
        Vietnamese = vietnamese;
    }

    /// <summary>One of <c>text.empty</c>, <c>text.too-long</c>, <c>text.not-text</c>, <c>text.too-tangled</c>.</summary>
    public string Code { get; }

    /// <summary>One Vietnamese sentence that says what is wrong and what to do.</summary>
    public string Vietnamese { get; }

    /// <summary>The same sentence in English.</summary>
    public string English => Message;

    internal static UnreadableTextException TooTangled(Exception? cause) =>
        new("text.too-tangled", "Văn bản quá rối để đọc tự động: hãy nhập nhiệm vụ bằng tay hoặc chia nhỏ văn bản.", "The text is too tangled to be read in time: enter the tasks by hand or split the text.", cause);
}
