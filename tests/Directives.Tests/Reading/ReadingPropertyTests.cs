using System.Globalization;
using System.Text;
using CsCheck;
using DirectiveFlow.Directives.Reading;

namespace DirectiveFlow.Directives.Tests.Reading;

/// <summary>What holds for every code, day and wording, and for texts nobody wrote. CsCheck prints the seed of a failure.</summary>
public sealed class ReadingPropertyTests
{
    private static readonly DateOnly Context = new(2031, 5, 20);
    private static readonly string[] PartyTypes = ["NQ", "KL", "CT", "QĐ", "QC", "KH", "HD", "CTr", "TTr", "TB", "TT", "BC", "CV", "ĐA"];
    private static readonly string[] PartyIssuers = ["TW", "TU", "HU", "ĐU", "BTCTU", "BTGDVTU", "UBKTTU", "VPTW", "ĐĐQH15", "BTCTU-BNCTU"];
    private static readonly string[] StateTypes = ["NQ", "QĐ", "CT", "KH", "TB", "HD", "BC", "TTr", "CTr", "NĐ", "TT", "QyĐ", "CĐ"];
    private static readonly string[] StateIssuers = ["CP", "TTg", "UBND", "HĐND", "VPCP", "BKHCN", "BTC", "SKHCN", "SGDĐT", "BNNMT"];
    private static readonly string[] Slips = ["-", " - ", "- ", " -", "–", "\u2011", "\u00A0-\u00A0"];

    [Fact]
    public void Any_party_code_is_read_back_whatever_was_done_to_its_separators() =>
        Gen.Select(Gen.Int[1, 9999], Pick(PartyTypes), Pick(PartyIssuers), Pick([.. Slips, " "]), Pick("/", " / ", "/ "))
            .Sample((number, type, issuer, hyphen, slash) =>
            {
                var code = Number(number) + "-" + type + "/" + issuer;
                return ReadsBack($"{Number(number)}{hyphen}{type}{slash}{issuer}", code);
            });

    [Fact]
    public void Any_state_code_is_read_back_whatever_was_done_to_its_separators() =>
        Gen.Select(Gen.Int[1, 9999], Pick(StateTypes), Pick(StateIssuers), Pick(Slips), Pick("/", " / ", "/ "), Gen.Bool)
            .Sample((number, type, issuer, hyphen, slash, year) =>
            {
                var start = Number(number) + (year ? "/2031" : "");
                return ReadsBack($"{start.Replace("/", slash, StringComparison.Ordinal)}{slash}{type}{hyphen}{issuer}", $"{start}/{type}-{issuer}");
            });

    [Fact]
    public void Any_day_is_read_in_any_writing() =>
        Gen.Select(Gen.Int[0, 40_000], Gen.Int[0, 6]).Sample((offset, form) =>
        {
            var day = new DateOnly(1990, 1, 1).AddDays(offset);
            var written = Written(day, form);
            var reading = DirectiveReader.Read($"Căn cứ Quyết định số 15/QĐ-UBND ngày {written} của UBND tỉnh. Giao Sở Y tế báo cáo trước ngày {written}.", Context);
            var iso = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            return Same(reading.Documents.Single().Date, iso) && Same(reading.Deadlines.Single().Date, iso);
        });

    [Fact]
    public void Any_wording_of_a_deadline_has_its_kind_and_its_last_day() =>
        Gen.Select(Pick(Wordings), Gen.Int[2020, 2040], Gen.Int[1, 12], Gen.Int[1, 28], Pick("", " trên địa bàn", " theo kế hoạch")).Sample((wording, year, month, day, tail) =>
        {
            var (words, kind, date) = wording(year, month, day);
            var due = DirectiveReader.Read($"1. Sở Y tế rà soát danh mục thuốc{tail}, {words}.", Context).Deadlines;
            return due.Count == 1 && Same(due[0].Kind, kind) && Same(due[0].Date, date);
        });

    [Fact]
    public void Reading_ten_thousand_texts_of_pieces_never_throws_and_every_span_matches()
    {
        string[] pieces =
        [
            "Giao ", "Sở Y tế ", "chủ trì, ", "phối hợp với ", "UBND các xã ", "trước ngày ", "30/6/2031", "hằng quý", "\n", "\n1. ", "\nI- ", "a) ", "- ", "Thứ nhất, ", "thứ hai, ", "; ", ": ", ".", "(", ")", "“", "”", "số ", "57-NQ/TW", " 12/QĐ-UBND",
            "thực hiện ", "Nghị quyết ", "ngày ", "tháng ", "năm 2031 ", "của ", "Bộ Chính trị ", "về ", "|", "\t", "\u00A0", "e\u0301", "\u00AD", "🙂", "Kính gửi", "Nơi nhận:", "KẾ HOẠCH\n", "Số: ", "do ", "trong vòng 05 ngày ", "\r\n", "PHỤ LỤC", "STT | Nhiệm vụ | Chủ trì\n", "các ", "và ", "x", "Ỷ", "0",
        ];
        Pick(pieces).Array[1, 60].Sample(
            parts =>
            {
                var text = string.Concat(parts);
                if (!string.IsNullOrWhiteSpace(text))
                {
                    AssertSpans(DirectiveReader.Read(text, Context), text);
                }
            },
            iter: 10_000);
    }

