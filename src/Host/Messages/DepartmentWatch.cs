using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Host.Settings;

namespace DirectiveFlow.Host.Messages;

/// <summary>
/// Listens for the departments this host serves, and for those that join the organisation later. A broker that is away
/// holds nothing up: endpoints connect when it is back.
/// </summary>
internal sealed class DepartmentWatch(
    IUnitOfWorkFactory units, DepartmentEndpoints endpoints, HostSettings settings, ILogger<DepartmentWatch> logger) : BackgroundService
{
    private static readonly TimeSpan LookAround = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var department in settings.ServedDepartments ?? await ListAsync(stoppingToken))
                {
                    endpoints.Connect(department);
                }
            }
#pragma warning disable CA1031 // The loop outlives every failure of the database.
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                logger.LogError(exception, "The departments to listen for could not be listed; the next try is in {LookAround}", LookAround);
            }

            await Task.Delay(LookAround, TimeProvider.System, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        await using var unit = units.Open();
        var organization = unit.Services.GetRequiredService<IOrganization>();
        var all = await organization.ListUnitsAsync(cancellationToken);
        return [.. all.Where(u => u.Kind != UnitKind.External && u.DepartmentCode.Length > 0).Select(u => u.DepartmentCode).Distinct(StringComparer.Ordinal)];
    }
}
