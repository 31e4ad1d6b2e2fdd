using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using DirectiveFlow.Host.Tests.Hosting;

namespace DirectiveFlow.Host.Tests.Scenario;

/// <summary>What people and programs get wrong: each a clear answer with a stable code, and nothing is changed.</summary>
public sealed class BadInputTests(OfficeAtWork office) : IClassFixture<OfficeAtWork>
{
    private const int TwentyMegabytes = 20 * 1024 * 1024;
    private static readonly Guid Nobody = new("5b0cb1a2-6a40-4a5e-9d4b-2a1c3d4e5f60");

    [Fact]
    public async Task An_unknown_unit_is_named_with_its_field()
    {
        var problem = await RefusedAsync(
            () => ConfirmFirstAsync(Nobody, "2026-03-31"), HttpStatusCode.UnprocessableEntity, "unit.unknown");

        Assert.Equal("tasks[0].leadUnitId", problem.GetProperty("field").GetString());
        Assert.Contains(Nobody.ToString("D"), problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deadline_in_the_past_is_refused()
    {
        var problem = await RefusedAsync(
            () => ConfirmFirstAsync(UnitOf("SKHCN-KHTC"), "2026-02-03"), HttpStatusCode.UnprocessableEntity, "deadline.past");

        Assert.Equal("tasks[0].dueDate", problem.GetProperty("field").GetString());
        Assert.Contains("03/02/2026", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deadline_on_a_holiday_names_the_working_days_around_it()
    {
        var problem = await RefusedAsync(
            () => ConfirmFirstAsync(UnitOf("SKHCN-KHTC"), "2026-02-17"), HttpStatusCode.UnprocessableEntity, "deadline.off-day");

        var detail = problem.GetProperty("detail").GetString();
        Assert.Contains("13/02/2026", detail, StringComparison.Ordinal);
        Assert.Contains("23/02/2026", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_without_product_is_refused()
    {
        var head = await office.Staff.AtAsync("khtc");

        var problem = await RefusedAsync(
            () => head.PostAsync(office.Working.AddressOf(OfficeAtWork.OpenPart, "report"), new { summary = "Đã hoàn thành." }),
            HttpStatusCode.UnprocessableEntity, "assignment.report.product-required");

        Assert.Equal(("product", "T14"), (problem.GetProperty("field").GetString(), problem.GetProperty("rule").GetString()));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t ")]
    public async Task An_empty_text_is_refused(string text)
    {
        var clerk = await office.Staff.AtAsync("vanthu");

        await RefusedAsync(
            () => clerk.PostAsync("/api/directives", new { text, code = "903/KH-UBND" }), HttpStatusCode.BadRequest, "text.empty");
    }

    [Fact]
    public async Task A_text_of_twenty_megabytes_is_refused()
    {
        var clerk = await office.Staff.AtAsync("vanthu");

        await RefusedAsync(
            () => clerk.PostAsync("/api/directives", new { text = new string('a', TwentyMegabytes), code = "903/KH-UBND" }),
            HttpStatusCode.RequestEntityTooLarge, "text.too-long");
    }

    [Fact]
    public async Task A_file_of_twenty_megabytes_is_refused()
    {
        var clerk = await office.Staff.AtAsync("vanthu");

        await RefusedAsync(
            () => clerk.PostAsync("/api/directives/upload", FileOf(new byte[TwentyMegabytes])),
            HttpStatusCode.RequestEntityTooLarge, "request.too-large");
    }

    [Fact]
    public async Task A_binary_file_is_refused()
    {
        var clerk = await office.Staff.AtAsync("vanthu");

        await RefusedAsync(
            () => clerk.PostAsync("/api/directives/upload", FileOf([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0x0D, 0x49])),
            HttpStatusCode.BadRequest, "file.wrong-type");
    }

    [Fact]
    public async Task Ten_wrong_passwords_lock_the_account_for_the_right_one_too()
    {
        var client = office.Host.CreateClient();
        for (var attempt = 1; attempt <= 10; attempt++)
        {
            await RefusedAsync(
                () => client.AskTokenAsync("thanhtra", string.Create(CultureInfo.InvariantCulture, $"sai mật khẩu {attempt}")),
                attempt < 5 ? HttpStatusCode.Unauthorized : HttpStatusCode.TooManyRequests,
                attempt < 5 ? "auth.failed" : "auth.locked");
        }

        await RefusedAsync(
            () => client.AskTokenAsync("thanhtra", office.Staff.PasswordOf("thanhtra")), HttpStatusCode.TooManyRequests, "auth.locked");
    }

    [Fact]
    public async Task A_confidential_task_of_another_unit_does_not_exist()
    {
        var stranger = await office.Staff.AtAsync("khtc");
        var address = $"/api/assignments/{office.Working.Assignment(OfficeAtWork.ConfidentialPart)}";

        await RefusedAsync(() => stranger.TryGetAsync(address), HttpStatusCode.NotFound, "not-found");
        await RefusedAsync(() => stranger.TryGetAsync($"{address}/reminders"), HttpStatusCode.NotFound, "not-found");
        await RefusedAsync(() => stranger.PostAsync($"{address}/accept", new { }), HttpStatusCode.NotFound, "assignment.unknown");
        var seen = (await stranger.GetAsync($"/api/directives/{office.Working.Id}")).GetProperty("tasks").EnumerateArray();
        Assert.DoesNotContain(seen, task => task.GetProperty("isConfidential").GetBoolean());
        await (await office.Staff.AtAsync("cds")).GetAsync(address);
    }

    [Fact]
    public async Task A_stale_version_of_an_assignment_is_told_what_happened_meanwhile()
    {
        var head = await office.Staff.AtAsync("khtc");

        var problem = await RefusedAsync(
            () => head.PostAsync(
                office.Working.AddressOf(OfficeAtWork.OpenPart, "update"), new { note = "Đã làm một nửa.", percent = 50, expectedVersion = 1 }),
            HttpStatusCode.Conflict, "version.stale");

        Assert.Equal("InProgress", problem.GetProperty("currentState").GetString());
        Assert.True(problem.GetProperty("currentVersion").GetInt32() > 1);
        Assert.Contains("đã thao tác “Phân công nội bộ” trước", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stale_version_of_a_directive_is_refused()
    {
        var leader = await office.Staff.AtAsync("giamdoc");

        await RefusedAsync(
            () => leader.PostAsync(
                $"/api/directives/{office.Waiting.Id}/tasks/confirmation", new { noTaskArises = true, reason = "Để biết.", expectedVersion = 1 }),
            HttpStatusCode.Conflict, "version.stale");
    }

    private Guid UnitOf(string code) => office.Staff.UnitOf(code);

    /// <summary>Asserts the refusal, and that it left every table as it was.</summary>
    private async Task<JsonElement> RefusedAsync(Func<Task<HttpResponseMessage>> ask, HttpStatusCode status, string code)
    {
        var before = await office.RowsAsync();
        var problem = await (await ask()).ProblemAsync(status, code);
        Assert.Equal(before, await office.RowsAsync());
        return problem;
    }

    /// <summary>The leader confirms the first proposal with this unit and date.</summary>
    private async Task<HttpResponseMessage> ConfirmFirstAsync(Guid unitId, string dueDate)
    {
        var task = (await office.Waiting.ReadAsync()).GetProperty("tasks").EnumerateArray().First();
        return await (await office.Staff.AtAsync("giamdoc")).PostAsync($"/api/directives/{office.Waiting.Id}/tasks/confirmation", new
        {
            tasks = new[]
            {
                new
                {
                    taskId = task.GetProperty("id").GetGuid(), confirmed = true, title = task.GetProperty("title").GetString(), leadUnitId = unitId, dueDate,
                },
            },
        });
    }

    private static MultipartFormDataContent FileOf(byte[] bytes)
    {
        var file = new ByteArrayContent(bytes);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return new MultipartFormDataContent { { file, "file", "van-ban.txt" } };
    }
}
