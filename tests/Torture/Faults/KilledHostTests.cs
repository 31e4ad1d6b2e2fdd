using System.Globalization;
using DirectiveFlow.TestServers;
using DirectiveFlow.Torture.Installation;

namespace DirectiveFlow.Torture.Faults;

/// <summary>Promises 1 to 3: a host dies by kill -9, as by a power failure, and comes back.</summary>
public sealed class KilledHostTests(PostgresServer postgres, RabbitMqServer rabbitMq)
{
    [Fact]
    public async Task Killed_between_report_and_approval_nothing_is_lost_and_nothing_is_done_twice()
    {
        await using var site = await ProductionSite.CreateAsync(postgres, rabbitMq, "killed_in_review", hosts: 1);
        using var people = await site.OpenAsync(served: "SNV");
        var directive = await DirectiveCase.LaunchAsync(site.Addresses, people, "101/KH-SKHCN", tasks: 1);
        var assignments = await directive.AssignmentsAsync();
        foreach (var assignment in assignments)
        {
            await directive.StartAsync(assignment);
        }

        // The first report has been answered; the second is on its way; of the third only the commit is known.
        await directive.ReportAsync(assignments[0]);
        await KillAndRestartAsync(site);
        var onItsWay = directive.ReportAsync(assignments[1]);
        await KillAndRestartAsync(site);
        await onItsWay;
        var committed = directive.ReportAsync(assignments[2]);
        await site.SeeCommandAsync($"{assignments[2].Id:N}/report");
        await KillAndRestartAsync(site);
        await committed;
        await directive.SeeAsync(all => all.All(a => a.State is "Reported"));

        foreach (var assignment in assignments)
        {
            await directive.AppraiseAsync(assignment);
            var approval = directive.ApproveAsync(assignment);
            await KillAndRestartAsync(site);
            await approval;
        }

        await directive.ClosesAsync();
        await site.SettleAsync();
        await LedgerIsEvenAsync(site, directive, reports: 3);
    }

    [Fact]
    public async Task Killed_while_hundreds_of_reminders_are_due_each_fires_exactly_once()
    {
        string[] units = ["SKHCN-KHTC", "SKHCN-VP", "SKHCN-QLKH", "SKHCN-QLCN", "SKHCN-CDS", "SKHCN-TDC", "STC", "SNV", "SGDDT", "SNNMT"];
        await using var site = await ProductionSite.CreateAsync(postgres, rabbitMq, "killed_in_reminders", hosts: 1);
        using var people = await site.OpenAsync(served: "SNNMT");
        var directive = await DirectiveCase.LaunchAsync(site.Addresses, people, "102/KH-SKHCN", tasks: Scale.RemindedTasks, units);
        await site.SettleAsync();
        var planned = await site.CountAsync("select count(*) from due_work where kind = 'assignment.reminder'");
        Assert.InRange(planned, Scale.RemindedTasks * units.Length * 5, int.MaxValue); // the sample plan of the demo has some too

        await site.SqlAsync("update due_work set due_at = now() where kind = 'assignment.reminder'");
        var atTheKill = await Eventually.SeeAsync("The first reminder", () => site.CountAsync("select count(*) from reminders"), n => n > 0);
        await site.Hosts[0].KillAsync();
        var left = await site.CountAsync("select count(*) from due_work where kind = 'assignment.reminder'");
        Assert.True(left >= planned / 2, string.Create(CultureInfo.InvariantCulture, $"Only {left} reminders were still due at the kill, {atTheKill} had fired."));
        await site.Hosts[0].StartAsync();
        await site.SettleAsync();

        Assert.Equal(planned, await site.CountAsync("select count(*) from reminders"));
        Assert.Equal(planned, await site.CountAsync("select count(*) from notifications where kind like 'reminder.%'"));
        Assert.Equal(string.Empty, await site.SqlAsync(ToldTwice));
        var reminded = (await site.MessagesToAsync("STC")).Where(m => m.DirectiveId == directive.Id && (m.Type is "ReminderDue" or "TaskOverdue")).ToList();
        Assert.Equal(Scale.RemindedTasks * 5, reminded.DistinctBy(m => m.MessageId).Count());
        await site.DoctorIsContentAsync();
    }

    /// <summary>Whoever was told the same twice; empty when nobody was. (Receipts of different messages may read alike.)</summary>
    private const string ToldTwice =
        "select kind, title, body, count(*) from notifications where kind <> 'message.received' group by person_id, kind, assignment_id, title, body having count(*) > 1";

    private static async Task KillAndRestartAsync(ProductionSite site)
    {
        await site.Hosts[0].KillAsync();
        await site.Hosts[0].StartAsync();
    }

    /// <summary>Each act happened once in the database, each message is in its queue, under one id.</summary>
    private static async Task LedgerIsEvenAsync(ProductionSite site, DirectiveCase directive, int reports)
    {
        var ours = string.Create(CultureInfo.InvariantCulture, $"(select id from assignments where directive_id = '{directive.Id}')");
        Assert.Equal(reports, await site.CountAsync($"select count(*) from reports where assignment_id in {ours}"));
        Assert.Equal(2 * reports, await site.CountAsync($"select count(*) from reviews where assignment_id in {ours}"));
        Assert.Equal(string.Empty, await site.SqlAsync(ToldTwice));

        var home = (await site.MessagesToAsync("SKHCN")).Where(m => m.DirectiveId == directive.Id).DistinctBy(m => m.MessageId).ToList();
        Assert.Equal(reports, home.Count(m => m.Type is "TaskAcknowledged"));
        Assert.Equal(reports, home.Count(m => m.Type is "ReportSubmitted"));
        var neighbour = (await site.MessagesToAsync("STC")).Where(m => m.DirectiveId == directive.Id).DistinctBy(m => m.MessageId).ToList();
        Assert.Equal(1, neighbour.Count(m => m.Type is "TaskAssigned"));
        Assert.Equal(2, neighbour.Count(m => m.Type is "ReportReviewed"));
        await site.DoctorIsContentAsync();
    }
}
