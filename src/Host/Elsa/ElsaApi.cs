using DirectiveFlow.Host.Elsa.Accounts;
using DirectiveFlow.Host.Elsa.Definitions;
using DirectiveFlow.Host.Elsa.Descriptors;
using DirectiveFlow.Host.Elsa.Instances;
using DirectiveFlow.Host.Elsa.Instances.Live;

namespace DirectiveFlow.Host.Elsa;

/// <summary>Elsa's REST API under <c>/elsa/api</c>, as Studio and Elsa's clients call it.</summary>
internal static class ElsaApi
{
    public static void AddElsaApi(this IServiceCollection services)
    {
        services.AddElsaDefinitions();
        services.AddElsaDescriptors();
        services.AddElsaInstances();
    }

    public static void MapElsaApi(this IEndpointRouteBuilder routes)
    {
        var elsa = routes.MapGroup("/elsa/api").DisableAntiforgery().ExcludeFromDescription();
        elsa.MapElsaDefinitions();
        elsa.MapElsaDescriptors();
        elsa.MapElsaAccounts();
        elsa.MapElsaInstances();
        routes.MapInstanceHub();
    }
}
