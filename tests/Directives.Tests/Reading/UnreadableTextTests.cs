using System.Text;
using DirectiveFlow.Directives.Reading;

namespace DirectiveFlow.Directives.Tests.Reading;

public sealed class UnreadableTextTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \n\t\u00A0")]
    public void Nothing_to_read_is_said_so(string? text) => Assert.Equal("text.empty", Refused(text).Code);

    [Fact]
    public void Twenty_megabytes_are_refused_before_any_work() =>
        Assert.Equal("text.too-long", Refused(new string('a', 20 * 1024 * 1024)).Code);

    [Fact]
    public void A_binary_file_is_refused_in_both_languages()
    {
        var refused = Refused(Encoding.Latin1.GetString([0x50, 0x4B, 0x03, 0x04, 0x00, 0x00, 0xFF, 0x10]));

        Assert.Equal("text.not-text", refused.Code);
        Assert.Contains("không phải", refused.Vietnamese, StringComparison.Ordinal);
        Assert.Contains("not plain text", refused.English, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused() => Assert.Equal("text.not-text", Refused("Kế hoạch \uD800").Code);

    [Fact]
    public void A_text_of_nothing_but_codes_is_refused() =>
        Assert.Equal("text.too-tangled", Refused(string.Join(", ", Enumerable.Range(1, ReadingLimits.MaxItems + 1).Select(i => $"{i % 9999}/QĐ-UBND"))).Code);

    [Theory]
    [InlineData("Thứ nhất, a; thứ hai, b; ")]
    [InlineData("I. NHIỆM VỤ X\n1. Sở Y\na) Làm\n")]
    [InlineData("đến Sở X ")]
    [InlineData("“(")]
    public void A_megabyte_made_to_exhaust_the_reader_ends_in_a_reading_or_a_clear_refusal(string part)
    {
        var refused = Record.Exception(() => DirectiveReader.Read(string.Concat(Enumerable.Repeat(part, 1_000_000 / part.Length)), null));

        Assert.True(refused is null or UnreadableTextException { Code: "text.too-tangled" }, refused?.ToString());
    }

    private static UnreadableTextException Refused(string? text) => Assert.Throws<UnreadableTextException>(() => DirectiveReader.Read(text, null));

    [Theory]
    [InlineData("\u00AD")]
    [InlineData("****")]
    [InlineData("**\n\u200B\n**")]
    public void Marks_without_words_give_a_reading_of_nothing(string text) =>
        Assert.Empty(ReadingLines.Of(DirectiveReader.Read(text, null)));
}
