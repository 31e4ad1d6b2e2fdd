using System.Globalization;
using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Calendars;
using DirectiveFlow.Directives.Deadlines;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Rules;
using DirectiveFlow.Directives.Tasks;
using DirectiveFlow.Directives.Vietnamese;

namespace DirectiveFlow.Directives.Tests;

/// <summary>
/// A small department and one directive, on Monday 2 March 2026 at 9:00. Ids are counted, so a run repeats exactly.
/// </summary>
internal sealed class Scene
{
    public static readonly DateOnly Monday = new(2026, 3, 2);

    private int _ids;

    public Scene()
    {
        Office = AUnit("SKHCN-VP", "Văn phòng Sở");
        Division = AUnit("SKHCN-CDS", "Phòng Chuyển đổi số");
        OtherDivision = AUnit("SKHCN-KH", "Phòng Quản lý Khoa học");
        Clerk = APerson("Lê Thị An", Office, Roles.Clerk);
        Leader = APerson("Nguyễn Văn Bình", Office, Roles.Leader);
        Monitor = APerson("Trần Thị Chi", Office, Roles.Monitor);
        Appraiser = APerson("Phạm Văn Dũng", Office, Roles.Appraiser);
        Head = APerson("Hoàng Thị Em", Division, Roles.LeadHead);
        Officer = APerson("Vũ Văn Giang", Division, Roles.Officer);
        Colleague = APerson("Đỗ Thị Hà", Division, Roles.Officer);
        OtherHead = APerson("Bùi Văn Khánh", OtherDivision, Roles.CoordHead);
        Inspector = APerson("Ngô Thị Lan", Office, Roles.Inspector);
        Admin = APerson("Quản trị", Office, Roles.Admin);
    }

    public WorkingCalendar Calendar { get; } = ShippedCalendar.Calendar;

    /// <summary>The clock of the scene, UTC.</summary>
    public DateTimeOffset Now { get; set; } = VietnamTime.At(Monday, new TimeOnly(9, 0));

    public Unit Office { get; }

    public Unit Division { get; }

    public Unit OtherDivision { get; }

    public Person Clerk { get; }

    public Person Leader { get; }

    public Person Monitor { get; }

    public Person Appraiser { get; }

    public Person Head { get; }

    public Person Officer { get; }

    public Person Colleague { get; }

    public Person OtherHead { get; }

    public Person Inspector { get; }

    public Person Admin { get; }

    public Guid NewId() => new(_ids++, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);

    public Act By(Person person) => new(person.AsActor(), Now, Calendar);

    public Act ByMachine() => new(Actor.System, Now, Calendar);

    public Unit AUnit(string code, string name) =>
        new(NewId(), code, "SKHCN", name, code, UnitKind.Division);

    public Person APerson(string name, Unit unit, params string[] roles) =>
        new(NewId(), name, "", unit.Id, roles);

    /// <summary>Moves the clock to a time of day in Vietnam.</summary>
    public void GoTo(DateOnly day, int hour = 9, int minute = 0) => Now = VietnamTime.At(day, new TimeOnly(hour, minute));

    public Deadline ADeadline(DateOnly due) => new()
    {
        DueDate = due, Rule = DeadlineRules.SetByPerson, CalendarEdition = Calendar.Edition, ConfirmedBy = Leader.FullName,
    };

    public static DateOnly Day(string iso) => DateOnly.Parse(iso, CultureInfo.InvariantCulture);

    public static IncomingDocument ADocument(string code = "391-KH/TU") => new(
        code, "391", "KH/TU", "Kế hoạch", "Ban Thường vụ Tỉnh uỷ", new DateOnly(2026, 2, 25),
        "phát triển khoa học và công nghệ", "Toàn văn.");

    /// <summary>A directive the leader has directed, with one proposed task.</summary>
    public (Directive Directive, DirectiveTask Task) Concretizing(IncomingDocument? document = null, bool confidential = false)
    {
        var directive = Directive.Receive(NewId(), document ?? ADocument(), By(Clerk));
        var task = directive.ProposeTask(
            NewId(), new TaskProposal("Xây dựng kế hoạch chuyển đổi số", "xây dựng kế hoạch") { IsConfidential = confidential });
        directive.Register(1, By(Clerk));
        directive.SubmitToLeader(By(Clerk));
        directive.Direct("Giao các phòng thực hiện.", forInformation: false, By(Leader));
        return (directive, task);
    }

    public TaskDecision ADecision(DateOnly due, Unit? lead = null) =>
        new("Xây dựng kế hoạch chuyển đổi số", (lead ?? Division).Id, ADeadline(due))
        {
            CoordinatingUnitIds = [OtherDivision.Id], Product = "Kế hoạch",
        };

    /// <summary>A draft assignment of the division, due Friday 27 March 2026 unless said otherwise.</summary>
    public Assignment ADraft(
        AssignmentRole role = AssignmentRole.Lead, DateOnly? due = null, Urgency urgency = Urgency.Normal)
    {
        var (directive, task) = Concretizing(ADocument() with { Urgency = urgency });
        directive.ConfirmTask(task.Id, ADecision(due ?? Day("2026-03-27")), By(Leader));
        return Assignment.Draft(
            NewId(), directive, task, role == AssignmentRole.Lead ? Division.Id : OtherDivision.Id, role, By(Leader));
    }
}
