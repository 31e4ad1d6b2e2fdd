using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Deadlines;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Notifications;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Reminders;
using DirectiveFlow.Directives.Reports;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Storage.Database;
using DirectiveFlow.Storage.Tests.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Storage.Tests.Domain;

/// <summary>Directives and assignments survive a round trip whole, and of two writers of one version one wins.</summary>
public abstract class DomainPromises(StorageUnderTest storage)
{
    [Fact]
    public async Task A_directive_comes_back_as_it_was_saved()
    {
        var office = await Office.OpenAsync(storage);
        var ids = await office.LaunchAsync();

        await office.InUnitAsync(async unit =>
        {
            var directive = (await unit.GetRequiredService<IDirectiveRepository>().FindAsync(ids.Directive, CancellationToken.None))!;
            Assert.Equal(DirectiveState.InProgress, directive.State);
            Assert.Equal("Toàn văn", directive.Text);
            Assert.Equal("69-KL/TW", Assert.Single(directive.Links).Code);
            Assert.Equal([1, 2], directive.Tasks.Select(t => t.Ordinal));
            Assert.Equal(office.Digital.Id, directive.Tasks[0].LeadUnitId);
            Assert.Equal(new DateOnly(2026, 4, 24), directive.Tasks[0].Deadline!.DueDate);
            Assert.Equal(office.Leader.FullName, directive.Tasks[0].Deadline!.ConfirmedBy);
            Assert.Null(directive.ConsolidatedReport);
            Assert.Empty(directive.Events);
        });
    }

    [Fact]
    public async Task An_assignment_goes_its_whole_way_through_units_of_work()
    {
        var office = await Office.OpenAsync(storage);
        var id = (await office.LaunchAsync()).OpenAssignment;
        var report = Given.Guid();

        await office.ChangeAsync(id, a => a.Accept(office.By(office.Head)));
        await office.ChangeAsync(id, a => a.Cascade(office.Officer, null, office.By(office.Head)));
        await office.ChangeAsync(id, a => a.Update(Given.Guid(), "Đã xong một nửa", 50, office.By(office.Officer.AsActor())));
        await office.ChangeAsync(id, a => a.Submit(report, "Đã hoàn thành", "Kế hoạch số 1", null, office.By(office.Head)));
        await office.ChangeAsync(id, a => a.RequestRework(Given.Guid(), "Thiếu phụ lục", office.By(office.Appraiser)));
        await office.ChangeAsync(id, a => a.Submit(Given.Guid(), "Đã bổ sung", "Kế hoạch số 2", null, office.By(office.Head)));
        await office.ChangeAsync(id, a => a.Appraise(Given.Guid(), null, office.By(office.Appraiser)));
        await office.ChangeAsync(id, a => a.Approve(Given.Guid(), Grade.Good, null, office.By(office.Leader)));

        await office.ChangeAsync(id, a =>
        {
            Assert.Equal((AssignmentState.Completed, 2, Grade.Good, 10), (a.State, a.Round, a.Grade!.Value, a.Version));
            Assert.Equal([ReportState.ReworkRequested, ReportState.Accepted], a.Reports.Select(r => r.State));
            Assert.Equal(3, a.Reviews.Count);
            Assert.Equal(office.Officer.Id, a.OfficerId);
            Assert.Equal(office.Now, a.CompletedAt);
        });
    }

    [Fact]
    public async Task A_new_deadline_after_a_return_replaces_the_old_one_and_the_return_is_remembered()
    {
        var office = await Office.OpenAsync(storage);
        var id = (await office.LaunchAsync()).OpenAssignment;
        await office.ChangeAsync(id, a => a.Return(ReturnReason.NotOurCompetence, "Không đúng chức năng", null, office.By(office.Head)));
        await office.ChangeAsync(id, a => a.Assign(
            office.Finance.Id, DeadlinePolicy.Set(new DateOnly(2026, 5, 15), new TimeOnly(9, 0), office.By(office.Leader)), null, null, office.By(office.Leader)));

        await office.ChangeAsync(id, a =>
        {
            Assert.Equal(office.Finance.Id, a.UnitId);
            Assert.Equal([office.Digital.Id], a.ReturnedByUnitIds);
            Assert.Equal((new DateOnly(2026, 5, 15), new TimeOnly(9, 0), 2), (a.Deadline!.DueDate, a.Deadline.DueTime!.Value, a.Deadline.Version));
        });
    }

