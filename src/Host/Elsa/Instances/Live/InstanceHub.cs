using DirectiveFlow.Host.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace DirectiveFlow.Host.Elsa.Instances.Live;

/// <summary>
/// Elsa's hub for those who watch an instance: Studio asks for one by <c>ObserveInstanceAsync</c> and is told after each step of it.
/// Open to whoever may read instances, checked when the connection is made; it ends with its token.
/// </summary>
[Authorize(FlowPolicies.ElsaReader)]
internal sealed class InstanceHub(InstanceReader reader, InstanceWatch watch) : Hub
{
    public const string Folder = "/elsa/hubs";
    public const string Path = Folder + "/workflow-instance";
    private const int MostPerConnection = 16;

    /// <exception cref="HubException">There is no such instance, or the connection watches too many.</exception>
    [HubMethodName("ObserveInstanceAsync")]
    public async Task ObserveInstanceAsync(string instanceId)
    {
        if (await reader.FindAsync(instanceId, Context.ConnectionAborted) is not { } instance)
        {
            throw new HubException("There is no such workflow instance.");
        }

        if (!watch.TryAdd(Context.ConnectionId, instance, MostPerConnection))
        {
            throw new HubException("This connection watches too many workflow instances.");
        }

        await Groups.AddToGroupAsync(Context.ConnectionId, instanceId, Context.ConnectionAborted);
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        watch.Remove(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }
}

/// <summary>Registers and maps the hub.</summary>
internal static class InstanceHubServices
{
    private const int LargestMessage = 4096;

    public static void AddInstanceHub(this IServiceCollection services)
    {
        services.AddSingleton<InstanceWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<InstanceWatch>());
        services.AddSignalR().AddHubOptions<InstanceHub>(options => options.MaximumReceiveMessageSize = LargestMessage);
    }

    public static void MapInstanceHub(this IEndpointRouteBuilder routes) =>
        routes.MapHub<InstanceHub>(InstanceHub.Path, options => options.CloseOnAuthenticationExpiration = true);
}
