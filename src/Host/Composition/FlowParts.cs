using DirectiveFlow.Engine.Catalog;
using DirectiveFlow.Engine.Http;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Host.Identity;
using DirectiveFlow.Host.Settings;
using DirectiveFlow.Host.WorkflowHttp;
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
            Keep(options, settings.Retention);
        });
        services.AddSingleton<ISecretSeal, HeaderSeal>();
        services.AddWeb();
        services.AddSingleton<ReadActor>(_ => user => user.Identity?.IsAuthenticated == true ? user.ToActor() : null);
    }

    private static void Keep(EngineOptions options, RetentionSettings retention)
    {
        options.KeepFinishedFor = retention.Finished;
        Keep(RecordKinds.AlterationJobs, retention.Finished);
        Keep(RecordKinds.Commands, retention.Ids);
        Keep(RecordKinds.ReceivedMessages, retention.Ids);
        Keep(RecordKinds.ReadNotifications, retention.Notifications);

        void Keep(string records, TimeSpan? age)
        {
            if (age is { } limited)
            {
                options.KeepRecordsFor[records] = limited;
            }
        }
    }

    public static void MapParts(this IEndpointRouteBuilder routes) => routes.MapWeb(FlowPolicies.Page);

    /// <summary>Publishes the shipped definitions that are not published yet.</summary>
    public static Task PublishShippedAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        ShippedWorkflows.PublishAsync(services.GetRequiredService<WorkflowCatalog>(), cancellationToken);
}