    [Fact]
    public async Task Of_two_heads_who_act_at_once_one_wins_and_the_other_leaves_nothing()
    {
        var office = await Office.OpenAsync(storage);
        for (var round = 0; round < 5; round++)
        {
            var id = (await office.LaunchAsync()).OpenAssignment;
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
            {
                await using var unit = storage.Open();
                var assignment = (await unit.Services.GetRequiredService<IAssignmentRepository>().FindAsync(id, CancellationToken.None))!;
                if (assignment.State != AssignmentState.Assigned)
                {
                    return false;
                }

                assignment.Accept(office.By(office.Head));
                unit.Services.GetRequiredService<INotificationRepository>().Add(new Notification(
                    Given.Guid(), office.Leader.PersonId!.Value, new NotificationText("k", id.ToString("N"), "b"), null, id, office.Now));
                return await TryCommitAsync(unit);
            })));

            Assert.Single(outcomes, won => won);
            await office.ChangeAsync(id, a => Assert.Equal(3, a.Version));
        }

        await office.InUnitAsync(async unit => Assert.Equal(
            5, (await unit.GetRequiredService<INotificationRepository>().UnreadOfAsync(office.Leader.PersonId!.Value, CancellationToken.None)).Count));
    }

    [Fact]
    public async Task A_rung_fires_once()
    {
        var office = await Office.OpenAsync(storage);
        var id = (await office.LaunchAsync()).OpenAssignment;

        await Fire();
        await Assert.ThrowsAsync<StaleStateException>(Fire);
        await office.InUnitAsync(async unit =>
        {
            var log = unit.GetRequiredService<IReminderLog>();
            Assert.True(await log.HasFiredAsync(id, "L0-7", 1, CancellationToken.None));
            Assert.False(await log.HasFiredAsync(id, "L0-7", 2, CancellationToken.None));
        });

        Task Fire() => office.InUnitAsync(unit =>
        {
            unit.GetRequiredService<IReminderLog>().Add(new Reminder(id, "L0-7", 1, office.Now, office.Now));
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task A_document_is_registered_once_however_its_issuer_is_typed()
    {
        var office = await Office.OpenAsync(storage);
        var code = $"{Given.Id("D")}-KH/TU";
        var ids = await office.LaunchAsync(code: code);

        await office.InUnitAsync(async unit =>
        {
            var repository = unit.GetRequiredService<IDirectiveRepository>();
            var found = await repository.FindDuplicateAsync(new DocumentIdentity(code, "TỈNH ỦY", new DateOnly(2026, 1, 20)), CancellationToken.None);
            Assert.Equal(ids.Directive, found?.Id);
            Assert.Null(await repository.FindDuplicateAsync(new DocumentIdentity(code, "Tỉnh uỷ", new DateOnly(2025, 1, 20)), CancellationToken.None));
        });
        await Assert.ThrowsAsync<StaleStateException>(() => office.LaunchAsync(code: code));
    }

    [Fact]
    public async Task Arrival_numbers_of_a_year_are_given_once()
    {
        var office = await Office.OpenAsync(storage);
        var first = await office.LaunchAsync();
        var second = await office.LaunchAsync();

        await office.InUnitAsync(async unit =>
        {
            var repository = unit.GetRequiredService<IDirectiveRepository>();
            var one = (await repository.FindAsync(first.Directive, CancellationToken.None))!.ArrivalNumber;
            var two = (await repository.FindAsync(second.Directive, CancellationToken.None))!.ArrivalNumber;
            Assert.True(one < two);
            Assert.True(await repository.NextArrivalNumberAsync(2026, CancellationToken.None) > two);
            Assert.Equal(1, await repository.NextArrivalNumberAsync(2031, CancellationToken.None));
        });
    }

    [Fact]
    public async Task Units_and_people_are_found_by_name_code_unit_and_role()
    {
        var office = await Office.OpenAsync(storage);
        await office.InUnitAsync(async unit =>
        {
            var organization = unit.GetRequiredService<IOrganization>();
            var found = await organization.FindUnitByNameOrCodeAsync(office.Digital.Name.ToUpperInvariant(), CancellationToken.None);
            Assert.Equal(office.Digital.Id, found?.Id);
            Assert.Equal(office.Digital.Id, (await organization.FindUnitByNameOrCodeAsync(office.Digital.Code, CancellationToken.None))?.Id);
            Assert.Null(await organization.FindUnitByNameOrCodeAsync("Phòng không có", CancellationToken.None));
            var units = (await organization.ListUnitsAsync(CancellationToken.None)).Select(u => u.Id).ToList();
            Assert.True(units.IndexOf(office.Department.Id) < units.IndexOf(office.Digital.Id));
            Assert.Equal(2, (await organization.PeopleOfUnitAsync(office.Digital.Id, CancellationToken.None)).Count);
            Assert.Contains(await organization.PeopleInRoleAsync(Roles.Appraiser, CancellationToken.None), p => p.Id == office.Appraiser.PersonId);
            Assert.Equal(office.Officer.Roles, (await organization.FindPersonAsync(office.Officer.Id, CancellationToken.None))!.Roles);
        });
    }

    [Fact]
    public async Task A_change_of_the_organisation_made_elsewhere_is_seen_by_the_next_unit()
    {
        var office = await Office.OpenAsync(storage);
        foreach (var name in new[] { "Nguyễn Văn A", "Nguyễn Văn B" })
        {
            await NameAsync();
            await using (var context = await storage.Get<IDbContextFactory<FlowDbContext>>().CreateDbContextAsync())
            {
                await context.Set<Person>().Where(p => p.Id == office.Officer.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(p => p.FullName, name));
            }

            Assert.Equal((name, name), (await NameAsync(), await NameAsync(afterLoad: true)));
        }

        async Task<string> NameAsync(bool afterLoad = false)
        {
            await using var unit = storage.Open();
            if (afterLoad)
            {
                await unit.LoadAsync(new StepAddress(CommandId: "none"), CancellationToken.None);
            }

            var organization = unit.Services.GetRequiredService<IOrganization>();
            return (await organization.FindPersonAsync(office.Officer.Id, CancellationToken.None))!.FullName;
        }
    }

    private static async Task<bool> TryCommitAsync(IUnitOfWork unit)
    {
        try
        {
            await unit.CommitAsync(CancellationToken.None);
            return true;
        }
        catch (StaleStateException)
        {
            return false;
        }
    }
}

public sealed class DomainPromisesOnSqlite(SqliteStorage storage) : DomainPromises(storage), IClassFixture<SqliteStorage>;

public sealed class DomainPromisesOnPostgreSql(PostgreSqlStorage storage) : DomainPromises(storage), IClassFixture<PostgreSqlStorage>;
