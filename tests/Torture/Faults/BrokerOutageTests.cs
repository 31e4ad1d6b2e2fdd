using System.Globalization;
using DirectiveFlow.TestServers;
using DirectiveFlow.Torture.Installation;

namespace DirectiveFlow.Torture.Faults;

/// <summary>RabbitMQ is gone for a while, see <see cref="Scale"/>. The outbox keeps what could not be sent.</summary>
public sealed class BrokerOutageTests(PostgresServer postgres, RabbitMqServer rabbitMq)
{
    private static readonly TimeSpan s_outage = TimeSpan.FromSeconds(Scale.OutageSeconds);

    [Fact]
    public async Task While_the_broker_is_gone_work_goes_on_and_afterwards_everything_arrives_in_order()
    {
        await using var site = await ProductionSite.CreateAsync(postgres, rabbitMq, "broker_gone", hosts: 2);
        using var people = await site.OpenAsync(served: "SNV");
        var cases = new List<DirectiveCase> { await DirectiveCase.LaunchAsync(site.Addresses, people, "301/KH-SKHCN", tasks: 1) };
        await site.SettleAsync();

        await rabbitMq.KillAsync();
        var began = TimeProvider.System.GetTimestamp();
        var told = new Dictionary<Guid, IReadOnlyList<Told>>();
        for (var number = 2; TimeProvider.System.GetElapsedTime(began) < s_outage; number++)
        {
            // Reminders of the case in hand come due beside the work on it.
            await site.SqlAsync("update due_work set due_at = now() where kind = 'assignment.reminder'");
            told[cases[^1].Id] = await WorkThroughAsync(cases[^1]);
            var code = string.Create(CultureInfo.InvariantCulture, $"3{number:00}/KH-SKHCN");
            cases.Add(await DirectiveCase.LaunchAsync(site.Addresses, people, code, tasks: 1));
        }

        Assert.NotEqual("0", await site.SqlAsync("select count(*) from outbox"));
        await rabbitMq.StartAsync();
        told[cases[^1].Id] = await WorkThroughAsync(cases[^1]);
        await site.SettleAsync();

        foreach (var department in (string[])["SKHCN", "STC"])
        {
            var queue = (await site.MessagesToAsync(department)).DistinctBy(m => m.MessageId).ToList();
            Assert.Contains(queue, m => m.IsReminder && cases.Any(directive => directive.Id == m.DirectiveId));
            DeliveryOrder.IsKept(queue);
            foreach (var directive in cases)
            {
                EverythingArrived([.. queue.Where(m => m.DirectiveId == directive.Id && !m.IsReminder)], department, told[directive.Id]);
            }
        }

        await site.DoctorIsContentAsync();
    }

    /// <summary>
    /// The assignments were given at one moment by steps of their own, so those messages come first and have no order between
    /// them. Each act that follows was asked for when the one before had been answered: one right order, to the last message.
    /// </summary>
    private static void EverythingArrived(IReadOnlyList<QueuedMessage> messages, string department, IReadOnlyList<Told> acts)
    {
        var expected = acts.Where(act => string.Equals(act.Department, department, StringComparison.Ordinal)).ToList();
        var assigned = acts.Where(act => act.Type is "ReportReviewed" && string.Equals(act.Department, department, StringComparison.Ordinal))
            .Select(act => act.AssignmentId).ToHashSet();
        Assert.Equal(assigned.Count, messages.TakeWhile(m => m.Type is "TaskAssigned").Count());
        Assert.Equal(assigned, messages.Take(assigned.Count).Select(m => m.AssignmentId).ToHashSet());
        Assert.Equal(
            expected.Select(act => (act.Type, act.AssignmentId)),
            messages.Skip(assigned.Count).Select(m => (m.Type, m.AssignmentId)));
    }

    /// <summary>Everything of one directive, one act after the other; answers what must be told of it, in order.</summary>
    private static async Task<IReadOnlyList<Told>> WorkThroughAsync(DirectiveCase directive)
    {
        var told = new List<Told>();
        var departments = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var assignment in await directive.AssignmentsAsync())
        {
            var of = assignment.Unit.Split('-')[0];
            departments.Add(of);
            await directive.StartAsync(assignment);
            told.Add(new Told("TaskAcknowledged", People.Home, assignment.Id));
            await directive.ReportAsync(assignment);
            told.Add(new Told("ReportSubmitted", People.Home, assignment.Id));
            await directive.AppraiseAsync(assignment);
            told.Add(new Told("ReportReviewed", of, assignment.Id));
            await directive.ApproveAsync(assignment);
            told.Add(new Told("ReportReviewed", of, assignment.Id));
        }

        await directive.ClosesAsync();
        told.AddRange(ReportedUp.Concat(departments.Select(department => new Told("DirectiveClosed", department, null))));
        return told;
    }

    /// <summary>These directives are the home department's own, so the consolidated report comes back to it.</summary>
    private static IEnumerable<Told> ReportedUp => [new Told("ConsolidatedReportSubmitted", People.Home, null)];

    /// <summary>A message that must arrive.</summary>
    private sealed record Told(string Type, string Department, Guid? AssignmentId);
}
