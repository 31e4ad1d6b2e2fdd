using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Host.Identity;

namespace DirectiveFlow.Host.Api;

/// <param name="ValidTo">The last day it existed.</param>
internal sealed record UnitResource(
    Guid Id, string Code, string DepartmentCode, string Name, string ShortName, UnitKind Kind, Guid? ParentId,
    DateOnly? ValidFrom, DateOnly? ValidTo);

/// <summary>The units that tasks can be assigned to.</summary>
internal static class OrganizationEndpoints
{
    public static void MapOrganization(this IEndpointRouteBuilder api) =>
        api.MapGet("/units", ListAsync).WithTags("Organization").WithName("listUnits").Produces<IReadOnlyList<UnitResource>>()
            .RequireAuthorization(FlowPolicies.Api);

    private static async Task<IReadOnlyList<UnitResource>> ListAsync(IOrganization organization, CancellationToken cancellationToken) =>
    [
        .. (await organization.ListUnitsAsync(cancellationToken)).Select(unit => new UnitResource(
            unit.Id, unit.Code, unit.DepartmentCode, unit.Name, unit.ShortName, unit.Kind, unit.ParentId, unit.ValidFrom, unit.ValidTo)),
    ];
}
