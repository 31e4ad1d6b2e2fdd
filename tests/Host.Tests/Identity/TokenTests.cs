using System.Net;
using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;
using DirectiveFlow.Host.Tests.Hosting;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace DirectiveFlow.Host.Tests.Identity;

public sealed class TokenTests(TokenTests.Door door) : IClassFixture<TokenTests.Door>
{
    private static readonly DateTimeOffset Now = new(2026, 2, 10, 1, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _clock = door.Clock;
    private readonly HostUnderTest _host = door.Host;

    /// <summary>One host; each test has an account of its own or does not care how late it is.</summary>
    public sealed class Door : IAsyncLifetime
    {
        public Door() => Host = new HostUnderTest { Clock = Clock };

        public FakeTimeProvider Clock { get; } = new(Now);

        public HostUnderTest Host { get; }

        public async ValueTask InitializeAsync() => await Host.SeedAsync("giamdoc", "vanthu", "theodoi");

        public ValueTask DisposeAsync() => Host.DisposeAsync();
    }

    [Fact]
    public async Task The_right_password_opens_and_the_token_lasts_an_hour()
    {
        var client = await _host.CreateClient().SignedInAsync("giamdoc", HostUnderTest.Password);

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/api/units", UriKind.Relative))).StatusCode);
        _clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/api/units", UriKind.Relative))).StatusCode);
        _clock.Advance(TimeSpan.FromMinutes(2));
        await (await client.GetAsync(new Uri("/api/units", UriKind.Relative))).ProblemAsync(HttpStatusCode.Unauthorized, "auth.required");
    }

    [Fact]
    public async Task Ten_wrong_passwords_lock_the_account_and_a_quarter_of_an_hour_later_it_opens()
    {
        var client = _host.CreateClient();
        for (var attempt = 1; attempt <= 4; attempt++)
        {
            await (await client.AskTokenAsync("vanthu", "sai mat khau")).ProblemAsync(HttpStatusCode.Unauthorized, "auth.failed");
        }

        for (var attempt = 5; attempt <= 10; attempt++)
        {
            var answer = await client.AskTokenAsync("vanthu", "sai mat khau");
            await answer.ProblemAsync(HttpStatusCode.TooManyRequests, "auth.locked");
            Assert.NotNull(answer.Headers.RetryAfter);
        }

        await (await client.AskTokenAsync("vanthu", HostUnderTest.Password)).ProblemAsync(HttpStatusCode.TooManyRequests, "auth.locked");
        Assert.Equal(HttpStatusCode.OK, (await client.AskTokenAsync("giamdoc", HostUnderTest.Password)).StatusCode);
    }

    [Fact]
    public async Task An_unknown_name_is_answered_like_a_wrong_password()
    {
        var client = _host.CreateClient();

        var unknown = await (await client.AskTokenAsync("khong-co", "sai mat khau")).ProblemAsync(HttpStatusCode.Unauthorized, "auth.failed");
        var wrong = await (await client.AskTokenAsync("theodoi", "sai mat khau")).ProblemAsync(HttpStatusCode.Unauthorized, "auth.failed");

        Assert.Equal(wrong.GetProperty("detail").GetString(), unknown.GetProperty("detail").GetString());
    }

    [Theory]
    [InlineData("another key")]
    [InlineData("no signature")]
    [InlineData("garbage")]
    [InlineData("another audience")]
    public async Task A_forged_token_opens_nothing(string forgery)
    {
        var client = _host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Forge(forgery));

        await (await client.GetAsync(new Uri("/api/units", UriKind.Relative))).ProblemAsync(HttpStatusCode.Unauthorized, "auth.required");
    }

    [Fact]
    public async Task A_person_who_is_no_administrator_may_not_see_parked_messages()
    {
        var client = await _host.CreateClient().SignedInAsync("giamdoc", HostUnderTest.Password);
        var admin = await _host.CreateClient().SignedInAsync(HostUnderTest.AdminUser, HostUnderTest.AdminPassword);

        await (await client.GetAsync(new Uri("/api/admin/parked-messages", UriKind.Relative)))
            .ProblemAsync(HttpStatusCode.Forbidden, "auth.forbidden");
        Assert.Equal(HttpStatusCode.OK, (await admin.GetAsync(new Uri("/api/admin/parked-messages", UriKind.Relative))).StatusCode);
    }

    private string Forge(string forgery)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        var claims = new ClaimsIdentity([new Claim("sub", "1"), new Claim("role", "admin")]);
        return forgery switch
        {
            "garbage" => "eyJhbGciOi.not-a-token.x",
            "no signature" => $"{Part("""{"alg":"none","typ":"JWT"}""")}.{Part("""{"sub":"1","role":"admin","iss":"directiveflow","aud":"directiveflow-api","exp":4102444800}""")}.",
            _ => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
            {
                Issuer = "directiveflow",
                Audience = forgery is "another audience" ? "elsewhere" : "directiveflow-api",
                NotBefore = now,
                Expires = now.AddHours(1),
                Subject = claims,
                SigningCredentials = new SigningCredentials(
                    new SymmetricSecurityKey(Encoding.UTF8.GetBytes(new string('k', 64))), SecurityAlgorithms.HmacSha256),
            }),
        };
    }

    private static string Part(string json) => Base64UrlEncoder.Encode(json);
}
