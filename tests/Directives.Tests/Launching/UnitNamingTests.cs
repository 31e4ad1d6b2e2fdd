using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Reading.Dictionaries;
using DirectiveFlow.Directives.Rules;

namespace DirectiveFlow.Directives.Tests.Launching;

/// <summary>A name for a unit, given while confirming a reading.</summary>
public sealed class UnitNamingTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 23, 1, 0, 0, TimeSpan.Zero);
    private static readonly Unit Digital = new(new Guid(7, 0, 0, new byte[8]), "SKHCN-CDS", "SKHCN", "Phòng Chuyển đổi số", "P.CĐS", UnitKind.Division);

    [Fact]
    public void The_next_edition_holds_the_name_beside_what_held_before()
    {
        var current = new DictionaryEdition(4, At, null, "Quản trị", "trước", [new DictionaryEntry(EntryKind.DutyVerb, "niêm phong")]);

        var next = UnitNaming.Name(Who(Roles.Monitor), At, current, "Tổ Khảo nghiệm", Digital, "31/KH-UBND", []);

        Assert.Equal((5, "Người A"), (next.Version, next.PersonName));
        Assert.Equal([.. current.Entries, new DictionaryEntry(EntryKind.UnitName, "Tổ Khảo nghiệm", "SKHCN-CDS")], next.Entries);
        Assert.Contains("31/KH-UBND", next.Note, StringComparison.Ordinal);
        Assert.Equal(Digital.Id, new UnitDirectory([Digital], [("Tổ Khảo nghiệm", "SKHCN-CDS")]).Resolve("tổ khảo nghiệm", new DateOnly(2026, 11, 23)).Id);
    }

    [Fact]
    public void A_clerk_may_not_and_a_name_that_stands_there_already_changes_nothing()
    {
        var refused = Assert.Throws<RuleViolationException>(() => UnitNaming.Name(Who(Roles.Clerk), At, DictionaryEdition.None, "Tổ Khảo nghiệm", Digital, "", []));
        var current = UnitNaming.Name(Who(Roles.Leader), At, DictionaryEdition.None, "Tổ Khảo nghiệm", Digital, "", []);
        var again = Assert.Throws<RuleViolationException>(() => UnitNaming.Name(Who(Roles.Leader), At, current, "Tổ Khảo nghiệm", Digital, "", []));

        Assert.Equal(("dictionary.not-allowed", "dictionary.nothing-changed"), (refused.Code, again.Code));
    }

    private static Actor Who(string role) => new(new Guid(1, 0, 0, new byte[8]), "Người A", null, [role]);
}
