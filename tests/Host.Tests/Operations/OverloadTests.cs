using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using DirectiveFlow.Host.Tests.Hosting;
using DirectiveFlow.TestServers;

namespace DirectiveFlow.Host.Tests.Operations;

/// <summary>Promise 5, over real HTTP: what a host cannot take on it refuses at once, and says when to come back.</summary>
public sealed class OverloadTests
{
    private const int InWork = 2;
    private const int Waiting = 3;

    [Fact]
    public async Task Requests_beyond_those_in_work_and_waiting_are_refused_and_health_is_still_answered()
    {
        await using var host = new HostProcess
        {
            Settings =
            {
                ["Limits:InWork"] = InWork.ToString(CultureInfo.InvariantCulture),
                ["Limits:Waiting"] = Waiting.ToString(CultureInfo.InvariantCulture),
            },
        };
        await host.StartAsync();
        using var client = new HttpClient { BaseAddress = host.Address };
        var heldBack = new List<HeldBackBody>();
        var answers = new List<Task<HttpResponseMessage>>();
        for (var number = 1; number <= InWork; number++)
        {
            heldBack.Add(new HeldBackBody());
            answers.Add(client.PostAsync(new Uri("/api/auth/token", UriKind.Relative), heldBack[^1]));
            await heldBack[^1].IsInWork.WaitAsync(TimeSpan.FromSeconds(30));
        }

        // Asked until one is refused: before that, some are answered while the first two are still on their way, and some wait.
        var asked = new List<Task<HttpResponseMessage>>();
        HttpResponseMessage? refused = null;
        await Eventually.TrueAsync(
            () =>
            {
                asked.Add(client.GetAsync(new Uri("/api/units", UriKind.Relative)));
                refused = asked.FirstOrDefault(answer => answer.IsCompleted && answer.Result.StatusCode != HttpStatusCode.Unauthorized)?.Result;
                return Task.FromResult(refused is not null);
            },
            "a request is refused");

        var problem = await refused!.ProblemAsync(HttpStatusCode.ServiceUnavailable, "overload.busy");
        Assert.NotNull(refused!.Headers.RetryAfter?.Delta);
        Assert.Equal("Hệ thống đang bận", problem.GetProperty("title").GetString());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/health/live", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/health/ready", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/sign-in", UriKind.Relative))).StatusCode);

        heldBack.ForEach(body => body.Release());
        Assert.All(await Task.WhenAll(answers), answer => Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode));
        var statuses = (await Task.WhenAll(asked)).Select(answer => answer.StatusCode).ToList();
        Assert.True(statuses.Count(IsAnswered) >= Waiting, "Whoever waited had their turn.");
        Assert.All(statuses, status => Assert.True(IsAnswered(status) || status == HttpStatusCode.ServiceUnavailable, $"{status}"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync(new Uri("/api/units", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task Sign_in_tries_beyond_the_rate_are_refused_with_the_time_to_wait()
    {
        await using var host = new HostProcess { Settings = { ["Limits:SignInsPerMinute"] = "5" } };
        await host.StartAsync();
        using var client = new HttpClient { BaseAddress = host.Address };
        client.DefaultRequestHeaders.AcceptLanguage.Add(new StringWithQualityHeaderValue("en"));

        var answers = new List<HttpResponseMessage>();
        for (var number = 1; number <= 20; number++)
        {
            answers.Add(await client.AskTokenAsync(string.Create(CultureInfo.InvariantCulture, $"nobody{number}"), "sai mat khau"));
        }

        // A minute may end among the tries; then two windows opened.
        Assert.InRange(answers.Count(answer => answer.StatusCode == HttpStatusCode.Unauthorized), 5, 10);
        var refused = answers.First(answer => answer.StatusCode != HttpStatusCode.Unauthorized);
        var problem = await refused.ProblemAsync(HttpStatusCode.TooManyRequests, "overload.rate");
        Assert.Equal("Too many requests", problem.GetProperty("title").GetString());
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
    }

    /// <summary>These requests carry no token.</summary>
    private static bool IsAnswered(HttpStatusCode status) => status == HttpStatusCode.Unauthorized;

    /// <summary>A sign-in whose second half is not sent before it is released: its request is in work as long.</summary>
    private sealed class HeldBackBody : HttpContent
    {
        private static readonly byte[] Json = Encoding.UTF8.GetBytes("""{"userName":"nobody","password":"sai mat khau"}""");
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public HeldBackBody() => Headers.ContentType = new MediaTypeHeaderValue("application/json");

        /// <summary>The first half has left.</summary>
        public Task IsInWork => _begun.Task;

        public void Release() => _released.TrySetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(Json.AsMemory(0, Json.Length / 2));
            await stream.FlushAsync();
            _begun.TrySetResult();
            await _released.Task;
            await stream.WriteAsync(Json.AsMemory(Json.Length / 2));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = Json.Length;
            return true;
        }
    }
}
