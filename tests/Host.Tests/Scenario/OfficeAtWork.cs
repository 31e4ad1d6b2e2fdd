using System.Globalization;
using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace DirectiveFlow.Host.Tests.Scenario;

/// <summary>
/// An office on 4 February 2026 with one directive whose tasks wait for confirmation and one at work: an open task of the
/// planning division, and a confidential one of the digital division.
/// </summary>
public sealed class OfficeAtWork : IAsyncLifetime
{
    internal const string OpenPart = "1/SKHCN-KHTC";
    internal const string ConfidentialPart = "2/SKHCN-CDS";

    internal ScenarioHost Host { get; } = new() { Clock = new FakeTimeProvider(DirectiveStory.Start) };

    internal Staff Staff { get; private set; } = null!;

    internal DirectiveDesk Waiting { get; private set; } = null!;

    internal DirectiveDesk Working { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Staff = await Staff.HireAsync(Host, "vanthu", "giamdoc", "khtc", "cds", "thanhtra");
        Waiting = await DirectiveDesk.LaunchAsync(Staff, Texts.Own, "901/KH-UBND");
        Working = await DirectiveDesk.LaunchAsync(Staff, Texts.Own, "902/KH-UBND");
        var due = new DateOnly(2026, 3, 31);
        await Working.ConfirmAsync(new Decision(due, "SKHCN-KHTC"), new Decision(due, "SKHCN-CDS") { IsConfidential = true });
        await Host.SettleAsync();
        await Working.FindAssignmentsAsync();
        await Working.TakeOnAsync(OpenPart, "khtc");
        await Host.SettleAsync();
    }

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    /// <summary>Rows per table. Histories only grow, so equal counts mean that nothing was done.</summary>
    internal async Task<string> RowsAsync()
    {
        await using var context = await Host.Services.GetRequiredService<IDbContextFactory<FlowDbContext>>().CreateDbContextAsync();
        var tables = await context.Database
            .SqlQueryRaw<string>("select name as \"Value\" from sqlite_master where type = 'table' and name not like 'sqlite%'").ToListAsync();
        var rows = new List<string>();
        foreach (var table in tables.Order(StringComparer.Ordinal))
        {
            var count = await Host.CountAsync($"\"{table}\"");
            rows.Add(string.Create(CultureInfo.InvariantCulture, $"{table} {count}"));
        }

        return string.Join('\n', rows);
    }
}
