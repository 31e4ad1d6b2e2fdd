using System.Text.Json;

namespace DirectiveFlow.Engine.Http;

/// <summary>A request that a workflow sends to another system.</summary>
/// <param name="Headers">May hold secrets: kept only in the due work of the call, sealed (<see cref="ISecretSeal"/>), which goes with its end; never in journal or log.</param>
/// <param name="Body">Text as it is sent; binary content as base64 when <paramref name="IsBase64"/>.</param>
public sealed record HttpCall(string Method, string Url, IReadOnlyDictionary<string, string[]> Headers, string? Body, string? ContentType, bool IsBase64 = false);

/// <summary>How a call ended.</summary>
public enum HttpCallOutcome
{
    /// <summary>There is a response, whatever its status.</summary>
    Answered,

    /// <summary>No response: the name is unknown, nobody listens, the address is not allowed, the answer is too large or broken.</summary>
    Failed,

    TimedOut,
}

/// <summary>The end of a call, as its activity is resumed with.</summary>
/// <param name="Content">The body: text, or base64 when <paramref name="IsBase64"/>.</param>
/// <param name="Error">Why there is no response; names no secret.</param>
public sealed record HttpCallResult(
    HttpCallOutcome Outcome, int StatusCode, string? ReasonPhrase, IReadOnlyDictionary<string, string[]> Headers, string? ContentType, string? Content,
    bool IsBase64, string? Error)
{
    public static HttpCallResult Without(HttpCallOutcome outcome, string error) =>
        new(outcome, 0, null, new Dictionary<string, string[]>(StringComparer.Ordinal), null, null, false, error);

    /// <summary>Worth another attempt: no response, or one that says "later".</summary>
    public bool IsTransient => Outcome != HttpCallOutcome.Answered || StatusCode is 408 or 429 or 500 or 502 or 503 or 504;
}

/// <summary>Limits of calls to other systems; part of <see cref="Runtime.EngineOptions"/>.</summary>
public sealed class HttpCallOptions
{
    /// <summary>
    /// Names and addresses that may be called although they are in private, loopback or link-local networks: host names, addresses, or
    /// networks such as <c>10.1.0.0/16</c>. Empty: none.
    /// </summary>
    public ISet<string> AllowedPrivate { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Longest time of one attempt with all its redirects. Below the lease of due work, so that no other host repeats a running call.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>A longer response is a failure. Default 4 MB, counted after decompression.</summary>
    public int MaxResponseBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>A longer request is an incident of its activity. Default 1 MB.</summary>
    public int MaxRequestBytes { get; set; } = 1024 * 1024;

    /// <summary>Calls of one host at the same time; more wait in their due work.</summary>
    public int MaxConcurrent { get; set; } = 16;

    public int MaxRedirects { get; set; } = 5;

    /// <summary>
    /// True: a call does not hold up the other due work of its drain; if the host dies meanwhile another one repeats it when the lease
    /// of its row ends. False: the drain waits for it.
    /// </summary>
    public bool InBackground { get; set; }
}
