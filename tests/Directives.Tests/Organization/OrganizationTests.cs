using System.Text;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Tasks;
using DirectiveFlow.Directives.Vietnamese;

namespace DirectiveFlow.Directives.Tests.Organization;

public sealed class OrganizationTests
{
    private readonly Scene _scene = new();

    [Theory]
    [InlineData("Sở Khoa học và Công nghệ", true)]
    [InlineData("SỞ KHOA HỌC VÀ CÔNG NGHỆ", true)]
    [InlineData(" sở  khoa học và công nghệ ", true)]
    [InlineData("Sở KH&CN", true)]
    [InlineData("SKHCN", true)]
    [InlineData("So Khoa hoc va Cong nghe", false)]
    [InlineData("Sở Khoa học", false)]
    public void A_unit_is_found_by_the_ways_it_is_written(string text, bool found)
    {
        var unit = new Unit(_scene.NewId(), "SKHCN", "SKHCN", "Sở Khoa học và Công nghệ", "Sở KH&CN", UnitKind.Department);

        Assert.Equal(found, unit.IsCalled(text));
        Assert.Equal(found, unit.IsCalled(text.Normalize(NormalizationForm.FormD)));
    }

    [Theory]
    [InlineData("Tỉnh ủy", "Tỉnh uỷ", true)]
    [InlineData("văn hóa", "văn hoá", true)]
    [InlineData("HÒA BÌNH", "Hoà Bình", true)]
    [InlineData("thanh tra", "thành tra", false)]
    [InlineData("Đà Nẵng", "Da Nang", false)]
    [InlineData("hoà văn", "hoa vằn", false)]
    public void Names_are_the_same_in_old_and_new_tone_marks_but_not_without(string a, string b, bool same) =>
        Assert.Equal(same, string.Equals(VietnameseText.NameKey(a), VietnameseText.NameKey(b), StringComparison.Ordinal));

    [Fact]
    public void Searching_needs_no_marks() =>
        Assert.Equal("doi moi sang tao, so 391-kh/tu", VietnameseText.SearchKey("Đổi mới  sáng tạo, số 391-KH/TU"));

    [Fact]
    public void A_confidential_task_is_read_by_its_units_and_by_those_who_read_everything()
    {
        Guid[] units = [_scene.Division.Id];

        Assert.True(Confidentiality.MayRead(_scene.Officer.AsActor(), true, units));
        Assert.True(Confidentiality.MayRead(_scene.Leader.AsActor(), true, units));
        Assert.True(Confidentiality.MayRead(_scene.Inspector.AsActor(), true, units));
        Assert.False(Confidentiality.MayRead(_scene.OtherHead.AsActor(), true, units));
        Assert.False(Confidentiality.MayRead(_scene.Admin.AsActor(), true, units));
        Assert.True(Confidentiality.MayRead(_scene.OtherHead.AsActor(), false, units));
    }

    [Fact]
    public void A_unit_exists_from_its_first_to_its_last_day()
    {
        var unit = new Unit(
            _scene.NewId(), "H", "H", "UBND huyện", "UBND huyện", UnitKind.External, null, null, Scene.Day("2025-06-30"));

        Assert.True(unit.ExistsOn(Scene.Day("2025-06-30")));
        Assert.False(unit.ExistsOn(Scene.Day("2025-07-01")));
    }
}
