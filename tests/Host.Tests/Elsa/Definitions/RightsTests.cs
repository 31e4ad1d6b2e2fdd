using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using DirectiveFlow.Host.Tests.Hosting;

namespace DirectiveFlow.Host.Tests.Elsa.Definitions;

[Collection(nameof(DesignOffice))]
public sealed class RightsTests(DesignOffice office)
{
    [Fact]
    public async Task An_inspector_is_shown_everything_without_the_links_that_let_Studio_edit()
    {
        var list = await office.Reader.GetFromJsonAsync<JsonElement>(DesignOffice.Path("workflow-definitions?versionOptions=Latest"));
        var one = await office.Reader.GetFromJsonAsync<JsonElement>(DesignOffice.Path("workflow-definitions/by-definition-id/directive-cycle"));

        Assert.DoesNotContain("bulk-publish", Rels(list));
        Assert.DoesNotContain("publish", Rels(one));
        Assert.All(list.GetProperty("items").EnumerateArray(), item => Assert.DoesNotContain("publish", Rels(item)));
        Assert.Equal(HttpStatusCode.Forbidden, (await office.Reader.PostAsJsonAsync(DesignOffice.Path("workflow-definitions"), new { model = new { name = "x" } })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await office.Reader.DeleteAsync(DesignOffice.Path("workflow-definitions/directive-cycle"))).StatusCode);
    }

    [Fact]
    public async Task A_sign_in_by_Elsas_own_endpoint_gives_a_token_and_one_to_renew_it_which_opens_nothing_else()
    {
        using var client = office.Host.CreateClient();
        var login = await LoginAsync(client, HostUnderTest.AdminPassword);
        Assert.True(login.GetProperty("isAuthenticated").GetBoolean());
        var refresh = login.GetProperty("refreshToken").GetString();

        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", refresh);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync(DesignOffice.Path("workflow-definitions"))).StatusCode);
        var renewed = await RefreshAsync(client);
        Assert.True(renewed.GetProperty("isAuthenticated").GetBoolean());

        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", renewed.GetProperty("accessToken").GetString());
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(DesignOffice.Path("workflow-definitions"))).StatusCode);
        Assert.False((await RefreshAsync(client)).GetProperty("isAuthenticated").GetBoolean());
    }

    [Fact]
    public async Task A_wrong_password_is_told_as_Elsa_tells_it()
    {
        using var client = office.Host.CreateClient();

        var answer = await LoginAsync(client, "sai-mat-khau-2026");

        Assert.False(answer.GetProperty("isAuthenticated").GetBoolean());
        Assert.False(answer.TryGetProperty("accessToken", out _));
    }

    [Fact]
    public async Task The_toolbox_speaks_Vietnamese_and_English()
    {
        var vietnamese = await ToolboxAsync("vi");
        var english = await ToolboxAsync("en");

        Assert.Equal("Quyết định", Named(vietnamese, "Elsa.FlowDecision")["displayName"]!.GetValue<string>());
        Assert.Equal("Decision", Named(english, "Elsa.FlowDecision")["displayName"]!.GetValue<string>());
        var (ours, theirs) = (Named(vietnamese, "DirectiveFlow.AwaitAppraisal"), Named(english, "DirectiveFlow.AwaitAppraisal"));
        Assert.Equal(["Đã thẩm định", "Yêu cầu bổ sung", "Huỷ giao"], ours["ports"]!.AsArray().Select(p => p!["displayName"]!.GetValue<string>()));
        Assert.Equal("Appraise", theirs["displayName"]!.GetValue<string>());
        foreach (var (one, other) in vietnamese.Zip(english))
        {
            var type = one["typeName"]!.GetValue<string>();
            Assert.True(
                !string.Equals(one["displayName"]!.GetValue<string>(), other["displayName"]!.GetValue<string>(), StringComparison.Ordinal), $"{type} has one name in both languages.");
            Assert.False(string.Equals(one["category"]!.GetValue<string>(), other["category"]!.GetValue<string>(), StringComparison.Ordinal) && one["category"]!.GetValue<string>() is not "HTTP", type);
        }
    }

    [Fact]
    public async Task Units_and_roles_are_offered_as_they_are_now_and_Studio_is_not_sent_in_circles()
    {
        var input = Named(await ToolboxAsync("vi"), "DirectiveFlow.NotifyUnits")["inputs"]!.AsArray().Single(i => i!["name"]!.GetValue<string>() is "Units")!;
        var asked = await (await office.Administrator.PostAsJsonAsync(DesignOffice.Path("descriptors/activities/DirectiveFlow.NotifyUnits/options/Units"), new { context = new { } }))
            .Content.ReadFromJsonAsync<JsonObject>();

        Assert.True(input["uiSpecifications"]!["Refresh"]!.GetValue<bool>());
        Assert.False(asked!["items"]!.AsObject().ContainsKey("Refresh"));
        Assert.Contains(asked["items"]!["checklist"]!["checkList"]!["items"]!.AsArray(), i => i!["value"]!.GetValue<string>() is "STC");
    }

    private async Task<IReadOnlyList<JsonObject>> ToolboxAsync(string language)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, DesignOffice.Path("descriptors/activities"));
        request.Headers.AcceptLanguage.ParseAdd(language);
        var answer = await (await office.Administrator.SendAsync(request)).Content.ReadFromJsonAsync<JsonObject>();
        return [.. answer!["items"]!.AsArray().Select(i => i!.AsObject()).Where(i => i["typeName"]!.GetValue<string>().Split('.') is ["Elsa" or "DirectiveFlow", _])];
    }

    private static JsonObject Named(IEnumerable<JsonObject> descriptors, string type) => descriptors.Single(d => string.Equals(d["typeName"]!.GetValue<string>(), type, StringComparison.Ordinal));

    private static async Task<JsonElement> LoginAsync(HttpClient client, string password) =>
        await (await client.PostAsJsonAsync(DesignOffice.Path("identity/login"), new { username = HostUnderTest.AdminUser, password })).JsonAsync();

    private static async Task<JsonElement> RefreshAsync(HttpClient client) => await (await client.PostAsync(DesignOffice.Path("identity/refresh-token"), null)).JsonAsync();

    private static IEnumerable<string?> Rels(JsonElement json) => json.GetProperty("links").EnumerateArray().Select(link => link.GetProperty("rel").GetString());
}
