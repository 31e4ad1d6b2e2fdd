using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DirectiveFlow.Directives.Reading;

namespace DirectiveFlow.Directives.Tests.Reading;

/// <summary>
/// What may change in a text without changing what it says (blanks, line ends, normal forms, the place of tone marks, bullets, wrapped
/// lines) leaves its reading as it is; names and years exchanged change the reading in just these words.
/// </summary>
[Trait("Needs", "shared")]
public sealed partial class MetamorphicTests(ITestOutputHelper output)
{
    private const int Seed = 20261123;

    private static readonly (string Old, string New)[] Names =
    [
        ("Quảng Nam", "Cao Bằng"), ("Lâm Đồng", "Hà Tĩnh"), ("Đà Nẵng", "Cần Thơ"), ("Liên Chiểu", "Ninh Kiều"), ("Hải Phòng", "Phú Quốc"), ("Khánh Sơn", "Đông Thạnh"),
        ("Khoa học và Công nghệ", "Văn hoá và Thể thao"), ("Nội vụ", "Tư pháp"), ("Thông tin và Truyền thông", "Nông nghiệp và Môi trường"),
    ];

    public static TheoryData<string> Texts => GoldenReadingTests.Texts;

    [Theory]
    [MemberData(nameof(Texts))]
    public void Blanks_line_ends_and_normal_forms_change_nothing(string name)
    {
        var (text, context, _) = SharedTexts.Load(name);
        var random = new Random(Seed);
        var blanks = string.Concat(text.Select(c => c == ' ' && random.Next(6) == 0 ? '\u00A0' : c));

        Same(text, blanks, context);
        Same(text, text.Normalize(NormalizationForm.FormD), context);
        Same(text, text.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal), context);
        Same(text, "\uFEFF" + text.Replace("ng ", "n\u00ADg ", StringComparison.Ordinal), context);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void The_place_of_tone_marks_changes_nothing_but_the_letters(string name)
    {
        var (text, context, _) = SharedTexts.Load(name);

        Same(text, Older(text), context, Older);
        Same(text, Newer(text), context, Newer);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Other_names_of_places_and_bodies_change_the_reading_in_these_names_only(string name)
    {
        var (text, context, _) = SharedTexts.Load(name);

        Same(text, Exchange(text), context, Exchange);

        string Exchange(string words) => Names.Aggregate(words, (all, pair) => all.Replace(pair.Old, pair.New, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Four_years_later_the_reading_is_the_same_four_years_later(string name)
    {
        var (text, context, _) = SharedTexts.Load(name);

        Same(text, Later(text), context, Later, context?.AddYears(4));
    }

    [Theory]
    [InlineData("00_seed_quangnam_2024")]
    [InlineData("01_kl69_kltw_2024")]
    [InlineData("13_danang_khanhson_2019")]
    [InlineData("18_vpcp_dondoc_botaichinh_2018")]
    public void Wrapped_lines_change_nothing(string name)
    {
        var (text, context, _) = SharedTexts.Load(name);

        Same(text, Wrap(text, 90), context);
    }

    [Theory]
    [InlineData("01_kl69_kltw_2024", "- ", "• ")]
    [InlineData("01_kl69_kltw_2024", "- ", "+ ")]
    [InlineData("08_lamdong_cchc_2025-12", "a) ", "a. ")]
    [InlineData("S1_synthetic_kehoach_tinhuy", "I- ", "I. ")]
    public void Other_marks_of_a_list_change_nothing(string name, string mark, string other)
    {
        var (text, context, _) = SharedTexts.Load(name);

        Same(text, Regex.Replace(text, "(?<=^I*)" + Regex.Escape(mark), other, RegexOptions.Multiline, TimeSpan.FromSeconds(1)), context);
    }

    [Fact]
    public void Rows_of_a_table_in_another_order_give_the_same_tasks()
    {
        var (text, context, _) = SharedTexts.Load("05_nq03_phuluc2_bang_nhiemvu");
        var lines = text.Split('\n').ToList();
        var (first, last) = (lines.FindIndex(line => line.StartsWith("1. |", StringComparison.Ordinal)), lines.FindIndex(line => line.StartsWith("II. |", StringComparison.Ordinal)));
        var random = new Random(Seed);
        var mixed = lines[..first].Concat(lines[first..last].OrderBy(_ => random.Next())).Concat(lines[last..]);

        Same(text, string.Join('\n', mixed), context);
    }

    private void Same(string text, string changed, DateOnly? context, Func<string, string>? expected = null, DateOnly? changedContext = null)
    {
        output.WriteLine($"seed {Seed}");
        var before = Lines(text, context).Select(line => expected is null ? line : expected(line)).Order(StringComparer.Ordinal).ToList();
        var after = Lines(changed, changedContext ?? context).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(before, after);
    }

    private static IEnumerable<string> Lines(string text, DateOnly? context) =>
        ReadingLines.Of(DirectiveReader.Read(text, context)).Select(line => Blanks().Replace(line, " "));

    private static string Later(string words) => Year().Replace(words, match => (int.Parse(match.Value, CultureInfo.InvariantCulture) + 4).ToString(CultureInfo.InvariantCulture));

    /// <summary>uỷ → ủy, hoá → hóa at the end of a syllable.</summary>
    private static string Older(string words) => NewMark().Replace(words, match => Moved(match.Value, "uỷuýuỳuỹuỵoàoáoảoãoạoèoéoẻoẽoẹ", "ủyúyùyũyụyòaóaỏaõaọaòeóeỏeõeọe"));

    private static string Newer(string words) => OldMark().Replace(words, match => Moved(match.Value, "ủyúyùyũyụyòaóaỏaõaọaòeóeỏeõeọe", "uỷuýuỳuỹuỵoàoáoảoãoạoèoéoẻoẽoẹ"));

    private static string Moved(string pair, string from, string to)
    {
        for (var i = 0; i < from.Length; i += 2)
        {
            if (string.Equals(pair, from[i..(i + 2)], StringComparison.Ordinal))
            {
                return to[i..(i + 2)];
            }
        }

        return pair;
    }

    private static string Wrap(string text, int width)
    {
        var wrapped = new StringBuilder();
        foreach (var line in text.Split('\n'))
        {
            var at = 0;
            foreach (var word in line.Split(' '))
            {
                if (at > 0 && at + word.Length >= width)
                {
                    wrapped.Append('\n');
                    at = 0;
                }
                else if (at > 0)
                {
                    wrapped.Append(' ');
                }

                wrapped.Append(word);
                at += word.Length + 1;
            }

            wrapped.Append('\n');
        }

        return wrapped.ToString();
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Blanks();

    [GeneratedRegex(@"(?<![\d/])20[012]\d(?!\d)|(?<=/)20[012]\d(?!\d)", RegexOptions.None, 1000)]
    private static partial Regex Year();

    [GeneratedRegex(@"(?:(?<![qQ])u[ỷýỳỹỵ]|o[àáảãạèéẻẽẹ])(?!\p{L})", RegexOptions.None, 1000)]
    private static partial Regex NewMark();

    [GeneratedRegex(@"(?:[ủúùũụ]y|[òóỏõọ][ae])(?!\p{L})", RegexOptions.None, 1000)]
    private static partial Regex OldMark();
}
