using System.Text;
using DirectiveFlow.Directives.Reading;

namespace DirectiveFlow.Directives.Tests.Reading;

public sealed class DocumentCodeTests
{
    [Theory]
    [InlineData("512-KH/TU", "512-KH/TU", "512", "KH/TU", "KH", CodeGrammar.Party)]
    [InlineData("07-QC/BTCTU-BDVTU", "07-QC/BTCTU-BDVTU", "07", "QC/BTCTU-BDVTU", "QC", CodeGrammar.Party)]
    [InlineData("3260-KH/ĐĐQH15", "3260-KH/ĐĐQH15", "3260", "KH/ĐĐQH15", "KH", CodeGrammar.Party)]
    [InlineData("845/QĐ-UBND", "845/QĐ-UBND", "845", "QĐ-UBND", "QĐ", CodeGrammar.State)]
    [InlineData("61/2018/NĐ-CP", "61/2018/NĐ-CP", "61", "2018/NĐ-CP", "NĐ", CodeGrammar.State)]
    [InlineData("45/2019/QH14", "45/2019/QH14", "45", "2019/QH14", null, CodeGrammar.State)]
    [InlineData("05/BNV-VP", "05/BNV-VP", "05", "BNV-VP", "CV", CodeGrammar.State)]
    [InlineData("790/QĐ-UBND-HC", "790/QĐ-UBND-HC", "790", "QĐ-UBND-HC", "QĐ", CodeGrammar.State)]
    [InlineData("32/CVBM", "32/CVBM", "32", "CVBM", "CV", CodeGrammar.State)]
    public void Both_grammars_are_read(string written, string canonical, string number, string notation, string? type, CodeGrammar grammar)
    {
        var code = DocumentCode.Parse(written);

        Assert.NotNull(code);
        Assert.Equal((canonical, number, notation, type, grammar), (code.Canonical, code.Number, code.Notation, code.TypeAbbreviation, code.Grammar));
    }

    [Theory]
    [InlineData("79 NQ/TW", "79-NQ/TW")]
    [InlineData("57- NQ/TW", "57-NQ/TW")]
    [InlineData("57 – NQ / TW", "57-NQ/TW")]
    [InlineData("57\u00A0-\u00A0NQ/TW", "57-NQ/TW")]
    [InlineData("57\u2011NQ/TW", "57-NQ/TW")]
    [InlineData("20/CT/TTG", "20/CT-TTg")]
    [InlineData("20/NQ-TW", "20-NQ/TW")]
    [InlineData("12/2015/QĐ - UBND", "12/2015/QĐ-UBND")]
    [InlineData("12/QĐ- UBND", "12/QĐ-UBND")]
    [InlineData("15/ TTR-SKHCN", "15/TTr-SKHCN")]
    public void Damage_done_by_typists_is_repaired(string written, string canonical) =>
        Assert.Equal(canonical, DocumentCode.Parse(written)?.Canonical);

    [Fact]
    public void A_decomposed_code_is_the_same_code() =>
        Assert.Equal("845/QĐ-UBND", DocumentCode.Parse("845/QĐ-UBND".Normalize(NormalizationForm.FormD))?.Canonical);

    [Theory]
    [InlineData("25/27")]
    [InlineData("24/7")]
    [InlineData("500 tấn hàng hoá/năm")]
    [InlineData("01/11/2012")]
    [InlineData("2/Năm")]
    [InlineData("Đề án 06")]
    [InlineData("")]
    public void What_only_looks_like_a_code_is_none(string text) => Assert.Null(DocumentCode.Parse(text));
}
