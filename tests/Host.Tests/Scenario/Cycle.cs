using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Messages;
using DirectiveFlow.Host.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace DirectiveFlow.Host.Tests.Scenario;

/// <summary>Drives one directive through the API alone; only the clock is moved from outside.</summary>
internal sealed class Cycle(HostUnderTest host, FakeTimeProvider clock)
{
    private static readonly TimeSpan TokenAge = TimeSpan.FromMinutes(50);
    private readonly Dictionary<string, (AuthenticationHeaderValue Token, DateTimeOffset At)> _tokens = new(StringComparer.Ordinal);

    public async Task<JsonElement> GetAsync(string user, string path)
    {
        using var client = await AsAsync(user);
        var response = await client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.JsonAsync();
    }

    public async Task<HttpResponseMessage> SendAsync(string user, string path, object body)
    {
        using var client = await AsAsync(user);
        return await client.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
    }

    /// <summary>Must succeed.</summary>
    public async Task<JsonElement> PostAsync(string user, string path, object body)
    {
        var response = await SendAsync(user, path, body);
        Assert.True(response.IsSuccessStatusCode, $"{user} {path}: {await response.Content.ReadAsStringAsync()}");
        return await response.JsonAsync();
    }

    public Task<JsonElement> DirectiveAsync(string id) => GetAsync("giamdoc", $"/api/directives/{id}");

    public async Task<IReadOnlyList<Seen>> AssignmentsAsync(string directiveId) =>
    [
        .. (await DirectiveAsync(directiveId)).GetProperty("tasks").EnumerateArray()
            .SelectMany(task => task.GetProperty("assignments").EnumerateArray().Select(row => new Seen(
                row.GetProperty("id").GetString()!, task.GetProperty("ordinal").GetInt32(),
                row.GetProperty("unit").GetProperty("code").GetString()!, row.GetProperty("role").GetString()!,
                row.GetProperty("state").GetString()!, row.GetProperty("version").GetInt32(), row.GetProperty("round").GetInt32()))),
    ];

    public Task UntilAsync(string directiveId, string what, Func<IReadOnlyList<Seen>, bool> holds) =>
        Eventually.TrueAsync(async () => holds(await AssignmentsAsync(directiveId)), what);

    /// <summary>Walks to that minute of Asia/Ho_Chi_Minh and waits until everything due by then is done.</summary>
    public async Task WalkToAsync(string vietnamTime)
    {
        var at = new DateTimeOffset(DateTime.Parse(vietnamTime, CultureInfo.InvariantCulture), TimeSpan.FromHours(7));
        clock.Advance(at - clock.GetUtcNow());
        await SettledAsync();
    }

    public async Task SettledAsync()
    {
        var due = host.Services.GetRequiredService<IDueWorkStore>();
        var outbox = host.Services.GetRequiredService<IOutboxStore>();
        await Eventually.TrueAsync(
            async () => (await due.LagAsync(clock.GetUtcNow(), CancellationToken.None)).Count == 0
                && (await outbox.LagAsync(CancellationToken.None)).Count == 0,
            "what is due is done and what is written is sent");
    }

    private async Task<HttpClient> AsAsync(string user)
    {
        var client = host.CreateClient();
        if (!_tokens.TryGetValue(user, out var token) || clock.GetUtcNow() - token.At > TokenAge)
        {
            await client.SignedInAsync(user, HostUnderTest.Password);
            token = (client.DefaultRequestHeaders.Authorization!, clock.GetUtcNow());
            _tokens[user] = token;
        }

        client.DefaultRequestHeaders.Authorization = token.Token;
        return client;
    }
}

/// <summary>An assignment as the API shows it.</summary>
internal sealed record Seen(string Id, int Task, string Unit, string Role, string State, int Version, int Round);
