using DirectiveFlow.Host.Identity;

namespace DirectiveFlow.Host.Elsa.Descriptors;

/// <summary>What there is to design with: activities, expressions, types, strategies, features.</summary>
internal static class DescriptorApi
{
    public static void AddElsaDescriptors(this IServiceCollection services) => services.AddSingleton<LiveOptions>().AddSingleton<Toolbox>();

    /// <param name="elsa">The group under <c>/elsa/api</c>.</param>
    public static void MapElsaDescriptors(this IEndpointRouteBuilder elsa)
    {
        var read = elsa.MapGroup("").RequireAuthorization(FlowPolicies.ElsaReader);
        read.MapActivityDescriptors();
        read.MapChoices();
        read.MapScripts();
    }
}
