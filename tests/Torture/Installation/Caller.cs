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
    private int _turn;

    public Caller(string userName, string password) => (_userName, _password) = (userName, password);

    public async Task SignInAsync(Uri host)
    {
        using var response = await _http.PostAsJsonAsync(
            new Uri(host, "/api/auth/token"), new JsonObject { ["userName"] = _userName, ["password"] = _password });
        var body = await response.Content.ReadFromJsonAsync<JsonNode>();
        Assert.True(response.IsSuccessStatusCode, $"{_userName}: {body?.ToJsonString()}");
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string?)body!["accessToken"]);
    }

    /// <summary>Reads from whichever host answers.</summary>
    public async Task<JsonNode> GetAsync(IReadOnlyList<Uri> hosts, string path)
    {
        var answer = await PersistAsync(hosts, HttpMethod.Get, path, null, null);
        Assert.True(answer.IsSuccess, $"GET {path}: {answer}");
        return answer.Body!;
    }

    /// <summary>A command that must succeed.</summary>
    public async Task<JsonNode> MustAsync(IReadOnlyList<Uri> hosts, string path, JsonNode body, string commandId)
    {
        var answer = await PersistAsync(hosts, HttpMethod.Post, path, body, commandId);
        Assert.True(answer.IsSuccess, $"POST {path}: {answer}");
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

    public void Dispose() => _http.Dispose();

    private async Task<Answer> PersistAsync(
        IReadOnlyList<Uri> hosts, HttpMethod method, string path, JsonNode? body, string? commandId)
    {
        var turn = Interlocked.Increment(ref _turn);
        return await Eventually.SeeAsync(
            $"An answer to {path}",
            async () =>
            {
                try
                {
                    return await SendAsync(hosts[(int)((uint)turn++ % hosts.Count)], method, path, body?.DeepClone(), commandId);
                }
                catch (Exception e) when (e is HttpRequestException or IOException)
                {
                    return new Answer(HttpStatusCode.ServiceUnavailable, e.Message);
                }
            },
            answer => answer.Status is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests));
    }
}
