using DirectiveFlow.Directives.Notifications;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.EngineTesting.Faults;
using DirectiveFlow.EngineTesting.Hosting;
using DirectiveFlow.Storage;
using DirectiveFlow.Workflows.Launching;
using DirectiveFlow.Workflows.Tests.Cycle;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace DirectiveFlow.Workflows.Tests.Drawn;

/// <summary>Activities that no shipped workflow uses; administrators draw them into flows of their own.</summary>
public sealed class DrawnActivitiesTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("drawn-");
    private readonly FakeTimeProvider _clock = new(CycleScenario.Start);
    private CycleHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        var database = new StorageOptions(StorageProvider.Sqlite, $"Data Source={Path.Combine(_folder.FullName, "flow.db")};Pooling=False");
        await CycleRun.PrepareAsync(database);
        _host = new CycleHost(database, _clock, seed: 5, new FaultInjector(), []);
    }

    [Fact]
    public async Task A_wait_of_working_days_passes_over_the_lunar_new_year_and_ends_at_the_same_time_of_day()
    {
        // Wednesday 04/02; the New Year days and weekends are 14 to 22/02, so the eighth working day is Monday 23/02.
        var id = await StartAsync("wait-days", Activity("WaitWorkingDays", Literal("days", "Int32", "8")));
        var end = CycleScenario.Start.AddDays(19);

        await _host.WalkToAsync(end.AddMinutes(-1));
        Assert.Equal("Suspended", await SubStatusAsync(id));
        await _host.WalkToAsync(end);
        await _host.DrainAsync();

        Assert.Equal("Finished", await SubStatusAsync(id));
    }

    [Fact]
    public async Task A_wait_until_a_day_goes_before_a_number_of_days_and_one_that_has_passed_ends_at_once()
    {
        var later = await StartAsync("wait-until", Activity("WaitWorkingDays", Literal("days", "Int32", "90"), Literal("until", "DateTimeOffset", "2026-02-05T09:30:00+07:00")));
        var passed = await StartAsync("wait-passed", Activity("WaitWorkingDays", Literal("until", "DateTimeOffset", "2026-01-05T09:30:00+07:00")));

        await _host.DrainAsync();
        Assert.Equal(("Suspended", "Finished"), (await SubStatusAsync(later), await SubStatusAsync(passed)));
        await _host.WalkToAsync(new DateTimeOffset(2026, 2, 5, 2, 30, 0, TimeSpan.Zero));
        await _host.DrainAsync();

        Assert.Equal("Finished", await SubStatusAsync(later));
    }

    [Fact]
    public async Task A_notice_reaches_who_holds_the_role_in_the_chosen_units_and_nobody_else()
    {
        var leader = CycleRun.Demo.Accounts.Single(account => account.UserName is "giamdoc").Person.AsActor();
        var directive = await _host.Commands.LaunchAsync("launch", new LaunchDirective(leader, "UBND TỈNH SÔNG LAM\nSố: 31/KH-UBND\nSông Lam, ngày 02 tháng 02 năm 2026\n\nKẾ HOẠCH\nNâng cao năng lực\n"), CancellationToken.None);

        var id = await StartAsync("notice", Activity(
            "NotifyUnits", Literal("directiveId", "Guid", directive.DirectiveId.ToString()),
            Units("STC", "SNV"),
            Literal("role", "String", Roles.LeadHead), Literal("message", "String", "Họp lúc 14 giờ")));

        Assert.Equal("Finished", await SubStatusAsync(id));
        Assert.Equal(["snv", "stc"], await NotifiedAsync(directive.DirectiveId));
    }

    [Fact]
    public async Task A_notice_to_a_unit_that_does_not_exist_is_an_incident_and_notifies_nobody()
    {
        var leader = CycleRun.Demo.Accounts.Single(account => account.UserName is "giamdoc").Person.AsActor();
        var directive = await _host.Commands.LaunchAsync("launch", new LaunchDirective(leader, "UBND TỈNH SÔNG LAM\nSố: 32/KH-UBND\nSông Lam, ngày 02 tháng 02 năm 2026\n\nKẾ HOẠCH\nNâng cao năng lực\n"), CancellationToken.None);

        var id = await StartAsync("no-unit", Activity(
            "NotifyUnits", Literal("directiveId", "Guid", directive.DirectiveId.ToString()),
            Units("STC", "KHONG-CO"), Literal("message", "String", "Họp")));

        Assert.Equal("Faulted", await SubStatusAsync(id));
        Assert.Empty(await NotifiedAsync(directive.DirectiveId));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task<string> StartAsync(string definitionId, string activity)
    {
        await _host.Services.GetRequiredService<WorkflowCatalog>().PublishAsync(
            $$$"""{"definitionId":"{{{definitionId}}}","version":1,"root":{"type":"Elsa.Sequence","id":"s","version":1,"activities":[{{{activity}}}]}}""");
        return (await _host.Services.GetRequiredService<WorkflowRuntime>().StartAsync(new StartWorkflow { DefinitionId = definitionId })).InstanceId!;
    }

    private static string Activity(string type, params string[] inputs) => $$"""{"type":"DirectiveFlow.{{type}}","id":"a","version":1,{{string.Join(',', inputs)}}}""";

    private static string Literal(string name, string type, string value) =>
        $$$"""
        "{{{name}}}":{"typeName":"{{{type}}}","expression":{"type":"Literal","value":"{{{value}}}"}}
        """;

    /// <summary>As Studio's check list writes them.</summary>
    private static string Units(params string[] codes) =>
        $$$"""
        "units":{"typeName":"List<String>","expression":{"type":"Object","value":"[{{{string.Join(',', codes.Select(code => $"\\\"{code}\\\""))}}}]"}}
        """;

    private async Task<string> SubStatusAsync(string id) => Assert.Single(
        await _host.Services.GetRequiredService<IInstanceStore>().ListAsync(new InstanceQuery { Ids = [id], Limit = 1 }, CancellationToken.None)).SubStatus;

    /// <summary>Who has the notice in the list, by sign-in name.</summary>
    private async Task<IReadOnlyList<string>> NotifiedAsync(Guid directiveId)
    {
        await using var unit = _host.Services.GetRequiredService<IUnitOfWorkFactory>().Open();
        var notifications = unit.Services.GetRequiredService<INotificationRepository>();
        var found = new List<string>();
        foreach (var account in CycleRun.Demo.Accounts)
        {
            var notices = (await notifications.UnreadOfAsync(account.Person.Id, CancellationToken.None))
                .Where(n => n.Kind is NotificationKinds.DirectiveNotice && n.DirectiveId == directiveId);
            found.AddRange(notices.Select(_ => account.UserName));
        }

        return [.. found.Order(StringComparer.Ordinal)];
    }
}
