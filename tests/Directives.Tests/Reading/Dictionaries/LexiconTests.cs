using DirectiveFlow.Directives.Reading;
using DirectiveFlow.Directives.Reading.Dictionaries;
using DirectiveFlow.Directives.Reading.Examples;
using DirectiveFlow.Directives.Rules;
using DirectiveFlow.Directives.Organization;

namespace DirectiveFlow.Directives.Tests.Reading.Dictionaries;

/// <summary>What an installation adds to the dictionaries, and takes out of them.</summary>
public sealed class LexiconTests
{
    private static readonly DateOnly Day = new(2031, 5, 20);
    private static readonly Actor Admin = new(null, "Quản trị", null, [Roles.Admin]);
    private static readonly ReadingExample Example = ReadingExample.Of("mẫu", Day, "1. Sở Y tế niêm phong hồ sơ bệnh án.", "task Sở Y tế | niêm phong hồ sơ bệnh án");

    [Fact]
    public void A_verb_added_opens_a_duty()
    {
        const string text = "1. Sở Y tế niêm phong hồ sơ bệnh án.";

        Assert.Empty(DirectiveReader.Read(text, Day).Assignments);
        Assert.Equal("niêm phong hồ sơ bệnh án", Assert.Single(Read(text, new DictionaryEntry(EntryKind.DutyVerb, "niêm phong")).Assignments).Task);
    }

    [Fact]
    public void A_verb_retired_opens_none() =>
        Assert.Empty(Read("1. Sở Y tế rà soát danh mục.", new DictionaryEntry(EntryKind.DutyVerb, "rà soát", Retired: true)).Assignments);

    [Fact]
    public void A_name_added_is_known_as_a_body() =>
        Assert.Equal("Tổng trạm Khí tượng", Assert.Single(Read("1. Tổng trạm Khí tượng rà soát thiết bị.", new DictionaryEntry(EntryKind.UnitName, "Tổng trạm Khí tượng", "KTTV")).Assignments).Lead);

    [Fact]
    public void A_type_added_is_read_in_codes_of_both_grammars()
    {
        var reading = Read("Theo số 12-QT/TU ngày 01/02/2031 và số 15/QT-SYT ngày 02/02/2031.", new DictionaryEntry(EntryKind.DocumentType, "QT", "Quy trình"));

        Assert.Equal([("12-QT/TU", "Quy trình"), ("15/QT-SYT", "Quy trình")], reading.Documents.Select(document => (document.Code!, document.Type!)));
    }

    [Fact]
    public void A_wording_of_a_deadline_added_has_its_kind() =>
        Assert.Equal("before_event", Assert.Single(Read("1. Sở Y tế rà soát danh mục trước mùa thu hoạch.", new DictionaryEntry(EntryKind.DeadlinePhrase, "trước mùa thu hoạch", "before_event")).Deadlines).Kind);

    [Fact]
    public void A_reading_says_which_edition_it_was_made_with_and_leaves_the_next_one_alone()
    {
        Assert.Equal("7", DirectiveReader.Read("Sở Y tế.", Day, Lexicon.With([], "7")).RuleVersions["installation"]);
        Assert.DoesNotContain("installation", DirectiveReader.Read("Sở Y tế.", Day).RuleVersions.Keys);
    }

    [Theory]
    [InlineData(EntryKind.DutyVerb, "x", null, "phrase")]
    [InlineData(EntryKind.DutyVerb, "mục 5", null, "phrase")]
    [InlineData(EntryKind.UnitName, "Sở Y", null, "value")]
    [InlineData(EntryKind.DocumentType, "qt", "Quy trình", "phrase")]
    [InlineData(EntryKind.DeadlinePhrase, "sớm nhất", "soon", "value")]
    public void An_entry_that_cannot_be_used_is_refused_at_its_field(EntryKind kind, string phrase, string? value, string field)
    {
        var refusal = Assert.Throws<RuleViolationException>(() => new DictionaryEntry(kind, phrase, value).Checked());

        Assert.Equal(("dictionary.entry-invalid", field), (refusal.Code, refusal.Field));
    }

    [Fact]
    public void A_trial_tells_what_an_edition_would_mend_and_break()
    {
        var mends = DictionaryTrial.Of([], [new(EntryKind.DutyVerb, "niêm phong")], [Example]);
        var breaks = DictionaryTrial.Of([], [new(EntryKind.DutyVerb, "chủ trì", Retired: true), new(EntryKind.DutyVerb, "rà soát", Retired: true)], ReadingExample.Shipped);

        Assert.False(mends.BreaksSomething);
        Assert.Equal(["- task Sở Y tế | niêm phong hồ sơ bệnh án"], Assert.Single(mends.Changes).Mended);
        Assert.True(breaks.BreaksSomething);
    }

    [Fact]
    public void An_edition_that_reads_examples_worse_is_published_only_when_that_is_accepted()
    {
        DictionaryEntry[] entries = [new(EntryKind.DutyVerb, "niêm phong")];
        var first = DictionaryTrial.Publish(Admin, DateTimeOffset.UnixEpoch, DictionaryEdition.None, entries, "y tế", false, [Example]);

        Assert.Equal(1, first.Version);
        Assert.Equal("dictionary.examples-worse", Refused(() => DictionaryTrial.Publish(Admin, DateTimeOffset.UnixEpoch, first, [], "bỏ", false, [Example])));
        Assert.Equal(2, DictionaryTrial.Publish(Admin, DateTimeOffset.UnixEpoch, first, [], "bỏ", true, [Example]).Version);
        Assert.Equal("dictionary.nothing-changed", Refused(() => DictionaryTrial.Publish(Admin, DateTimeOffset.UnixEpoch, first, entries, "lại", false, [])));
        Assert.Equal("dictionary.note-required", Refused(() => DictionaryTrial.Publish(Admin, DateTimeOffset.UnixEpoch, first, [], " ", true, [])));
        Assert.Equal("dictionary.not-allowed", Refused(() => DictionaryTrial.Publish(Admin with { Roles = [Roles.Clerk] }, DateTimeOffset.UnixEpoch, first, [], "bỏ", true, [])));
    }

    private static string Refused(Action act) => Assert.Throws<RuleViolationException>(act).Code;

    private static DirectiveReading Read(string text, params DictionaryEntry[] entries) => DirectiveReader.Read(text, Day, Lexicon.With(entries, "1"));
}
