using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Reading;
using DirectiveFlow.Directives.Reading.Dictionaries;

namespace DirectiveFlow.Directives.Tests.Reading.Dictionaries;

/// <summary>Which unit of the installation a body named in a text is.</summary>
public sealed class UnitDirectoryTests
{
    private static readonly DateOnly Before = new(2024, 6, 1);
    private static readonly DateOnly After = new(2026, 6, 1);

    private static readonly UnitDirectory Units = new(
        [
            Unit(1, "SKHCN", "Sở Khoa học và Công nghệ", "Sở KH&CN"),
            Unit(2, "STTTT", "Sở Thông tin và Truyền thông", "Sở TTTT", until: new DateOnly(2025, 2, 28)),
            Unit(3, "SYT", "Sở Y tế", "SYT"),
            Unit(4, "SKHCN-VP", "Văn phòng Sở", "VP"),
            Unit(5, "SNNMT", "Sở Nông nghiệp và Môi trường", "SNNMT"),
        ],
        [("Sở Khoa học", "SKHCN"), ("ngành y tế", "Sở Y tế")]);

    [Theory]
    [InlineData("Sở Khoa học và Công nghệ", "SKHCN")]
    [InlineData("sở khoa học và công nghệ", "SKHCN")]
    [InlineData("SKHCN", "SKHCN")]
    [InlineData("Sở KH&CN", "SKHCN")]
    [InlineData("Sở Khoa học", "SKHCN")]
    [InlineData("ngành y tế", "SYT")]
    [InlineData("Giám đốc Sở Y tế", "SYT")]
    [InlineData("Chánh Văn phòng Sở", "SKHCN-VP")]
    [InlineData("Sở Thông tin và Truyền thông", "SKHCN")]
    [InlineData("SNN", "SNNMT")]
    [InlineData("Sở Tài nguyên và Môi trường", "SNNMT")]
    [InlineData("Sở Công Thương", null)]
    [InlineData("các sở, ban, ngành", null)]
    public void A_name_in_any_writing_finds_its_unit_or_none(string words, string? code) =>
        Assert.Equal(code, Units.Resolve(words, After).Code);

    [Fact]
    public void A_body_that_still_existed_on_the_day_is_itself() =>
        Assert.Equal("STTTT", Units.Resolve("Sở Thông tin và Truyền thông", Before).Code);

    [Fact]
    public void A_reading_names_the_units_of_leads_and_partners_and_says_which_are_unknown()
    {
        var reading = Units.Resolve(DirectiveReader.Read("1. Sở Y tế, Sở Công Thương phối hợp với Sở Khoa học và Công nghệ rà soát danh mục.", After), After);

        var assignment = Assert.Single(reading.Assignments);
        Assert.Equal([("Sở Y tế", "SYT"), ("Sở Công Thương", null)], assignment.LeadUnits!.Select(unit => (unit.Words, unit.Code)));
        Assert.Equal(["SKHCN"], assignment.CoordinatingUnits!.Select(unit => unit.Code!));
        Assert.Contains("\"leadUnits\"", reading.ToJson(), StringComparison.Ordinal);
    }

    private static Unit Unit(int number, string code, string name, string shortName, DateOnly? until = null) =>
        new(new Guid(number, 0, 0, new byte[8]), code, code, name, shortName, UnitKind.Department, validTo: until);
}
