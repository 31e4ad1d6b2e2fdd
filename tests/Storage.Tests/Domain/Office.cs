using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Calendars;
using DirectiveFlow.Directives.Deadlines;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Rules;
using DirectiveFlow.Directives.Tasks;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Storage.Tests.Databases;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Storage.Tests.Domain;

/// <summary>A small department with its people, and the ways its work goes through units of work.</summary>
internal sealed class Office
{
    private readonly StorageUnderTest _storage;
    private static int _number;

    private Office(StorageUnderTest storage) => _storage = storage;

    public Unit Department { get; private set; } = null!;

    public Unit Digital { get; private set; } = null!;

    public Unit Finance { get; private set; } = null!;

    public Actor Clerk { get; private set; } = null!;

    public Actor Leader { get; private set; } = null!;

    public Actor Head { get; private set; } = null!;

    public Actor OtherHead { get; private set; } = null!;

    public Actor Appraiser { get; private set; } = null!;

    public Person Officer { get; private set; } = null!;

    public DateTimeOffset Now { get; set; } = Given.At;

    public static async Task<Office> OpenAsync(StorageUnderTest storage)
    {
        var office = new Office(storage);
        await office.InUnitAsync(unit =>
        {
            var organization = unit.GetRequiredService<IOrganization>();
            var code = $"SKHCN{Interlocked.Increment(ref _number):000}";
            office.Department = new Unit(Given.Guid(), code, code, $"Sở Khoa học và Công nghệ {code}", "Sở KHCN", UnitKind.Department);
            office.Digital = new Unit(Given.Guid(), $"{code}-CDS", code, $"Phòng Chuyển đổi số {code}", "P. CĐS", UnitKind.Division, office.Department.Id);
            office.Finance = new Unit(Given.Guid(), $"{code}-KHTC", code, $"Phòng Kế hoạch tài chính {code}", "P. KHTC", UnitKind.Division, office.Department.Id);
            Array.ForEach([office.Department, office.Digital, office.Finance], organization.AddUnit);
            office.Clerk = Add(organization, "Nguyễn Thị Văn Thư", office.Department, Roles.Clerk);
            office.Leader = Add(organization, "Trần Văn Lãnh Đạo", office.Department, Roles.Leader);
            office.Head = Add(organization, "Lê Thị Trưởng Phòng", office.Digital, Roles.LeadHead);
            office.OtherHead = Add(organization, "Phạm Văn Tài Chính", office.Finance, Roles.LeadHead, Roles.CoordHead);
            office.Appraiser = Add(organization, "Hoàng Thẩm Định", office.Department, Roles.Appraiser);
            office.Officer = new Person(Given.Guid(), "Đỗ Chuyên Viên", "Chuyên viên", office.Digital.Id, [Roles.Officer]);
            organization.AddPerson(office.Officer);
            return Task.CompletedTask;
        });
        return office;
    }

    public Act By(Actor actor) => new(actor, Now, ShippedCalendar.Calendar);

    /// <summary>Runs a change in a unit of its own and commits it.</summary>
    public async Task InUnitAsync(Func<IServiceProvider, Task> change)
    {
        await using var unit = _storage.Open();
        await change(unit.Services);
        await unit.CommitAsync(CancellationToken.None);
    }

    public Task ChangeAsync(Guid assignmentId, Action<Assignment> change) => InUnitAsync(async unit =>
        change((await unit.GetRequiredService<IAssignmentRepository>().FindAsync(assignmentId, CancellationToken.None))!));

    /// <summary>A directive from the clerk's desk to work: one open task, one confidential, each with its assignment.</summary>
    public async Task<Case> LaunchAsync(string subject = "về phát triển kinh tế số", string? code = null)
    {
        var ids = (Directive: Given.Guid(), Open: Given.Guid(), Secret: Given.Guid());
        var number = Given.Id("N");
        await InUnitAsync(async unit =>
        {
            var repository = unit.GetRequiredService<IDirectiveRepository>();
            var document = new IncomingDocument(
                code ?? $"{number}-KH/TU", number, "KH/TU", "Kế hoạch", "Tỉnh uỷ", new DateOnly(2026, 1, 20), subject, "Toàn văn")
            {
                Links = [new DirectiveLink(LinkRelation.Implements, 1, "69-KL/TW", "Kết luận", "Bộ Chính trị", new DateOnly(2024, 1, 11), "tiếp tục thực hiện")],
            };
            var directive = Directive.Receive(ids.Directive, document, By(Clerk));
            directive.ProposeTask(ids.Open, new TaskProposal("Hoàn thiện thể chế, chính sách", "Thứ nhất, hoàn thiện thể chế") { TaskGroup = "Nhóm 1" });
            directive.ProposeTask(ids.Secret, new TaskProposal("Rà soát tài chính nội bộ", "Thứ hai, rà soát") { IsConfidential = true });
            repository.Add(directive);
            directive.Register(await repository.NextArrivalNumberAsync(2026, CancellationToken.None), By(Clerk));
            directive.SubmitToLeader(By(Clerk));
            directive.Direct("Giao các phòng thực hiện", forInformation: false, By(Leader));
        });
        await InUnitAsync(async unit =>
        {
            var directive = (await unit.GetRequiredService<IDirectiveRepository>().FindAsync(ids.Directive, CancellationToken.None))!;
            var deadline = DeadlinePolicy.Set(new DateOnly(2026, 4, 24), null, By(Leader));
            directive.ConfirmTask(ids.Open, new TaskDecision("Hoàn thiện thể chế, chính sách", Digital.Id, deadline) { Product = "Kế hoạch" }, By(Leader));
            directive.ConfirmTask(ids.Secret, new TaskDecision("Rà soát tài chính nội bộ", Finance.Id, deadline with { }) { IsConfidential = true }, By(Leader));
            directive.Concretize(By(Leader));
        });
        var assignments = (Open: Given.Guid(), Secret: Given.Guid());
        await InUnitAsync(async unit =>
        {
            var directive = (await unit.GetRequiredService<IDirectiveRepository>().FindAsync(ids.Directive, CancellationToken.None))!;
            var repository = unit.GetRequiredService<IAssignmentRepository>();
            repository.Add(Assignment.Draft(assignments.Open, directive, directive.RequireTask(ids.Open), Digital.Id, AssignmentRole.Lead, By(Leader)));
            repository.Add(Assignment.Draft(assignments.Secret, directive, directive.RequireTask(ids.Secret), Finance.Id, AssignmentRole.Lead, By(Leader)));
            foreach (var assignment in await repository.OfDirectiveAsync(ids.Directive, CancellationToken.None))
            {
                assignment.Assign(null, null, null, null, By(Leader));
            }
        });
        return new Case(ids.Directive, ids.Open, ids.Secret, assignments.Open, assignments.Secret);
    }

    private static Actor Add(IOrganization organization, string name, Unit unit, params string[] roles)
    {
        var person = new Person(Given.Guid(), name, "Cán bộ", unit.Id, roles);
        organization.AddPerson(person);
        return person.AsActor();
    }
}

/// <summary>Ids of a launched directive.</summary>
internal sealed record Case(Guid Directive, Guid OpenTask, Guid SecretTask, Guid OpenAssignment, Guid SecretAssignment);