    [Fact]
    public void Random_characters_give_a_reading_or_a_refusal() =>
        Gen.Char.Array[1, 400].Sample(
            characters =>
            {
                var failure = Record.Exception(() => DirectiveReader.Read(new string(characters), Context));
                Assert.True(failure is null or UnreadableTextException, failure?.ToString());
            },
            iter: 2_000);

    private static readonly Func<int, int, int, (string Words, string Kind, string? Date)>[] Wordings =
    [
        (y, m, d) => ($"hoàn thành trước ngày {d}/{m}/{y}", "before", Iso(y, m, d)),
        (y, m, d) => ($"chậm nhất là ngày {d:00} tháng {m:00} năm {y}", "before", Iso(y, m, d)),
        (y, m, d) => ($"xong trước {d}/{m}/{y}", "before", Iso(y, m, d)),
        (y, m, d) => ($"báo cáo trước 16 giờ 30 ngày {d}/{m}/{y}", "at_time", Iso(y, m, d) + "T16:30"),
        (y, m, _) => ($"hoàn thành trong tháng {m}/{y}", "in_month", Iso(y, m, DateTime.DaysInMonth(y, m))),
        (y, m, _) => ($"trình trong tháng {m} năm {y}", "in_month", Iso(y, m, DateTime.DaysInMonth(y, m))),
        (y, m, _) => ($"hoàn thành trong quý {Roman(m)}/{y}", "in_quarter", Iso(y, QuarterEnd(m), DateTime.DaysInMonth(y, QuarterEnd(m)))),
        (y, m, _) => ($"hoàn thành quý {Roman(m)} năm {y}", "in_quarter", Iso(y, QuarterEnd(m), DateTime.DaysInMonth(y, QuarterEnd(m)))),
        (y, _, _) => ($"hoàn thành trong năm {y}", "in_year", Iso(y, 12, 31)),
        (_, _, d) => ($"báo cáo trước ngày {d} hằng tháng", "recurring", null),
        (_, _, _) => ("báo cáo định kỳ 06 tháng một lần", "recurring", null),
        (_, _, _) => ("báo cáo định kỳ hằng quý", "recurring", null),
        (_, _, d) => ($"báo cáo trước ngày {d} của tháng cuối quý", "recurring", null),
        (_, _, d) => ($"trả lời trong vòng {d} ngày làm việc kể từ ngày nhận được văn bản", "relative", null),
        (_, _, _) => ("hoàn thành trước Tết Nguyên đán", "before_event", null),
        (_, _, _) => ("báo cáo theo thời gian quy định", "by_reference", null),
    ];

    private static bool ReadsBack(string written, string code) =>
        DirectiveReader.Read($"Triển khai văn bản số {written} ngày 01/02/2031 của cấp trên.", Context).Documents is [{ } found] && Same(found.Code, code) && Same(DocumentCode.Parse(written)?.Canonical, code);

    private static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.Ordinal);

    private static Gen<T> Pick<T>(params T[] choices) => Gen.Int[0, choices.Length - 1].Select(index => choices[index]);

    private static string Number(int number) => number.ToString("00", CultureInfo.InvariantCulture);

    private static string Iso(int year, int month, int day) => new DateOnly(year, month, day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static int QuarterEnd(int month) => (month + 2) / 3 * 3;

    private static string Roman(int month) => ((month + 2) / 3) switch { 1 => "I", 2 => "II", 3 => "III", _ => "IV" };

    private static string Written(DateOnly day, int form) => form switch
    {
        0 => day.ToString("d/M/yyyy", CultureInfo.InvariantCulture),
        1 => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
        2 => day.ToString("dd-MM-yyyy", CultureInfo.InvariantCulture),
        3 => day.ToString("d.M.yyyy", CultureInfo.InvariantCulture),
        4 => string.Create(CultureInfo.InvariantCulture, $"{day.Day:00} tháng {day.Month:00} năm {day.Year}"),
        5 => string.Create(CultureInfo.InvariantCulture, $"{day.Day:00}\u00A0tháng {day.Month}\u00A0năm {day.Year}").Normalize(NormalizationForm.FormD),
        _ => string.Create(CultureInfo.InvariantCulture, $"{day.Day} tháng {day.Month}/{day.Year}"),
    };

    private static void AssertSpans(DirectiveReading reading, string raw)
    {
        var quotes = reading.Documents.Select(item => item.Evidence).Concat(reading.Deadlines.Select(item => item.Evidence))
            .Concat(reading.TaskGroups.Select(item => item.Evidence)).Concat(reading.Assignments.Select(item => item.Evidence)).Concat(reading.Relations.Select(item => item.Evidence));
        foreach (var quote in quotes)
        {
            Assert.Equal(quote.Quotation, reading.Text[quote.Start..quote.End]);
            Assert.True(quote.SourceStart >= 0 && quote.SourceStart <= quote.SourceEnd && quote.SourceEnd <= raw.Length);
        }
    }
}
