using System.Globalization;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Queries;
using DirectiveFlow.Engine.Messages;
using DirectiveFlow.Workflows.Demo;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Workflows.Tests.Cycle;

/// <summary>Everything a finished scenario left behind, without ids and times: two runs went the same way when their digests are equal.</summary>
internal static class CycleDigest
{
    public static async Task<string> OfAsync(CycleHost host, CycleScenario scenario, DemoOrganization demo, IEnumerable<OutboxMessage> delivered)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var queries = scope.ServiceProvider.GetRequiredService<IDirectiveQueries>();
        var lines = new List<string>();
        var directive = await queries.GetDirectiveAsync(Actor.System, scenario.DirectiveId, CancellationToken.None);
        Assert.NotNull(directive);
        lines.Add($"{directive.Code} {directive.State} v{directive.Version}");
        lines.Add(directive.ConsolidatedReport is { } report ? $"{report.Assigned}/{report.CompletedOnTime}/{report.CompletedLate}/{report.Cancelled}" : "no report");
        foreach (var part in new[] { "data", "help", "training" })
        {
            var detail = await queries.GetAssignmentAsync(Actor.System, scenario.AssignmentOf(part), CancellationToken.None);
            Assert.NotNull(detail);
            lines.Add(string.Create(CultureInfo.InvariantCulture,
                $"{part} {detail.Row.State} v{detail.Row.Version} round {detail.Row.Round}: {string.Join(',', detail.Timeline.Reverse().Select(e => e.Action))}"));
            lines.Add($"{part} reminders: {string.Join(',', detail.Reminders.Where(r => r.FiredAt is not null).Select(r => r.Rung).Order(StringComparer.Ordinal))}");
        }

        foreach (var account in demo.Accounts)
        {
            var seen = await queries.NotificationsAsync(account.Person.AsActor(), 200, unreadOnly: false, CancellationToken.None);
            lines.Add($"{account.UserName}: {string.Join(',', seen.Select(n => n.Kind).Order(StringComparer.Ordinal))}");
        }

        lines.Add("messages: " + string.Join(',', delivered.DistinctBy(m => m.Id).Select(m => $"{m.Type}>{m.Destination}").Order(StringComparer.Ordinal)));
        return string.Join('\n', lines);
    }
}
