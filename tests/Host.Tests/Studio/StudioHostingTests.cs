using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using DirectiveFlow.Host.Tests.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace DirectiveFlow.Host.Tests.Studio;

public sealed partial class StudioHostingTests : IClassFixture<StudioHostingTests.Office>
{
    private const string Runtime = "/studio/_framework/dotnet.js";
    private readonly Office _office;

    public StudioHostingTests(Office office) => _office = office;

    [Theory]
    [InlineData("/studio/")]
    [InlineData("/studio/workflows/instances")]
    [InlineData(Runtime)]
    public async Task Nobody_sees_the_studio_without_signing_in(string path)
    {
        using var answer = await _office.Stranger.GetAsync(path);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/sign-in", answer.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_leader_has_no_right_to_the_studio_nor_to_its_token()
    {
        using var page = await _office.Leader.GetAsync("/studio/");
        using var token = await _office.Leader.PostAsync("/studio/token", null);

        Assert.StartsWith("/no-right", page.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        Assert.StartsWith("/no-right", token.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/studio/")]
    [InlineData("/studio/workflows/definitions")]
    [InlineData("/studio/workflows/definitions/directive-cycle/edit")]
    [InlineData("/studio/workflows/instances/0123456789abcdef/view")]
    public async Task Every_address_the_studio_goes_to_is_its_page(string path)
    {
        using var answer = await _office.Administrator.GetAsync(path);
        var page = await answer.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("<base href=\"/studio/\">", page, StringComparison.Ordinal);
        Assert.Contains("data-reader=\"no\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", page, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_follows_the_language_of_the_person()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/studio/");
        request.Headers.Add("Cookie", "directiveflow.language=en");
        using var english = await _office.Administrator.SendAsync(request);

        Assert.Contains("<html lang=\"en\"", await english.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("<html lang=\"vi\"", await _office.Administrator.GetStringAsync("/studio/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_inspector_may_look_and_is_told_that_nothing_can_be_changed() =>
        Assert.Contains("data-reader=\"yes\"", await _office.Inspector.GetStringAsync("/studio/"), StringComparison.Ordinal);

    [Theory]
    [InlineData("br;q=1.0, gzip", "br")]
    [InlineData("gzip, deflate", "gzip")]
    [InlineData("br;q=0, gzip;q=0", null)]
    [InlineData("", null)]
    public async Task A_file_comes_as_small_as_the_browser_takes_it(string accepted, string? encoding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Runtime);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        using var answer = await _office.Administrator.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(encoding, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Equal("text/javascript", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("Accept-Encoding", answer.Headers.Vary);
        Assert.True(answer.Content.Headers.ContentLength > 1000);
    }

    [Fact]
    public async Task Fingerprinted_files_are_kept_for_good_and_the_others_are_asked_for_again()
    {
        var boot = await _office.Administrator.GetStringAsync(Runtime);
        var name = Fingerprinted().Match(boot).Value;
        using var program = await _office.Administrator.GetAsync("/studio/_framework/" + name);
        using var entry = await _office.Administrator.GetAsync(Runtime);
        using var again = new HttpRequestMessage(HttpMethod.Get, Runtime);
        again.Headers.IfNoneMatch.Add(entry.Headers.ETag!);
        using var unchanged = await _office.Administrator.SendAsync(again);

        Assert.Equal("application/wasm", program.Content.Headers.ContentType!.MediaType);
        Assert.Contains("immutable", program.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.True(entry.Headers.CacheControl!.NoCache);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Theory]
    [InlineData("/studio/_framework/dotnet.js.br")]
    [InlineData("/studio/package.json/../../../package.json")]
    [InlineData("/studio/..%2f..%2f..%2fStudio.csproj")]
    [InlineData("/studio/%2e%2e/%2e%2e/appsettings.json")]
    [InlineData("/studio/_framework/no-such-file.js")]
    public async Task Nothing_but_the_packages_own_files_is_served(string path)
    {
        using var answer = await _office.Administrator.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task The_page_gets_a_token_of_ten_minutes_that_the_api_takes()
    {
        using var given = await _office.Administrator.PostAsync("/studio/token", null);
        var token = await given.Content.ReadFromJsonAsync<JsonElement>();
        using var client = _office.Host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.GetProperty("accessToken").GetString());
        using var answer = await client.GetAsync("/api/directives");

        Assert.Equal(600, token.GetProperty("expiresIn").GetInt32());
        Assert.True(given.Headers.CacheControl!.NoStore);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [GeneratedRegex(@"Elsa\.Studio\.Host\.CustomElements\.[a-z0-9]{10}\.wasm", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fingerprinted();

    /// <summary>One host with a person of each kind signed in by the page's own form.</summary>
    public sealed partial class Office : IAsyncLifetime
    {
        private static readonly WebApplicationFactoryClientOptions s_stay = new() { AllowAutoRedirect = false };

        public HostUnderTest Host { get; } = new();

        public HttpClient Stranger => Host.CreateClient(s_stay);

        public HttpClient Administrator { get; private set; } = null!;

        public HttpClient Inspector { get; private set; } = null!;

        public HttpClient Leader { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            await Host.SeedAsync("giamdoc", "kiemtra");
            Administrator = await SignInAsync(HostUnderTest.AdminUser, HostUnderTest.AdminPassword);
            Inspector = await SignInAsync("kiemtra", HostUnderTest.Password);
            Leader = await SignInAsync("giamdoc", HostUnderTest.Password);
        }

        public ValueTask DisposeAsync() => Host.DisposeAsync();

        private async Task<HttpClient> SignInAsync(string userName, string password)
        {
            var client = Host.CreateClient(s_stay);
            var form = await client.GetStringAsync("/sign-in");
            using var answer = await client.PostAsync("/account/sign-in", new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["__RequestVerificationToken"] = AntiforgeryField().Match(form).Groups["value"].Value,
                ["userName"] = userName,
                ["password"] = password,
            }));
            Assert.Equal("/", answer.Headers.Location!.OriginalString);
            return client;
        }

        [GeneratedRegex("""name="__RequestVerificationToken"[^>]*value="(?<value>[^"]+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
        private static partial Regex AntiforgeryField();
    }
}
