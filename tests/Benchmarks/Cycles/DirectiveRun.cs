using DirectiveFlow.Workflows.Commands;
using DirectiveFlow.Activities.Assignments;
using DirectiveFlow.Activities.Directives;
using DirectiveFlow.Benchmarks.Hosting;
using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Workflows.Launching;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Benchmarks.Cycles;

/// <summary>One directive from launch to closing: two tasks, three units, every unit does its part at the first try.</summary>
internal sealed class DirectiveRun(BenchHost host, string number)
{
    private readonly string _text =
        $"Để thực hiện Kế hoạch số {number}/KH-UBND ngày 02/02/2026 của Uỷ ban nhân dân tỉnh, 02 nhóm nhiệm vụ trọng tâm cần thực hiện là: Thứ nhất, xây dựng cơ sở dữ liệu dùng chung của ngành; "
        + "thứ hai, tổ chức tập huấn kỹ năng số cho cán bộ.";

    private static readonly DateOnly s_due = new(2026, 3, 31);

    private readonly List<(Guid Id, string Head)> _assignments = [];
    private Guid _directive;

    /// <summary>The acts by name, in order; the same name may come several times.</summary>
    public IEnumerable<(string Name, Func<Task> Do)> Acts()
    {
        yield return ("launch", LaunchAsync);
        yield return ("confirm the tasks", ConfirmAsync);
        yield return ("drain and relay: three assignments start", host.DrainAsync);
        yield return ("read the assignments", FindAsync);
        foreach (var (id, head) in _assignments)
        {
            yield return ("accept", () => ActAsync(id, head, "accept"));
        }

        foreach (var (id, head) in _assignments)
        {
            yield return ("name an officer", () => ActAsync(id, head, "cascade"));
            yield return ("report", () => ActAsync(id, head, "report", c => c with { Summary = "Đã hoàn thành.", Product = "Báo cáo" }));
            yield return ("appraise", () => ActAsync(id, "phogiamdoc", "appraise"));
            yield return ("approve", () => ActAsync(id, "giamdoc", "approve", c => c with { Grade = "good" }));
        }

        yield return ("drain and relay: the directive closes", host.DrainAsync);
    }

    public async Task RunAsync()
    {
        foreach (var (_, act) in Acts())
        {
            await act();
        }
    }

    private async Task LaunchAsync() => _directive = (await host.Commands.LaunchAsync(
        number + "-launch",
        new LaunchDirective(Who("giamdoc"), _text)
        {
            Code = number + "/KH-UBND", TypeName = "Kế hoạch", OrganName = "Uỷ ban nhân dân tỉnh", Subject = "chuyển đổi số năm 2026",
            IssuedDate = new DateOnly(2026, 2, 2),
        },
        CancellationToken.None)).DirectiveId;

    /// <summary>Reads the proposed tasks first, as the page does.</summary>
    private async Task ConfirmAsync()
    {
        await using var unit = host.Open();
        var directive = await unit.Services.GetRequiredService<IDirectiveRepository>().FindAsync(_directive, CancellationToken.None);
        var tasks = directive!.Tasks.OrderBy(task => task.Ordinal).ToList();
        await host.Commands.ConfirmTasksAsync(
            number + "-confirm",
            new TaskConfirmationCommand
            {
                DirectiveId = _directive,
                Actor = Who("giamdoc"),
                Tasks =
                [
                    new DecidedTask(tasks[0].Id, Confirmed: true)
                    {
                        Title = tasks[0].Title, LeadUnitId = Unit("SKHCN-KHTC"), CoordinatingUnitIds = [Unit("SKHCN-QLKH")], DueDate = s_due,
                    },
                    new DecidedTask(tasks[1].Id, Confirmed: true) { Title = tasks[1].Title, LeadUnitId = Unit("SKHCN-CDS"), DueDate = s_due },
                ],
            },
            CancellationToken.None);
    }

    private async Task FindAsync()
    {
        await using var unit = host.Open();
        foreach (var assignment in await unit.Services.GetRequiredService<IAssignmentRepository>()
            .OfDirectiveAsync(_directive, CancellationToken.None))
        {
            var code = host.Demo.Units.Single(u => u.Id == assignment.UnitId).Code;
            _assignments.Add((assignment.Id, code["SKHCN-".Length..].ToLowerInvariant()));
        }
    }

    private Task<CommandAnswer> ActAsync(Guid assignment, string who, string action, Func<AssignmentCommand, AssignmentCommand>? with = null) =>
        host.Commands.ActAsync(
            $"{assignment:N}-{action}",
            (with ?? (command => command))(new AssignmentCommand { AssignmentId = assignment, Action = action, Actor = Who(who) }),
            CancellationToken.None);

    private Actor Who(string userName) =>
        host.Demo.Accounts.Single(a => string.Equals(a.UserName, userName, StringComparison.Ordinal)).Person.AsActor();

    private Guid Unit(string code) => host.Demo.Units.Single(u => string.Equals(u.Code, code, StringComparison.Ordinal)).Id;
}
