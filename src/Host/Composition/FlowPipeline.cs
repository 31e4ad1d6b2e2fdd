using DirectiveFlow.Host.Api;
using DirectiveFlow.Host.Elsa;
using DirectiveFlow.Host.Identity;
using DirectiveFlow.Host.Operations;
using DirectiveFlow.Host.Problems;
using DirectiveFlow.Host.Settings;
using DirectiveFlow.Host.WorkflowHttp;
using DirectiveFlow.Studio.Hosting;
using DirectiveFlow.Web;
using Hangfire;

namespace DirectiveFlow.Host.Composition;

/// <summary>What happens to a request, in order.</summary>
internal static class FlowPipeline
{
    public static void UseFlow(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseWebStatusPages();
        app.UseFlowProblems();
        app.UseRouting();
        app.UseNotFoundForPrograms();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();

        app.MapFlowHealth();
        app.MapSession();
        app.MapFlowApi();
        app.MapElsaApi();
        app.MapHangfireDashboardWithAuthorizationPolicy(
            FlowPolicies.PageAdministrator, "/ops/jobs", new DashboardOptions { DashboardTitle = "DirectiveFlow", AppPath = "/" });
        app.MapStudio(StudioAccess.Door(app.Services.GetRequiredService<TokenIssuer>()));
        app.MapWorkflowHttp(app.Services.GetRequiredService<HostSettings>());
        app.MapParts();
    }
}
