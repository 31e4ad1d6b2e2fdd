using DirectiveFlow.Activities.Assignments;
using DirectiveFlow.Activities.Directives;
using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Identity;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.TestServers;
using DirectiveFlow.Workflows.Commands;
using DirectiveFlow.Workflows.Demo;
using DirectiveFlow.Workflows.Launching;
using DirectiveFlow.Workflows.Shipped;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Storage.Tests.Costs;

/// <summary>A step that changes a directive or an assignment takes four round trips at most, its reads of the domain included.</summary>
public sealed class DomainStepCosts(PostgresServer server)
{
    private const int Limit = 4;

    private const string Text =
        "/KH-UBND ngày 02/02/2026 của Uỷ ban nhân dân tỉnh, 02 nhóm nhiệm vụ trọng tâm cần thực hiện là: Thứ nhất, xây dựng cơ sở dữ liệu dùng chung của ngành; thứ hai, tổ chức tập huấn kỹ năng số cho cán bộ.";

    private CostedHost _host = null!;
    private DemoOrganization _people = null!;

    [Fact]
    public async Task Each_act_of_a_directive_takes_four_round_trips_at_most()
    {
        await using var host = _host = await CostedHost.MigratedAsync(server);
        _people = DemoOrganization.Create(host.Get<IIdGenerator>());
        await SettleAsync();

        // The first directive is a host's first: it reads definitions and organisation into memory.
        await RunAsync("017");
        foreach (var (act, trips) in await RunAsync("018"))
        {
            Assert.True(trips is > 0 and <= Limit, $"{act}: {trips} round trips.");
        }
    }

    private async Task<List<(string Act, int Trips)>> RunAsync(string number)
    {
        var directive = Guid.Empty;
        var counts = new List<(string, int)> { ("launch", await _host.CountAsync(async () => directive = await LaunchAsync(number))) };
        counts.Add(("confirm", await _host.CountAsync(await ConfirmationAsync(number, directive))));
        await DrainAsync();
        var assignment = await AssignmentAsync(directive);
        await ActAsync("khtc", "accept");
        await ActAsync("khtc", "cascade");
        await ActAsync("khtc", "update", c => c with { Note = "Một nửa", Percent = 50 });
        await ActAsync("khtc", "report", c => c with { Summary = "Xong", Product = "Báo cáo" });
        await ActAsync("phogiamdoc", "appraise");
        await ActAsync("giamdoc", "requestRework", c => c with { Reason = "Thiếu số liệu" });
        await ActAsync("khtc", "report", c => c with { Summary = "Đủ", Product = "Báo cáo" });
        await ActAsync("phogiamdoc", "appraise");
        await ActAsync("giamdoc", "approve", c => c with { Grade = "good" });
        return counts;

        async Task ActAsync(string who, string action, Func<AssignmentCommand, AssignmentCommand>? with = null)
        {
            var command = new AssignmentCommand { AssignmentId = assignment, Action = action, Actor = Who(who) };
            counts.Add((action, await _host.CountAsync(() => _host.Get<DirectiveCommands>().ActAsync(
                $"{number}-{counts.Count}", with?.Invoke(command) ?? command, CancellationToken.None))));
        }
    }

    private async Task SettleAsync()
    {
        await ShippedWorkflows.PublishAsync(_host.Get<WorkflowCatalog>(), CancellationToken.None);
        await using var unit = _host.Get<IUnitOfWorkFactory>().Open();
        var organization = unit.Services.GetRequiredService<IOrganization>();
        foreach (var body in _people.Units)
        {
            organization.AddUnit(body);
        }

        foreach (var account in _people.Accounts)
        {
            organization.AddPerson(account.Person);
        }

        await unit.CommitAsync(CancellationToken.None);
    }

    private async Task<Guid> LaunchAsync(string number) => (await _host.Get<DirectiveCommands>().LaunchAsync(
        number + "-launch",
        new LaunchDirective(Who("giamdoc"), $"Để thực hiện Kế hoạch số {number}{Text}")
        {
            Code = number + "/KH-UBND", TypeName = "Kế hoạch", OrganName = "Uỷ ban nhân dân tỉnh", Subject = "chuyển đổi số",
            IssuedDate = new DateOnly(2026, 2, 2),
        },
        CancellationToken.None)).DirectiveId;

    private async Task<Func<Task>> ConfirmationAsync(string number, Guid directiveId)
    {
        await using var unit = _host.Get<IUnitOfWorkFactory>().Open();
        var directive = await unit.Services.GetRequiredService<IDirectiveRepository>().FindAsync(directiveId, CancellationToken.None);
        var lead = _people.Units.Single(u => string.Equals(u.Code, "SKHCN-KHTC", StringComparison.Ordinal)).Id;
        var command = new TaskConfirmationCommand
        {
            DirectiveId = directiveId,
            Actor = Who("giamdoc"),
            Tasks =
            [
                .. directive!.Tasks.Select(task => new DecidedTask(task.Id, Confirmed: true)
                {
                    Title = task.Title, DueDate = new DateOnly(2026, 3, 31), LeadUnitId = lead,
                }),
            ],
        };
        return () => _host.Get<DirectiveCommands>().ConfirmTasksAsync(number + "-confirm", command, CancellationToken.None);
    }

    private async Task<Guid> AssignmentAsync(Guid directive)
    {
        await using var unit = _host.Get<IUnitOfWorkFactory>().Open();
        return (await unit.Services.GetRequiredService<IAssignmentRepository>().OfDirectiveAsync(directive, CancellationToken.None))[0].Id;
    }

    private async Task DrainAsync()
    {
        var handlers = _host.GetAll<IDueWorkHandler>().ToDictionary(handler => handler.Kind, StringComparer.Ordinal);
        while (await _host.Get<IDueWorkStore>().ClaimAsync(
            "test", _host.Time.GetUtcNow(), 100, TimeSpan.FromMinutes(5), CancellationToken.None) is { Count: > 0 } items)
        {
            foreach (var item in items)
            {
                await handlers[item.Kind].HandleAsync(item, CancellationToken.None);
            }
        }
    }

    private Actor Who(string userName) =>
        _people.Accounts.Single(a => string.Equals(a.UserName, userName, StringComparison.Ordinal)).Person.AsActor();
}
