using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DirectiveFlow.Host.Elsa;

/// <summary>An answer that was put together as JSON. Definitions lie deeper than the serializer's usual limit.</summary>
internal sealed class JsonAnswer(JsonNode body, int status = StatusCodes.Status200OK) : IResult
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 1_000 };

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        httpContext.Response.ContentType = "application/json";
        var bytes = Bytes(body);
        httpContext.Response.ContentLength = bytes.Length;
        return httpContext.Response.Body.WriteAsync(bytes, httpContext.RequestAborted).AsTask();
    }

    /// <summary>The JSON as text; Vietnamese is written plainly.</summary>
    public static ReadOnlyMemory<byte> Bytes(JsonNode body)
    {
        var buffer = new ArrayBufferWriter<byte>(4_096);
        using (var writer = new Utf8JsonWriter(buffer, s_options))
        {
            body.WriteTo(writer);
        }

        return buffer.WrittenMemory;
    }
}
