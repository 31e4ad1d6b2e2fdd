using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using DirectiveFlow.Directives.Launching;
using DirectiveFlow.Host.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Host.Tests.Api;

/// <summary>A program asks what a text proposes, shows it to a person, and launches with the decisions.</summary>
public sealed class ReviewedLaunchTests(SignedInHost host) : IClassFixture<SignedInHost>
{
    private static readonly Uri Directives = new("/api/directives", UriKind.Relative);

    private readonly HttpClient _client = host.NewClient();

    [Fact]
    public async Task What_a_person_decided_on_the_proposals_goes_with_the_launch()
    {
        var text = TextOf("41");
        var preview = await (await _client.PostAsJsonAsync(new Uri("/api/directives/proposals", UriKind.Relative), new { text })).JsonAsync();
        Assert.Equal("41/KH-UBND", preview.GetProperty("document").GetProperty("code").GetString());
        var proposals = preview.GetProperty("proposals").EnumerateArray().ToList();
        Assert.Equal([1, 2, 3, 4], proposals.Select(proposal => proposal.GetProperty("ordinal").GetInt32()));
        var unit = proposals[0].GetProperty("leadUnits")[0].GetProperty("id").GetGuid();

        var response = await LaunchAsync(text, [
            new { decision = "Accepted", proposals = new[] { 1 }, proposed = proposals[0].GetProperty("title").GetString() },
            new { decision = "Changed", proposals = new[] { 2, 3 }, title = "Tổ chức ngày hội và kiểm tra kinh phí", leadUnitId = unit, product = "Báo cáo" },
            new { decision = "Rejected", proposals = new[] { 4 } },
            new { decision = "Added", title = "Công khai danh mục hỗ trợ", dueDate = "2099-03-31", sourceText = "công khai danh mục" },
        ]);

        Assert.True(response.StatusCode == HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
        var tasks = (await (await _client.GetAsync(response.Headers.Location)).JsonAsync()).GetProperty("tasks").EnumerateArray().ToList();
        Assert.Equal(
            ["Khảo sát nhu cầu đổi mới công nghệ", "Tổ chức ngày hội và kiểm tra kinh phí", "Công khai danh mục hỗ trợ"],
            tasks.Select(task => task.GetProperty("title").GetString()));
        Assert.Equal(["2027-01-15", null, "2099-03-31"], tasks.Select(task => Text(task, "deadline", "dueDate")));
        var kept = await host.Host.Services.GetRequiredService<IReadingReviews>().OfDirectiveAsync((await response.JsonAsync()).GetProperty("directiveId").GetGuid(), CancellationToken.None);
        Assert.Equal(
            ["Code Accepted", "Date Accepted", "Unit Accepted", "Task Accepted", "Unit Accepted", "Unit Accepted", "Deadline Accepted", "Task Changed", "Unit Changed", "Deadline Rejected", "Task Rejected", "Task Rejected", "Task Added", "Deadline Added"],
            kept.Select(item => $"{item.Kind} {item.Decision}"));
        Assert.All(kept.Where(item => item.Decision is not ReviewDecision.Added), item => Assert.True(item.Rule?.Length > 0 && item.Confidence > 0.5));
    }

    [Theory]
    [InlineData("42", """[]""", "review.incomplete", "review")]
    [InlineData("43", """[{"decision":"Rejected","proposals":[1,2,3,4,4]}]""", "review.decided-twice", "review[0].proposals")]
    [InlineData("44", """[{"decision":"Rejected","proposals":[1,2,3,4,5]}]""", "review.proposal-unknown", "review[0].proposals")]
    [InlineData("45", """[{"decision":"Accepted","proposals":[1,2]},{"decision":"Rejected","proposals":[3,4]}]""", "review.proposals-misplaced", "review[0].proposals")]
    [InlineData("46", """[{"decision":"Rejected","proposals":[1,2,3]},{"decision":"Accepted","proposals":[4],"proposed":"Việc khác"}]""", "review.reading-changed", "review[1].proposed")]
    [InlineData("47", """[{"decision":"Rejected","proposals":[1,2,3,4]},{"decision":"Added","title":" "}]""", "task.title.required", "review[1].title")]
    [InlineData("48", """[{"decision":"Rejected","proposals":[1,2,3,4]},{"decision":"Added","title":"Việc","dueDate":"2020-01-02"}]""", "deadline.past", "review[1].dueDate")]
    [InlineData("49", """[{"decision":"Rejected","proposals":[1,2,3,4]},{"decision":"Added","title":"Việc","leadUnitId":"00000000-0000-0000-0000-000000000001"}]""", "unit.unknown", "tasks[0].leadUnitId")]
    public async Task A_review_that_does_not_fit_the_text_is_refused_and_nothing_is_registered(string number, string review, string code, string field)
    {
        var problem = await (await LaunchAsync(TextOf(number), JsonSerializer.Deserialize<object[]>(review)!)).ProblemAsync(HttpStatusCode.UnprocessableEntity, code);

        Assert.Equal(field, problem.GetProperty("field").GetString());
        var found = await (await _client.GetAsync(new Uri($"/api/directives?search={number}/KH-UBND", UriKind.Relative))).JsonAsync();
        Assert.Equal(0, found.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task The_document_of_the_api_describes_the_decisions_and_the_file()
    {
        var document = await (await _client.GetAsync(new Uri("/api/openapi/v1.json", UriKind.Relative))).JsonAsync();

        var decision = document.GetProperty("components").GetProperty("schemas").GetProperty("ProposalDecisionRequest").GetProperty("properties");
        Assert.True(decision.TryGetProperty("proposals", out _) && decision.TryGetProperty("coordinatingUnitIds", out _));
        var paths = document.GetProperty("paths");
        Assert.True(paths.TryGetProperty("/api/directives/proposals", out _));
        var upload = paths.GetProperty("/api/directives/upload").GetProperty("post").GetProperty("requestBody").GetProperty("content");
        Assert.Equal(["multipart/form-data"], upload.EnumerateObject().Select(kind => kind.Name));
        Assert.Contains("\"format\":\"binary\"", document.GetProperty("components").GetProperty("schemas").ToString().Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static string TextOf(string number) => string.Create(CultureInfo.InvariantCulture, $"""
        UBND TỈNH SÔNG LAM
        Số: {number}/KH-UBND
        Sông Lam, ngày 16 tháng 11 năm 2026

        KẾ HOẠCH
        Nâng cao năng lực đổi mới sáng tạo

        1. Giao Phòng Quản lý Khoa học chủ trì, phối hợp với Văn phòng Sở khảo sát nhu cầu đổi mới công nghệ, hoàn thành trước ngày 15/01/2027.
        2. Giao Thanh tra Sở chủ trì tổ chức ngày hội việc làm, hoàn thành trước ngày 26/02/2027.
        3. Giao Thanh tra Sở chủ trì kiểm tra việc sử dụng kinh phí hỗ trợ, hoàn thành trước ngày 26/02/2027.
        4. Giao Văn phòng Sở chủ trì tổng hợp báo cáo, hoàn thành trước ngày 31/3/2027.
        """);

    private static string? Text(JsonElement from, string name, string inner) =>
        from.TryGetProperty(name, out var part) && part.ValueKind is JsonValueKind.Object ? part.GetProperty(inner).GetString() : null;

    private Task<HttpResponseMessage> LaunchAsync(string text, object[] review) => _client.PostAsJsonAsync(Directives, new { text, review });
}
