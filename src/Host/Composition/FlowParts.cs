using DirectiveFlow.Engine.Catalog;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Host.Identity;
using DirectiveFlow.Host.Settings;
using DirectiveFlow.Web;
using DirectiveFlow.Web.Session;
using DirectiveFlow.Workflows;
using DirectiveFlow.Workflows.Shipped;

namespace DirectiveFlow.Host.Composition;

/// <summary>The engine, the workflows and the pages.</summary>
internal static class FlowParts
{
    public static void AddFlow(this IServiceCollection services, HostSettings settings)
    {
        services.AddWorkflows(options =>
        {
            options.Http.AllowedPrivate.UnionWith(settings.AllowedPrivate);
            options.Http.InBackground = true;
        });
        services.AddWeb();
        services.AddSingleton<ReadActor>(_ => user => user.Identity?.IsAuthenticated == true ? user.ToActor() : null);
    }

    public static void MapParts(this IEndpointRouteBuilder routes) => routes.MapWeb(FlowPolicies.Page);

    /// <summary>Publishes the shipped definitions that are not published yet.</summary>
    public static Task PublishShippedAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        ShippedWorkflows.PublishAsync(services.GetRequiredService<WorkflowCatalog>(), cancellationToken);
}
