using DirectiveFlow.Activities.Assignments;
using DirectiveFlow.Activities.Directives;
using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Workflows.Demo;
using DirectiveFlow.Workflows.Launching;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Workflows.Tests.Cycle;

/// <summary>
/// A directive from launch to closing as a list of acts, each with its own command id: two tasks, three units, one assignment
/// returned and given to another unit, one round of rework, reminders across the Lunar New Year of 2026 (16 to 20 February).
/// Any act can be repeated after a crash: it acts once.
/// </summary>
internal sealed class CycleScenario(DemoOrganization demo)
{
    public static readonly DateTimeOffset Start = new(2026, 2, 4, 2, 0, 0, TimeSpan.Zero);

    /// <summary>Wednesday 25 February 2026: the working days before it are 24, 23, then 13 February and earlier.</summary>
    public static readonly DateOnly Due = new(2026, 2, 25);

    public const string Code = "07/KH-UBND";

    private const string Text =
        "Để thực hiện Kế hoạch, 02 nhóm nhiệm vụ trọng tâm cần thực hiện là: Thứ nhất, xây dựng cơ sở dữ liệu dùng chung của ngành; "
        + "thứ hai, tổ chức tập huấn kỹ năng số cho cán bộ.";

    private readonly Dictionary<string, Guid> _assignments = new(StringComparer.Ordinal);
    private Guid _directive;

    public Guid DirectiveId => _directive;

    public Guid AssignmentOf(string part) => _assignments[part];

    /// <summary>Takes over the ids another run of the scenario has seen.</summary>
    public void KnowsWhat(CycleScenario other)
    {
        _directive = other._directive;
        foreach (var (part, id) in other._assignments)
        {
            _assignments[part] = id;
        }
    }

    /// <summary>The acts in order. Each is given the living host.</summary>
    public IEnumerable<Func<CycleHost, Task>> Acts()
    {
        yield return async host => _directive = (await host.Commands.LaunchAsync(
            "launch",
            new LaunchDirective(Who("giamdoc"), Text)
            {
                Code = Code, TypeName = "Kế hoạch", OrganName = "Uỷ ban nhân dân tỉnh", Subject = "chuyển đổi số năm 2026",
                IssuedDate = new DateOnly(2026, 2, 2),
            },
            CancellationToken.None)).DirectiveId;
        yield return ConfirmAsync;
        yield return host => host.DrainAsync();
        yield return FindAssignmentsAsync;
        yield return Act("data", "khtc", "accept");
        yield return Act("help", "qlkh", "accept");
        yield return Act("training", "cds", "return", c => c with { ReturnReason = "notOurCompetence", Reason = "Không đúng lĩnh vực được giao." });
        yield return Act("training", "giamdoc", "assign", c => c with { UnitId = Unit("SKHCN-VP") });
        yield return Act("training", "theodoi", "accept");
        yield return host => host.WalkToAsync(new DateTimeOffset(2026, 2, 26, 3, 0, 0, TimeSpan.Zero));
        yield return Act("help", "qlkh", "cascade");
        yield return Act("help", "qlkh", "update", c => c with { Note = "Đã gửi số liệu.", Percent = 80 });
        yield return Report("help", "qlkh", 1);
        yield return Act("help", "phogiamdoc", "appraise");
        yield return Act("help", "giamdoc", "approve", c => c with { Grade = "good" });
        yield return Act("data", "khtc", "cascade");
        yield return Report("data", "khtc", 1);
        yield return Act("data", "phogiamdoc", "requestRework", c => c with { Reason = "Thiếu phụ lục số liệu." });
        yield return Report("data", "khtc", 2);
        yield return Act("data", "phogiamdoc", "appraise", tag: "2");
        yield return Act("data", "giamdoc", "approve", c => c with { Grade = "satisfactory" });
        yield return Act("training", "giamdoc", "cancel", c => c with { Reason = "Gộp vào kế hoạch tập huấn chung." });
        yield return host => host.DrainAsync();
    }

    private Actor Who(string userName) =>
        demo.Accounts.Single(a => string.Equals(a.UserName, userName, StringComparison.Ordinal)).Person.AsActor();

    private Guid Unit(string code) => demo.Units.Single(u => string.Equals(u.Code, code, StringComparison.Ordinal)).Id;

    private Func<CycleHost, Task> Report(string part, string who, int round) => Act(
        part, who, "report",
        c => c with { Summary = $"Đã hoàn thành, lần {round}.", Product = $"Báo cáo số {round}" }, tag: $"{round}");

    private Func<CycleHost, Task> Act(
        string part, string who, string action, Func<AssignmentCommand, AssignmentCommand>? with = null, string tag = "1") =>
        host => host.Commands.ActAsync(
            $"{part}-{action}-{tag}",
            (with ?? (c => c))(new AssignmentCommand { AssignmentId = _assignments[part], Action = action, Actor = Who(who) }),
            CancellationToken.None);

    private async Task ConfirmAsync(CycleHost host)
    {
        await using var unit = host.Services.GetRequiredService<IUnitOfWorkFactory>().Open();
        var directive = await unit.Services.GetRequiredService<IDirectiveRepository>().FindAsync(_directive, CancellationToken.None);
        var tasks = directive!.Tasks.OrderBy(task => task.Ordinal).ToList();
        Assert.Equal(2, tasks.Count);
        await host.Commands.ConfirmTasksAsync(
            "confirm",
            new TaskConfirmationCommand
            {
                DirectiveId = _directive,
                Actor = Who("giamdoc"),
                Tasks =
                [
                    new DecidedTask(tasks[0].Id, Confirmed: true)
                    {
                        Title = tasks[0].Title, LeadUnitId = Unit("SKHCN-KHTC"), CoordinatingUnitIds = [Unit("SKHCN-QLKH")], DueDate = Due,
                    },
                    new DecidedTask(tasks[1].Id, Confirmed: true)
                    {
                        Title = tasks[1].Title, LeadUnitId = Unit("SKHCN-CDS"), DueDate = new DateOnly(2026, 3, 31),
                    },
                ],
            },
            CancellationToken.None);
    }

    private async Task FindAssignmentsAsync(CycleHost host)
    {
        await using var unit = host.Services.GetRequiredService<IUnitOfWorkFactory>().Open();
        var directive = await unit.Services.GetRequiredService<IDirectiveRepository>().FindAsync(_directive, CancellationToken.None);
        var first = directive!.Tasks.Single(task => task.Ordinal == 1).Id;
        foreach (var assignment in await unit.Services.GetRequiredService<IAssignmentRepository>()
            .OfDirectiveAsync(_directive, CancellationToken.None))
        {
            _assignments[assignment.TaskId != first ? "training" : assignment.Role == AssignmentRole.Lead ? "data" : "help"] = assignment.Id;
        }

        Assert.Equal(3, _assignments.Count);
    }
}
