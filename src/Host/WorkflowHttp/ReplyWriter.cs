using System.Text;
using DirectiveFlow.Engine.Http;

namespace DirectiveFlow.Host.WorkflowHttp;

/// <summary>Writes what a workflow answers.</summary>
internal static class ReplyWriter
{
    /// <summary>Headers that belong to the connection, to this host's protection, or to sessions: a definition may not set them.</summary>
    private static readonly HashSet<string> Kept = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Content-Length", "Content-Security-Policy", "Keep-Alive", "Proxy-Authenticate", "Set-Cookie", "Strict-Transport-Security",
        "Trailer", "Transfer-Encoding", "Upgrade", "X-Content-Type-Options", "X-Frame-Options",
    };

    public static async Task WriteAsync(HttpContext context, HttpReply reply)
    {
        context.Response.StatusCode = reply.StatusCode;
        foreach (var (name, values) in reply.Headers)
        {
            if (!Kept.Contains(name) && values.All(v => !v.AsSpan().ContainsAny('\r', '\n', '\0')))
            {
                context.Response.Headers[name] = values;
            }
        }

        if (reply.Body is not { } body || reply.StatusCode is 204 or 304)
        {
            return;
        }

        context.Response.ContentType = reply.ContentType;
        var bytes = reply.IsBase64 ? Convert.FromBase64String(body) : Encoding.UTF8.GetBytes(body);
        context.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
        }
    }
}
