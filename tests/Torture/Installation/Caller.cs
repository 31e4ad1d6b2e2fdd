using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace DirectiveFlow.Torture.Installation;

/// <summary>An answer of the API: status and JSON body.</summary>
internal sealed record Answer(HttpStatusCode Status, JsonNode? Body)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    public override string ToString() => $"{(int)Status} {Body?.ToJsonString()}";
}

/// <summary>
/// A person at the API. Speaks to any host of the site; a request that finds no living host, or one too busy, is sent again with
/// the same idempotency key until one answers, as a careful client does.
/// </summary>
internal sealed class Caller : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(20) };
    private readonly string _userName;
    private readonly string _password;

    public Caller(string userName, string password) => (_userName, _password) = (userName, password);

    public async Task SignInAsync(Uri host)
    {
        using var response = await _http.PostAsJsonAsync(
            new Uri(host, "/api/auth/token"), new JsonObject { ["userName"] = _userName, ["password"] = _password });
        var body = await response.Content.ReadFromJsonAsync<JsonNode>();
        Assert.True(response.IsSuccessStatusCode, $"{_userName}: {body?.ToJsonString()}");
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string?)body!["accessToken"]);
    }

    public async Task<JsonNode> GetAsync(Uri host, string path)
    {
        var answer = await SendAsync(host, HttpMethod.Get, path, null, null);
        Assert.True(answer.IsSuccess, $"GET {path}: {answer}");
        return answer.Body!;
    }

    /// <summary>One try.</summary>
    /// <exception cref="HttpRequestException">The host is not there, or went away before it answered.</exception>
    public async Task<Answer> SendAsync(Uri host, HttpMethod method, string path, JsonNode? body, string? commandId)
    {
        using var request = new HttpRequestMessage(method, new Uri(host, path));
        if (body is not null)
        {
            request.Content = JsonContent.Create(body);
        }

        if (commandId is not null)
        {
            request.Headers.Add("Idempotency-Key", commandId);
        }

        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new Answer(response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    /// <summary>Sends a command until a host answers for good, taking turns among <paramref name="hosts"/>.</summary>
    public async Task<Answer> CommandAsync(IReadOnlyList<Uri> hosts, string path, JsonNode body, string commandId)
    {
        var turn = 0;
        return await Eventually.SeeAsync(
            $"An answer to {path}",
            async () =>
            {
                try
                {
                    return await SendAsync(hosts[turn++ % hosts.Count], HttpMethod.Post, path, body.DeepClone(), commandId);
                }
                catch (HttpRequestException)
                {
                    return new Answer(HttpStatusCode.ServiceUnavailable, null);
                }
            },
            answer => answer.Status is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests));
    }

    public void Dispose() => _http.Dispose();
}
