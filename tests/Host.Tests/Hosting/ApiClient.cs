using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace DirectiveFlow.Host.Tests.Hosting;

/// <summary>Speaks to the API as a stranger's program would: HTTP and JSON, nothing of our own types.</summary>
public static class ApiClient
{
    public static async Task<HttpResponseMessage> AskTokenAsync(this HttpClient client, string userName, string password) =>
        await client.PostAsJsonAsync(new Uri("/api/auth/token", UriKind.Relative), new { userName, password });

    /// <summary>The same client, signed in from now on.</summary>
    public static async Task<HttpClient> SignedInAsync(this HttpClient client, string userName, string password)
    {
        var response = await client.AskTokenAsync(userName, password);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var token = (await response.JsonAsync()).GetProperty("accessToken").GetString();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response) =>
        await response.Content.ReadFromJsonAsync<JsonElement>();

    /// <summary>Asserts status, media type and code of a problem; answers it for more.</summary>
    public static async Task<JsonElement> ProblemAsync(this HttpResponseMessage response, HttpStatusCode status, string code)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.JsonAsync();
        Assert.Equal(code, problem.GetProperty("code").GetString());
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.False(string.IsNullOrWhiteSpace(problem.GetProperty("title").GetString()));
        return problem;
    }
}
