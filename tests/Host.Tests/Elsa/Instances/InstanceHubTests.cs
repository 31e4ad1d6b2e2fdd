using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using DirectiveFlow.Engine.Activities.Primitives;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Host.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Host.Tests.Elsa.Instances;

/// <summary>Watching an instance over the hub, spoken to as any SignalR client does: JSON over a socket.</summary>
public sealed class InstanceHubTests(ElsaSite site) : IClassFixture<ElsaSite>
{
    private const char End = '\u001e';
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_watcher_is_told_after_each_step_of_the_instance_and_of_no_other()
    {
        var (watched, other) = (await site.StartAsync("wait"), await site.StartAsync("wait"));
        using var socket = await ConnectAsync(site.AdminToken);
        await CallAsync(socket, "1", watched);
        Assert.Equal(3, (await ReadAsync(socket)).GetProperty("type").GetInt32());

        await site.SendEventAsync(other);
        await site.SendEventAsync(watched);
        var messages = new List<JsonElement> { await ReadAsync(socket), await ReadAsync(socket), await ReadAsync(socket) };

        Assert.Equal(
            ["ActivityExecutionLogUpdatedAsync", "WorkflowExecutionLogUpdatedAsync", "WorkflowInstanceUpdatedAsync"],
            messages.Select(m => m.GetProperty("target").GetString()));
        var stats = messages[0].GetProperty("arguments")[0].GetProperty("stats").EnumerateArray().Single(s => s.GetProperty("activityId").ValueEquals("e"));
        Assert.Equal((1, false), (stats.GetProperty("completedCount").GetInt32(), stats.GetProperty("isBlocked").GetBoolean()));
        Assert.Equal(watched, messages[2].GetProperty("arguments")[0].GetProperty("workflowInstanceId").GetString());
    }

    [Fact]
    public async Task An_instance_that_does_not_exist_cannot_be_watched()
    {
        using var socket = await ConnectAsync(site.AdminToken);

        await CallAsync(socket, "1", "nope");

        Assert.Contains("no such workflow instance", (await ReadAsync(socket)).GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nonsense")]
    [InlineData("leader")]
    public async Task Only_administrators_and_inspectors_may_watch(string? who)
    {
        var token = who is "leader" ? site.LeaderToken : who;

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => ConnectAsync(token));

        Assert.Contains(who is "leader" ? "403" : "401", refused.Message, StringComparison.Ordinal);
    }

    private async Task<WebSocket> ConnectAsync(string? token)
    {
        var client = site.Host.Server.CreateWebSocketClient();
        var socket = await client.ConnectAsync(
            new Uri($"ws://localhost/elsa/hubs/workflow-instance{(token is null ? "" : "?access_token=" + token)}"), TestContext.Current.CancellationToken);
        await SendAsync(socket, """{"protocol":"json","version":1}""");
        Assert.Equal("{}", (await ReadAsync(socket)).GetRawText());
        return socket;
    }

    private static Task CallAsync(WebSocket socket, string number, string instanceId) => SendAsync(socket, JsonSerializer.Serialize(
        new { type = 1, invocationId = number, target = "ObserveInstanceAsync", arguments = new[] { instanceId } }));

    private static Task SendAsync(WebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text + End), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);

    /// <summary>The next message that is not a sign of life. Messages are read one by one: each frame of the host is one message.</summary>
    private static async Task<JsonElement> ReadAsync(WebSocket socket)
    {
        using var limit = new CancellationTokenSource(s_patience, TimeProvider.System);
        while (true)
        {
            var text = new StringBuilder();
            var buffer = new byte[1];
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer, limit.Token);
                Assert.NotEqual(WebSocketMessageType.Close, part.MessageType);
                if (part.Count == 1 && buffer[0] == End)
                {
                    break;
                }

                text.Append((char)buffer[0]);
            }

            var message = JsonElement.Parse(text.ToString());
            if (!message.TryGetProperty("type", out var type) || type.GetInt32() != 6)
            {
                return message;
            }
        }
    }
}
