using DirectiveFlow.Activities.Directives;
using DirectiveFlow.TestServers;

namespace DirectiveFlow.Host.Tests.Scenario;

/// <summary>As in production: PostgreSQL, RabbitMQ, jobs on PostgreSQL.</summary>
public sealed class ProductionDirectiveLifeTests(PostgresServer postgres, RabbitMqServer rabbitMq) : DirectiveLifeTests
{
    private ProductionSite _site = null!;

    private protected override async Task PrepareAsync()
    {
        _site = await ProductionSite.CreateAsync(postgres, rabbitMq);
        _site.Equip(Host);
    }

    private protected override Task<long> WaitingForSuperiorAsync() => _site.WaitingAsync(ReportUp.Superior);
}
