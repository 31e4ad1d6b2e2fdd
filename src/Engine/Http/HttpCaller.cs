using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using DirectiveFlow.Engine.Runtime;

namespace DirectiveFlow.Engine.Http;

/// <summary>
/// Makes calls to other systems: no proxy, no cookies, only checked addresses, redirects followed by hand and checked like first
/// requests, everything bounded in time and size. Never throws for what the other side does.
/// </summary>
public sealed class HttpCaller : IDisposable
{
    /// <summary>Sent with every call; the same for all attempts of one call.</summary>
    public const string IdempotencyHeader = "Idempotency-Key";

    private readonly HttpCallOptions _options;
    private readonly AddressGuard _guard;
    private readonly HttpMessageInvoker _client;
    private readonly TimeProvider _time;

    public HttpCaller(EngineOptions options, TimeProvider time)
    {
        _options = options.Http;
        _time = time;
        _guard = new AddressGuard(_options.AllowedPrivate);
        _client = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate | DecompressionMethods.Brotli,
            ConnectCallback = ConnectAsync,
            MaxResponseHeadersLength = 64,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            UseCookies = false,
            UseProxy = false,
        });
    }

    /// <param name="idempotencyKey">Stable for all attempts, so that the other side can tell a repetition.</param>
    public async Task<HttpCallResult> SendAsync(HttpCall call, string idempotencyKey, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(_options.Timeout, _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await FollowAsync(call, idempotencyKey, both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return HttpCallResult.Without(HttpCallOutcome.TimedOut, $"No complete response within {_options.Timeout}.");
        }
        catch (Exception error) when (error is HttpRequestException or IOException or SocketException or InvalidDataException or UriFormatException or FormatException)
        {
            return HttpCallResult.Without(HttpCallOutcome.Failed, error.GetBaseException().Message);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<HttpCallResult> FollowAsync(HttpCall call, string idempotencyKey, CancellationToken cancellationToken)
    {
        var url = Absolute(new Uri(call.Url, UriKind.Absolute));
        var (method, body, secrets) = (new HttpMethod(call.Method), call.Body, true);
        for (var hop = 0; ; hop++)
        {
            using var request = Request(call, method, url, body, idempotencyKey, secrets);
            using var response = await _client.SendAsync(request, cancellationToken);
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308) || response.Headers.Location is not { } location)
            {
                return await ReadAsync(response, cancellationToken);
            }

            if (hop >= _options.MaxRedirects)
            {
                throw new HttpRequestException($"More than {_options.MaxRedirects} redirects.");
            }

            var next = Absolute(new Uri(url, location));
            if (string.Equals(url.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal) && !string.Equals(next.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal))
            {
                throw new HttpRequestException("The redirect leads from an encrypted to an open connection.");
            }

            // What was meant for one origin is not told to another.
            secrets &= Uri.Compare(url, next, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;
            if ((int)response.StatusCode is 303 || ((int)response.StatusCode is 301 or 302 && method == HttpMethod.Post))
            {
                (method, body) = (HttpMethod.Get, null);
            }

            url = next;
        }
    }

    private static Uri Absolute(Uri url) =>
        (string.Equals(url.Scheme, Uri.UriSchemeHttp, StringComparison.Ordinal) || string.Equals(url.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal))
        && url.UserInfo.Length == 0
            ? url : throw new HttpRequestException("Only http and https addresses without user information are called.");

    private static HttpRequestMessage Request(HttpCall call, HttpMethod method, Uri url, string? body, string idempotencyKey, bool secrets)
    {
        var request = new HttpRequestMessage(method, url);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(call.IsBase64 ? Convert.FromBase64String(body) : Encoding.UTF8.GetBytes(body));
            if (!string.IsNullOrEmpty(call.ContentType))
            {
                request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(call.ContentType);
            }
        }

        if (secrets)
        {
            foreach (var (name, values) in call.Headers)
            {
                if (!request.Headers.TryAddWithoutValidation(name, values))
                {
                    request.Content?.Headers.TryAddWithoutValidation(name, values);
                }
            }
        }

        if (!request.Headers.Contains(IdempotencyHeader))
        {
            request.Headers.Add(IdempotencyHeader, idempotencyKey);
        }

        // The address decides where the connection goes; a header of its own may not say otherwise.
        request.Headers.Host = null;
        return request;
    }

    private async Task<HttpCallResult> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > _options.MaxResponseBytes)
        {
            throw TooLarge();
        }

        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        for (int read; (read = await stream.ReadAsync(chunk, cancellationToken)) > 0;)
        {
            if (buffer.Length + read > _options.MaxResponseBytes)
            {
                throw TooLarge();
            }

            buffer.Write(chunk, 0, read);
        }

        var headers = response.Headers.Concat(response.Content.Headers)
            .GroupBy(h => h.Key, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(g => g.Key, g => g.SelectMany(h => h.Value).ToArray(), StringComparer.OrdinalIgnoreCase);
        var type = response.Content.Headers.ContentType;
        var text = HttpText.Decode(buffer.ToArray(), type?.MediaType, type?.CharSet);
        return new HttpCallResult(
            HttpCallOutcome.Answered, (int)response.StatusCode, response.ReasonPhrase, headers, type?.ToString(),
            text ?? Convert.ToBase64String(buffer.ToArray()), text is null, null);
    }

    private HttpRequestException TooLarge() => new($"The response is longer than {_options.MaxResponseBytes} bytes.");

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellationToken);
        var allowed = Array.FindAll(addresses, a => _guard.Allows(host, a));
        if (allowed.Length == 0)
        {
            throw new HttpRequestException($"'{host}' is not an address of the public network, and it is not among the allowed ones.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
