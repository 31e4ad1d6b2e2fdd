using System.Data.Common;
using System.Globalization;
using DirectiveFlow.Directives.Labels;
using DirectiveFlow.Directives.Reading;
using DirectiveFlow.Directives.Rules;
using DirectiveFlow.Engine.Persistence;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace DirectiveFlow.Host.Problems;

/// <summary>Turns what the layers below throw into the answer its caller can act on. What nobody expected is logged and says nothing more.</summary>
internal sealed class FlowExceptionHandler(ILogger<FlowExceptionHandler> logger) : IExceptionHandler
{
    /// <summary>Refusals that are about who asks, not about what is asked.</summary>
    private static readonly HashSet<string> Rights = new(StringComparer.Ordinal)
    {
        "directive.role.not-allowed", "assignment.role.not-allowed", "assignment.unit.not-yours", "assignment.update.not-officer",
    };

    /// <summary>What the address names is not there, or not for this reader; an unknown unit in a form is a rule broken instead.</summary>
    private static readonly HashSet<string> Unknown = new(StringComparer.Ordinal) { "directive.unknown", "assignment.unknown" };

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!ProblemServices.IsForPrograms(httpContext.Request.Path))
        {
            logger.LogError(exception, "Page {Path} failed", httpContext.Request.Path);
            return false;
        }

        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        var problem = Describe(httpContext, exception);
        if (problem.Status == StatusCodes.Status500InternalServerError)
        {
            logger.LogError(exception, "{Method} {Path} failed", httpContext.Request.Method, httpContext.Request.Path);
        }

        await Problem.WriteAsync(httpContext, problem);
        return true;
    }

    private static ProblemDetails Describe(HttpContext context, Exception exception) => exception switch
    {
        RuleViolationException rule => Rule(context, rule),
        StaleVersionException stale => Stale(context, stale),
        UnreadableTextException text => Text(context, text),
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Problem.Describe(
            context, ProblemKind.TooLarge, "Nội dung gửi lên vượt quá giới hạn.", "The content exceeds the limit."),
        BadHttpRequestException bad => Bad(context, bad),
        StaleStateException => Busy(
            context, 1, "Nhiều người cùng thao tác một lúc; xin thử lại.", "Many acted on the same thing at once; try again."),
        _ when IsDatabaseAway(exception) => Busy(
            context, 5, "Cơ sở dữ liệu chưa trả lời; xin thử lại sau giây lát.", "The database does not answer; try again shortly."),
        _ => Problem.Describe(
            context, ProblemKind.Broken, "Đã có lỗi ngoài dự kiến; lỗi đã được ghi lại.", "Something unexpected happened; it was logged."),
    };

    /// <summary>As it is thrown, or inside what EF Core makes of a connection that broke or was refused.</summary>
    private static bool IsDatabaseAway(Exception exception)
    {
        var cause = exception;
        while (cause is not null and not DbException { IsTransient: true })
        {
            cause = cause.InnerException;
        }

        return exception is DbException or TimeoutException || cause is not null;
    }

    private static ProblemDetails Rule(HttpContext context, RuleViolationException rule)
    {
        var kind = Rights.Contains(rule.Code) ? ProblemKind.Forbidden
            : Unknown.Contains(rule.Code) ? ProblemKind.NotFound
            : ProblemKind.RuleViolated;
        var details = Problem.Describe(context, kind with { Code = rule.Code }, rule.Vietnamese, rule.English);
        details.Extensions["rule"] = rule.Rule;
        if (rule.Field is not null)
        {
            details.Extensions["field"] = rule.Field;
        }

        return details;
    }

    private static ProblemDetails Stale(HttpContext context, StaleVersionException stale)
    {
        var details = Problem.Describe(
            context,
            ProblemKind.StaleVersion,
            string.Create(CultureInfo.InvariantCulture, $"{stale.Last.ActorName} đã thao tác “{ActionLabels.Of(stale.Last.Action).Vi}” trước; nay là phiên bản {stale.CurrentVersion}, bạn đang dựa trên phiên bản {stale.ExpectedVersion}."),
            string.Create(CultureInfo.InvariantCulture, $"{stale.Last.ActorName} did “{ActionLabels.Of(stale.Last.Action).En}” first; it is version {stale.CurrentVersion} now, you decided on version {stale.ExpectedVersion}."));
        details.Extensions["expectedVersion"] = stale.ExpectedVersion;
        details.Extensions["currentVersion"] = stale.CurrentVersion;
        details.Extensions["currentState"] = stale.CurrentState;
        details.Extensions["lastChange"] = stale.Last;
        return details;
    }

    private static ProblemDetails Text(HttpContext context, UnreadableTextException text)
    {
        var kind = text.Code is "text.too-long" or "file.too-large" ? ProblemKind.TooLarge : ProblemKind.UnreadableText;
        return Problem.Describe(context, kind with { Code = text.Code }, text.Vietnamese, text.English);
    }

    private static ProblemDetails Bad(HttpContext context, BadHttpRequestException bad)
    {
        // The inner JSON error names the path and line, never the content.
        var reason = bad.InnerException?.Message ?? bad.Message;
        var inside = reason.IndexOf(" contained in type", StringComparison.Ordinal);
        reason = inside < 0 ? reason : reason[..inside] + ".";
        var kind = bad.StatusCode == StatusCodes.Status400BadRequest ? ProblemKind.Malformed : ProblemKind.OfStatus(bad.StatusCode);
        return Problem.Describe(context, kind, $"Không đọc được yêu cầu: {reason}", $"The request cannot be read: {reason}");
    }

    private static ProblemDetails Busy(HttpContext context, int seconds, string vietnamese, string english)
    {
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return Problem.Describe(context, ProblemKind.Busy, vietnamese, english);
    }
}
