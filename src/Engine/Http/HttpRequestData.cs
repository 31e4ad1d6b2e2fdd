using System.Text.Json;
using DirectiveFlow.Engine.Activities.Http;

namespace DirectiveFlow.Engine.Http;

/// <summary>Why a request was not taken as it is.</summary>
public enum HttpRequestViolation
{
    None,
    RequestTooLarge,
    FileTooLarge,
    InvalidFileExtension,
    InvalidFileMimeType,
}

/// <summary>A received request as a workflow sees it. Credentials (Authorization, Cookie) are taken out before.</summary>
public sealed record HttpRequestData(
    string Method, string Path, IReadOnlyDictionary<string, string> RouteData, IReadOnlyDictionary<string, JsonElement> QueryStringData,
    IReadOnlyDictionary<string, JsonElement> Headers, JsonElement ParsedContent, IReadOnlyList<HttpFile> Files,
    HttpRequestViolation Violation = HttpRequestViolation.None);

/// <summary>What an endpoint asks of requests; kept with its trigger or bookmark.</summary>
/// <param name="Path">The template.</param>
/// <param name="Authorize">Only signed-in callers.</param>
/// <param name="Policy">Name of an authorization policy of the host.</param>
/// <param name="RequestSizeLimit">Bytes; null: the host's limit alone.</param>
public sealed record HttpEndpointRules(
    string Path, string Method, bool Authorize, string? Policy, TimeSpan? RequestTimeout, long? RequestSizeLimit, long? FileSizeLimit,
    IReadOnlyList<string> AllowedFileExtensions, IReadOnlyList<string> BlockedFileExtensions, IReadOnlyList<string> AllowedMimeTypes,
    IReadOnlyList<HttpRequestViolation> Exposed);
