using System.Text.Json;
using DirectiveFlow.Directives.Reading;

namespace DirectiveFlow.Directives.Tests.Reading;

/// <summary>Real texts against what a person read in them.</summary>
[Trait("Needs", "shared")]
public sealed class GoldenReadingTests
{
    private static readonly string[] DocumentFields = ["code", "raw", "typeAbbr", "type", "issuer", "date", "title", "implements", "replacedBy", "urgency", "self"];
    private static readonly string[] DeadlineFields = ["raw", "kind", "date", "period", "day", "amount", "unit", "anchor", "yearInferred"];

    public static TheoryData<string> Texts =>
    [
        "00_seed_quangnam_2024",
        "01_kl69_kltw_2024",
        "05_nq03_phuluc2_bang_nhiemvu",
        "08_lamdong_cchc_2025-12",
        "13_danang_khanhson_2019",
        "18_vpcp_dondoc_botaichinh_2018",
        "S1_synthetic_kehoach_tinhuy",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Documents_with_their_lineage_are_as_a_person_read_them(string name)
    {
        var (reading, expected) = Read(name);

        Assert.Equal(Rows(expected, "documents", DocumentFields), Rows(reading, "documents", DocumentFields));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Deadlines_are_as_a_person_read_them(string name)
    {
        var (reading, expected) = Read(name);

        Assert.Equal(Rows(expected, "deadlines", DeadlineFields), Rows(reading, "deadlines", DeadlineFields));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Task_groups_are_as_a_person_read_them(string name)
    {
        var (reading, expected) = Read(name);

        Assert.Equal(Rows(expected, "taskGroups", ["ordinal", "text"]), Rows(reading, "taskGroups", ["ordinal", "text"]));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Every_expected_assignment_is_found_with_its_lead_and_deadline_and_no_other(string name)
    {
        var (reading, expected) = Read(name);

        Assert.Equal(Rows(expected, "assignments", ["lead", "deadline"]), Rows(reading, "assignments", ["lead", "deadline"]));
    }

    [Theory]
    [InlineData("01_kl69_kltw_2024")]
    [InlineData("08_lamdong_cchc_2025-12")]
    [InlineData("S1_synthetic_kehoach_tinhuy")]
    public void Tasks_and_coordinating_units_are_word_for_word_as_a_person_read_them(string name)
    {
        var (reading, expected) = Read(name);

        Assert.Equal(Rows(expected, "assignments", ["lead", "coordinating", "task", "standingBody"]), Rows(reading, "assignments", ["lead", "coordinating", "task", "standingBody"]));
    }

    [Fact]
    public void Groups_of_the_news_text_belong_to_the_resolutions_they_carry_on()
    {
        var (reading, expected) = Read("00_seed_quangnam_2024");

        Assert.Equal(Rows(expected, "taskGroups", ["set"]), Rows(reading, "taskGroups", ["set"]));
        Assert.Equal(expected.GetProperty("announcedCounts").GetRawText().Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal), reading.GetProperty("announcedCounts").GetRawText().Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal));
    }

    [Fact]
    public void The_news_text_announces_the_plan_with_its_lineage_and_six_tasks()
    {
        var (text, context, _) = SharedTexts.Load("00_seed_quangnam_2024");

        var subject = DirectiveSubject.Of(DirectiveReader.Read(text, context));

        Assert.NotNull(subject);
        Assert.False(subject.IsOwnDocument);
        Assert.Equal("391-KH/TU", subject.Document.Code);
        Assert.Equal(["69-KL/TW", "20-NQ/TW"], subject.Lineage.Select(link => link.Code));
        Assert.Equal([1, 2, 3, 4, 5, 6], subject.ProposedTasks.Select(task => task.Ordinal));
        Assert.Equal("Tăng cường sự lãnh đạo, chỉ đạo của Đảng đối với phát triển khoa học, công nghệ và đổi mới sáng tạo", subject.ProposedTasks[0].Title);
    }

    [Theory]
    [InlineData("08_lamdong_cchc_2025-12")]
    [InlineData("S1_synthetic_kehoach_tinhuy")]
    public void The_own_head_is_as_a_person_read_it(string name)
    {
        var (reading, expected) = Read(name);

        foreach (var field in expected.GetProperty("selfDocument").EnumerateObject())
        {
            Assert.Equal(Value(expected.GetProperty("selfDocument"), field.Name), Value(reading.GetProperty("selfDocument"), field.Name));
        }
    }

    private static (JsonElement Reading, JsonElement Expected) Read(string name)
    {
        var (text, context, expected) = SharedTexts.Load(name);
        return (JsonDocument.Parse(DirectiveReader.Read(text, context).ToJson()).RootElement, expected);
    }

    private static List<string> Rows(JsonElement reading, string list, string[] fields) =>
        reading.GetProperty(list).EnumerateArray().Select(item => string.Join(" ¦ ", fields.Select(field => Value(item, field)))).ToList();

    private static string Value(JsonElement item, string field) =>
        !item.TryGetProperty(field, out var value) ? "" : value.ValueKind == JsonValueKind.Array ? string.Join(" + ", value.EnumerateArray()) : value.ToString();
}
