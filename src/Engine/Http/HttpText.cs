using System.Text;
using System.Text.Json;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Http;

/// <summary>Bodies of requests and responses as values.</summary>
public static class HttpText
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text, null when the content is not text.</summary>
    public static string? Decode(byte[] content, string? mediaType, string? charset)
    {
        if (content.Length == 0)
        {
            return "";
        }

        if (!IsText(mediaType))
        {
            return null;
        }

        try
        {
            var encoding = string.IsNullOrEmpty(charset) ? s_strict : Encoding.GetEncoding(charset.Trim('"'));
            var text = encoding.GetString(content);
            return text.StartsWith('\uFEFF') ? text[1..] : text;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>JSON as what it says, other text as text, nothing as null.</summary>
    public static JsonElement Parse(string? content, string? contentType)
    {
        if (string.IsNullOrEmpty(content))
        {
            return JsonValues.Null;
        }

        return contentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true ? JsonValues.ParseOrText(content) : JsonValues.From(content);
    }

    private static bool IsText(string? mediaType) =>
        mediaType is null || mediaType.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
        || mediaType.Contains("json", StringComparison.OrdinalIgnoreCase) || mediaType.Contains("xml", StringComparison.OrdinalIgnoreCase)
        || mediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
        || mediaType.Contains("javascript", StringComparison.OrdinalIgnoreCase);
}
