using DirectiveFlow.Host.Identity;

namespace DirectiveFlow.Host.Elsa.Definitions;

/// <summary>The definition side of Elsa's API. Administrators and inspectors look, administrators change.</summary>
internal static class DefinitionApi
{
    public static void AddElsaDefinitions(this IServiceCollection services) => services
        .AddSingleton<DateInputs>()
        .AddSingleton<EditedText>()
        .AddSingleton<ConsumerUpdate>()
        .AddHostedService<FirstExpressions>();

    /// <param name="elsa">The group under <c>/elsa/api</c>.</param>
    public static void MapElsaDefinitions(this IEndpointRouteBuilder elsa)
    {
        var read = elsa.MapGroup("").RequireAuthorization(FlowPolicies.ElsaReader);
        read.MapReading();
        read.MapGraphs();
        read.MapExports();
        var act = elsa.MapGroup("").RequireAuthorization(FlowPolicies.ApiAdministrator);
        act.MapSaving();
        act.MapActs();
        act.MapImports();
    }
}
