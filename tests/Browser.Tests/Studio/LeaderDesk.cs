using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using DirectiveFlow.Browser.Tests.Running;

namespace DirectiveFlow.Browser.Tests.Studio;

/// <summary>The leader at the API of the host under test: launches directives and signs that they give nobody a task.</summary>
internal sealed class LeaderDesk : IDisposable
{
    private readonly HttpClient _http;

    private LeaderDesk(HttpClient http) => _http = http;

    public static async Task<LeaderDesk> SitDownAsync(DemoHost host)
    {
        var http = new HttpClient { BaseAddress = new Uri(host.Address) };
        using var answer = await http.PostAsJsonAsync("/api/auth/token", new { userName = "giamdoc", password = host.PasswordOf("giamdoc") });
        var token = (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new LeaderDesk(http);
    }

    /// <returns>The directive's id.</returns>
    public async Task<Guid> LaunchAsync(string code) => (await PostAsync("/api/directives", new
    {
        text = $"Kế hoạch số {code} ngày 12/11/2026 của Ủy ban nhân dân tỉnh. Một là, cập nhật hồ sơ công việc trên hệ thống.",
        code,
        subject = "Cập nhật hồ sơ công việc",
        direction = "Giao Văn phòng theo dõi.",
    })).GetProperty("directiveId").GetGuid();

    public async Task SignThatNoTaskArisesAsync(Guid directiveId) =>
        await PostAsync($"/api/directives/{directiveId}/tasks/confirmation", new { noTaskArises = true, reason = "Chỉ để biết." });

    public async Task<string> StateAsync(Guid directiveId) => (await DirectiveAsync(directiveId)).GetProperty("state").GetString()!;

    /// <summary>The instance that drives the directive.</summary>
    public async Task<string> InstanceAsync(Guid directiveId) => (await DirectiveAsync(directiveId)).GetProperty("workflowInstanceId").GetString()!;

    public void Dispose() => _http.Dispose();

    private async Task<JsonElement> DirectiveAsync(Guid id) => await _http.GetFromJsonAsync<JsonElement>($"/api/directives/{id}");

    private async Task<JsonElement> PostAsync(string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        using var answer = await _http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {await answer.Content.ReadAsStringAsync()}");
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
