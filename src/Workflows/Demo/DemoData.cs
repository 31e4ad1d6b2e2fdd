using DirectiveFlow.Activities.Directives;
using DirectiveFlow.Directives.Calendars;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Tasks;
using DirectiveFlow.Directives.Vietnamese;
using DirectiveFlow.Engine.Identity;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Workflows.Commands;
using DirectiveFlow.Workflows.Launching;
using DirectiveFlow.Workflows.Shipped;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Workflows.Demo;

/// <summary>What the demo made.</summary>
/// <param name="Organization">Null when the database had an organisation already: nothing was added.</param>
public sealed record DemoAnswer(DemoOrganization? Organization, Guid? DirectiveId, string? Code, int Tasks, int Assignments);

/// <summary>
/// Fills an empty database with the demo organisation and takes the sample plan as far as a leader would on the first
/// morning: launched, its tasks confirmed, its assignments on their way to the units. Runs once per database.
/// </summary>
public sealed class DemoData(DirectiveCommands commands, IUnitOfWorkFactory units, IIdGenerator ids, TimeProvider clock)
{
    public async Task<DemoAnswer> SeedAsync(CancellationToken cancellationToken)
    {
        var organization = await AddOrganizationAsync(cancellationToken);
        if (organization is null)
        {
            return new DemoAnswer(null, null, null, 0, 0);
        }

        var leader = organization.Accounts.First(account => account.Person.Roles.Contains(Roles.Leader, StringComparer.Ordinal)).Person.AsActor();
        var launched = await commands.LaunchAsync(
            "demo-launch", new LaunchDirective(leader, ShippedWorkflows.SamplePlan()), cancellationToken);
        var (code, decisions) = await DecideAsync(launched.DirectiveId, cancellationToken);
        await commands.ConfirmTasksAsync(
            "demo-confirm",
            new TaskConfirmationCommand { DirectiveId = launched.DirectiveId, Actor = leader, Tasks = decisions },
            cancellationToken);
        return new DemoAnswer(
            organization, launched.DirectiveId, code, decisions.Count, decisions.Sum(task => 1 + task.CoordinatingUnitIds.Count));
    }

    private async Task<DemoOrganization?> AddOrganizationAsync(CancellationToken cancellationToken)
    {
        await using var unit = units.Open();
        var store = unit.Services.GetRequiredService<IOrganization>();
        if ((await store.ListUnitsAsync(cancellationToken)).Count > 0)
        {
            return null;
        }

        var organization = DemoOrganization.Create(ids);
        foreach (var body in organization.Units)
        {
            store.AddUnit(body);
        }

        foreach (var account in organization.Accounts)
        {
            store.AddPerson(account.Person);
        }

        await unit.CommitAsync(cancellationToken);
        return organization;
    }

    private async Task<(string Code, IReadOnlyList<DecidedTask> Tasks)> DecideAsync(Guid directiveId, CancellationToken cancellationToken)
    {
        await using var unit = units.Open();
        var directive = await unit.Services.GetRequiredService<IDirectiveRepository>().FindAsync(directiveId, cancellationToken)
            ?? throw new InvalidOperationException("The sample plan was not registered.");
        var calendar = await unit.Services.GetRequiredService<ICalendarSource>().GetAsync(cancellationToken);
        var today = VietnamTime.DayOf(clock.GetUtcNow());
        var fallback = (await unit.Services.GetRequiredService<IOrganization>().ListUnitsAsync(cancellationToken))
            .First(body => body.Kind == UnitKind.Office).Id;
        return (directive.Code, [.. directive.Tasks.OrderBy(task => task.Ordinal).Select(Decide)]);

        DecidedTask Decide(DirectiveTask task) => new(task.Id, Confirmed: true)
        {
            Title = task.Title,
            LeadUnitId = task.LeadUnitId ?? fallback,
            CoordinatingUnitIds = [.. task.CoordinatingUnitIds.Where(unitId => unitId != (task.LeadUnitId ?? fallback))],
            Product = task.Product,
            DueDate = DueOf(task),
        };

        // The sample's dates grow old; a demo started after them gets dates that are still ahead.
        DateOnly DueOf(DirectiveTask task) =>
            task.Deadline is { } deadline && deadline.DueDate > today && calendar.IsWorkingDay(deadline.DueDate)
                ? deadline.DueDate
                : calendar.AddWorkingDays(today, 10 + (5 * task.Ordinal));
    }
}
