using DirectiveFlow.Host.Elsa.Instances.Live;
using DirectiveFlow.Host.Identity;

namespace DirectiveFlow.Host.Elsa.Instances;

/// <summary>The instance side of Elsa's API. Administrators and inspectors look, administrators act.</summary>
internal static class InstanceApi
{
    public static void AddElsaInstances(this IServiceCollection services)
    {
        services.AddInstanceHub();
        services
            .AddSingleton<InstanceReader>()
            .AddSingleton<InstancePages>()
            .AddSingleton<WorkflowStates>()
            .AddSingleton<WorkflowStarter>()
            .AddSingleton<BulkOperations>()
            .AddSingleton<Tickets>()
            .AddSingleton<ActivityTests>()
            .AddSingleton<InstanceFiles>();
    }

    /// <param name="elsa">The group under <c>/elsa/api</c>.</param>
    public static void MapElsaInstances(this IEndpointRouteBuilder elsa)
    {
        var read = elsa.MapGroup("").RequireAuthorization(FlowPolicies.ElsaReader);
        read.MapInstances();
        read.MapActivityExecutions();
        read.MapVariables();
        var act = elsa.MapGroup("").RequireAuthorization(FlowPolicies.ApiAdministrator);
        act.MapRuns();
        act.MapOperations();
        act.MapAlterations();
        act.MapStimuli();
        act.MapActivityTests();
        act.MapFiles();
        elsa.MapGroup("").RequireAuthorization(FlowPolicies.Api).MapTickets();
    }
}
