namespace DirectiveFlow.Engine.Activities.Http;

/// <summary>Content types that the designer offers.</summary>
internal static class HttpContentTypes
{
    public static readonly string[] Options =
    [
        "", "application/json", "application/soap+xml", "application/x-www-form-urlencoded", "application/xml", "text/html", "text/json",
        "text/plain", "text/richtext", "text/xml",
    ];
}
