using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Engine.Identity;
using DirectiveFlow.Host.Identity;
using DirectiveFlow.Host.Tests.Hosting;
using DirectiveFlow.Workflows.Demo;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Host.Tests.Scenario;

/// <summary>The demo organisation's people at the API, each with a random password.</summary>
internal sealed class Staff
{
    private readonly HostUnderTest _home;
    private readonly Dictionary<string, string> _passwords = new(StringComparer.Ordinal);
    private readonly Dictionary<(string UserName, DateOnly Day), AuthenticationHeaderValue> _tokens = [];

    private Staff(HostUnderTest home, DemoOrganization organization) => (_home, Organization) = (home, organization);

    public DemoOrganization Organization { get; }

    /// <summary>Adds the organisation to the host's database, and an account for each name.</summary>
    public static async Task<Staff> HireAsync(HostUnderTest host, params IReadOnlyList<string> userNames)
    {
        var staff = new Staff(host, DemoOrganization.Create(host.Services.GetRequiredService<IIdGenerator>()));
        await using (var unit = host.Units.Open())
        {
            var organization = unit.Services.GetRequiredService<IOrganization>();
            staff.Organization.Units.ToList().ForEach(organization.AddUnit);
            staff.Organization.Accounts.Select(account => account.Person).ToList().ForEach(organization.AddPerson);
            await unit.CommitAsync(CancellationToken.None);
        }

        await using var scope = host.Services.CreateAsyncScope();
        var registry = scope.ServiceProvider.GetRequiredService<AccountRegistry>();
        foreach (var name in userNames)
        {
            var person = staff.Organization.Accounts.Single(account => string.Equals(account.UserName, name, StringComparison.Ordinal)).Person;
            staff._passwords[name] = AccountRegistry.DrawPassword();
            Assert.True(await registry.AddAsync(name, staff._passwords[name], person.Id, isAdministrator: false));
        }

        return staff;
    }

    public string PasswordOf(string userName) => _passwords[userName];

    public Guid UnitOf(string code) => Organization.Units.Single(unit => string.Equals(unit.Code, code, StringComparison.Ordinal)).Id;

    /// <summary>The person at a host (the first one unless told otherwise), signed in today.</summary>
    public async Task<Seat> AtAsync(string userName, HostUnderTest? host = null)
    {
        var day = DateOnly.FromDateTime((_home.Clock ?? TimeProvider.System).GetUtcNow().UtcDateTime);
        if (!_tokens.TryGetValue((userName, day), out var token))
        {
            var signedIn = await _home.CreateClient().SignedInAsync(userName, _passwords[userName]);
            _tokens[(userName, day)] = token = signedIn.DefaultRequestHeaders.Authorization!;
        }

        var client = (host ?? _home).CreateClient();
        client.DefaultRequestHeaders.Authorization = token;
        return new Seat(userName, client);
    }
}

/// <summary>One person's place at one host's API.</summary>
internal sealed class Seat(string userName, HttpClient client)
{
    public Task<HttpResponseMessage> PostAsync(string address, object body) =>
        client.PostAsJsonAsync(new Uri(address, UriKind.Relative), body);

    public Task<HttpResponseMessage> PostAsync(string address, HttpContent content) =>
        client.PostAsync(new Uri(address, UriKind.Relative), content);

    public Task<HttpResponseMessage> TryGetAsync(string address) => client.GetAsync(new Uri(address, UriKind.Relative));

    /// <summary>Posts what must succeed.</summary>
    public async Task<JsonElement> DoAsync(string address, object body) => await AnswerAsync(address, await PostAsync(address, body));

    /// <summary>Reads what must be there.</summary>
    public async Task<JsonElement> GetAsync(string address) => await AnswerAsync(address, await TryGetAsync(address));

    private async Task<JsonElement> AnswerAsync(string address, HttpResponseMessage response)
    {
        Assert.True(
            response.IsSuccessStatusCode,
            $"{userName} {address}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        return await response.JsonAsync();
    }
}
