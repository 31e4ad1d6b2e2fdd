using DirectiveFlow.Engine.Http;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Host.Identity;
using DirectiveFlow.Host.Problems;
using DirectiveFlow.Host.Settings;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace DirectiveFlow.Host.WorkflowHttp;

/// <summary>
/// Requests for workflows: everything below <c>/workflows/</c>. Closed to the world: without a token only where a definition says that it
/// needs none and the setting <c>Http:AllowAnonymous</c> says that definitions may.
/// </summary>
internal static class WorkflowHttpEndpoint
{
    private const string InstanceHeader = "x-elsa-workflow-instance-id";

    public static void MapWorkflowHttp(this IEndpointRouteBuilder routes, HostSettings settings)
    {
        var endpoint = routes.Map("/workflows/{**path}", HandleAsync).DisableAntiforgery().ExcludeFromDescription();
        if (settings.AllowAnonymousHttp)
        {
            endpoint.AllowAnonymous();
        }
        else
        {
            endpoint.RequireAuthorization(FlowPolicies.Api);
        }
    }

    private static async Task<IResult> HandleAsync(HttpContext context, string? path, HttpEndpoints endpoints, CancellationToken cancellationToken)
    {
        var (instanceId, correlationId) = (Query(context, "workflowInstanceId"), Query(context, "correlationId"));
        HttpEndpointMatch? match;
        try
        {
            match = await endpoints.FindAsync(context.Request.Method, path ?? "", instanceId, correlationId, cancellationToken);
        }
        catch (AmbiguousRequestException error)
        {
            return Problem.Of(context, ProblemKind.AmbiguousWorkflow, "Có nhiều luồng cùng chờ yêu cầu này; hãy ghi rõ correlationId hoặc workflowInstanceId.", error.Message);
        }

        if (match is null)
        {
            return Problem.NotFound(context);
        }

        if (await RefuseAsync(context, match.Rules) is { } refusal)
        {
            return refusal;
        }

        var (request, problem) = await RequestReader.ReadAsync(context, path ?? "", match, cancellationToken);
        return request is null
            ? Problem.Of(context, problem!, "Yêu cầu không theo điều kiện của điểm nhận.", "The request is not what this endpoint takes.")
            : await AnswerAsync(context, await endpoints.DeliverAsync(match, request, correlationId, CommandId(context), cancellationToken));
    }

    /// <summary>The token first, then the policy that the definition names; one that the host does not have opens nothing.</summary>
    private static async Task<IResult?> RefuseAsync(HttpContext context, HttpEndpointRules rules)
    {
        if (!rules.Authorize && string.IsNullOrEmpty(rules.Policy))
        {
            return null;
        }

        var policies = context.RequestServices.GetRequiredService<IAuthorizationPolicyProvider>();
        var evaluator = context.RequestServices.GetRequiredService<IPolicyEvaluator>();
        var signedIn = (await policies.GetPolicyAsync(FlowPolicies.Api))!;
        var result = await evaluator.AuthorizeAsync(signedIn, await evaluator.AuthenticateAsync(signedIn, context), context, context);
        if (!result.Succeeded)
        {
            return Problem.Of(context, ProblemKind.SignInNeeded, "Điểm nhận này cần đăng nhập.", "This endpoint needs a token.");
        }

        if (string.IsNullOrEmpty(rules.Policy))
        {
            return null;
        }

        var named = await policies.GetPolicyAsync(rules.Policy);
        var isAllowed = named is not null
            && (await context.RequestServices.GetRequiredService<IAuthorizationService>().AuthorizeAsync(context.User, context, named)).Succeeded;
        return isAllowed ? null : Problem.Of(context, ProblemKind.Forbidden, "Bạn không được gọi điểm nhận này.", "You may not call this endpoint.");
    }

    private static async Task<IResult> AnswerAsync(HttpContext context, StepResult result)
    {
        if (result.InstanceId is { } id)
        {
            context.Response.Headers[InstanceHeader] = id;
        }

        if (result.Reply is { } reply)
        {
            await ReplyWriter.WriteAsync(context, reply);
            return Results.Empty;
        }

        return result.Kind switch
        {
            StepKind.NoMatch => Problem.NotFound(context),
            StepKind.CannotStart => Problem.Of(context, ProblemKind.AmbiguousWorkflow, "Luồng này đang chạy rồi.", "This workflow runs already."),
            _ when result.SubStatus is "Faulted" => Problem.Of(context, ProblemKind.Broken, "Luồng gặp sự cố; người quản trị đã được báo.", "The workflow has an incident; it is shown to the administrators."),
            _ when result.SubStatus is "Suspended" => Results.Accepted(),
            _ => Results.Ok(),
        };
    }

    /// <summary>A caller's key counts within the caller's own space.</summary>
    private static string? CommandId(HttpContext context)
    {
        var key = context.Request.Headers[HttpCaller.IdempotencyHeader].ToString();
        return key.Length is 0 or > 100 ? null
            : $"http/{context.User.FindFirst(FlowClaims.Subject)?.Value}/{context.Request.Method}{context.Request.Path}/{key}";
    }

    private static string? Query(HttpContext context, string name) => context.Request.Query[name].ToString() is { Length: > 0 } value ? value : null;
}
