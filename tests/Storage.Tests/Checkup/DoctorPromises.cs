using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Reminders;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Messages;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Storage.Checkup;
using DirectiveFlow.Storage.Database;
using DirectiveFlow.Storage.Tests.Databases;
using DirectiveFlow.Storage.Tests.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Storage.Tests.Checkup;

/// <summary>The doctor finds sound data sound, and each kind of damage where it was done.</summary>
public abstract class DoctorPromises(StorageUnderTest storage)
{
    [Theory]
    [InlineData("I1", "update bookmarks set instance_id = 'nobody'")]
    [InlineData("I2", "update workflow_instances set status = 'Finished', sub_status = 'Faulted'")]
    [InlineData("I3", "update assignments set state = 'Completed'")]
    [InlineData("I3", "update directives set version = version + 1")]
    [InlineData("I3", "update workflow_instances set sequence = sequence + 1")]
    [InlineData("I4", "update journal set sequence = 3")]
    [InlineData("I4", "delete from assignment_events where version = 1")]
    [InlineData("I5", "update outbox set message_id = (select message_id from outbox limit 1)")]
    [InlineData("I6", "delete from bookmarks")]
    [InlineData("I8", "update assignment_events set reason = 'nothing happened' where version = 2")]
    [InlineData("I8", "update directive_events set actor_name = 'Ai đó'")]
    [InlineData("I8", "delete from directive_events where version = (select max(version) from directive_events)")]
    [InlineData("I9", "update assignment_events set action = 'approve' where version = 2")]
    [InlineData("I9", "update directive_events set from_state = 'Closed' where version = 3")]
    [InlineData("I10", "update assignments set state = 'Reported'")]
    [InlineData("I10", "insert into reminders select id, 'L0-7', 1, assigned_at, assigned_at, SENT_LATE from assignments")]
    public async Task Damage_is_found(string invariant, string damage)
    {
        await using var context = await storage.Get<IDbContextFactory<FlowDbContext>>().CreateDbContextAsync();
        await SoundWorkAsync();
        Assert.Empty(await BreachesAsync());

        damage = damage.Replace("SENT_LATE", context.Database.IsSqlite() ? "0" : "false", StringComparison.Ordinal);
        Assert.True(await context.Database.ExecuteSqlRawAsync(damage) > 0);

        Assert.Contains(invariant, await BreachesAsync());
    }

    [Fact]
    public async Task What_waits_too_long_is_found()
    {
        await SoundWorkAsync();
        storage.Time.Advance(TimeSpan.FromMinutes(16));

        Assert.Equal(["I5", "I7"], await BreachesAsync());
    }

    [Fact]
    public async Task Status_counts_what_is_there()
    {
        await SoundWorkAsync();
        var status = await storage.Get<StatusReader>().ReadAsync(CancellationToken.None);

        Assert.Equal(2, status.Instances["Suspended"]);
        Assert.Equal((2, 0, 3, 2, 0), (status.Bookmarks, status.Incidents, status.DueWorkPlanned, (int)status.Outbox.Count, status.ParkedMessages));
    }

    /// <summary>Everything a directive in work leaves in the tables, in a database emptied of earlier damage.</summary>
    private async Task SoundWorkAsync()
    {
        await EmptyAsync();
        var now = storage.Time.GetUtcNow();
        var office = await Office.OpenAsync(storage);
        var ids = await office.LaunchAsync();
        foreach (var id in new[] { ids.OpenAssignment, ids.SecretAssignment })
        {
            await using var unit = storage.Open();
            var assignment = (await unit.Services.GetRequiredService<IAssignmentRepository>().FindAsync(id, CancellationToken.None))!;
            var instance = Given.Instance();
            assignment.DrivenBy(instance.Id);
            unit.Stage(Given.Step(instance, [Given.Bookmark(instance.Id)]));
            unit.Services.GetRequiredService<IDueWorkPlan>().Add(Given.Due($"{id:N}/L0-7/1", now.AddDays(1), "assignment.reminder"));
            unit.Services.GetRequiredService<IOutbox>().Add(Given.Message(id.ToString("N")) with { At = now });
            await unit.CommitAsync(CancellationToken.None);
        }

        await office.InUnitAsync(unit =>
        {
            unit.GetRequiredService<IReminderLog>().Add(new Reminder(ids.OpenAssignment, "L0-3", 1, now, now));
            unit.GetRequiredService<IDueWorkPlan>().Add(Given.Due(at: now));
            return Task.CompletedTask;
        });
    }

    private async Task EmptyAsync()
    {
        await using var context = await storage.Get<IDbContextFactory<FlowDbContext>>().CreateDbContextAsync();
        string[] tables =
        [
            "due_work", "outbox", "bookmarks", "journal", "workflow_instances", "reminders", "notifications", "assignment_events",
            "assignments", "directive_events", "directive_links", "directive_tasks", "directives",
        ];
        await context.Database.ExecuteSqlRawAsync(string.Join(';', tables.Select(t => $"delete from {t}")));
    }

    private async Task<IReadOnlyList<string>> BreachesAsync()
    {
        var results = await storage.Get<Doctor>().ExamineAsync(CancellationToken.None);
        Assert.Equal(["I1", "I2", "I3", "I4", "I5", "I6", "I7", "I8", "I9", "I10"], results.Select(r => r.Id));
        Assert.All(results, r => Assert.Equal(r.Holds, r.Samples.Count == 0));
        return [.. results.Where(r => !r.Holds).Select(r => r.Id)];
    }
}

public sealed class DoctorPromisesOnSqlite(SqliteStorage storage) : DoctorPromises(storage), IClassFixture<SqliteStorage>;

public sealed class DoctorPromisesOnPostgreSql(PostgreSqlStorage storage) : DoctorPromises(storage), IClassFixture<PostgreSqlStorage>;
