using System.Text.Json;
using DirectiveFlow.Directives.Assignments;

namespace DirectiveFlow.Host.Tests.Scenario;

/// <summary>A task as the leader decides it.</summary>
internal sealed record Decision(DateOnly Due, string Lead, params string[] Coordinating)
{
    public bool IsConfidential { get; init; }
}

/// <summary>One directive at the API: what people read of it and do to it.</summary>
internal sealed class DirectiveDesk(Staff staff, Guid id)
{
    private readonly Dictionary<string, Guid> _assignments = new(StringComparer.Ordinal);

    public Guid Id => id;

    /// <summary>Registers the directive a text is or announces, by the clerk; the leader then gives the direction.</summary>
    public static async Task<DirectiveDesk> LaunchAsync(Staff staff, string text, string? code = null)
    {
        var clerk = await staff.AtAsync("vanthu");
        var launched = await clerk.DoAsync("/api/directives", new { text, code, organName = code is null ? null : "Uỷ ban nhân dân tỉnh" });
        var desk = new DirectiveDesk(staff, launched.GetProperty("directiveId").GetGuid());
        Assert.Equal("AwaitingDirection", (await desk.ReadAsync()).GetProperty("state").GetString());
        var leader = await staff.AtAsync("giamdoc");
        await leader.DoAsync($"/api/directives/{desk.Id}/direction", new { direction = "Triển khai ngay, giao rõ việc, rõ hạn." });
        return desk;
    }

    public async Task<JsonElement> ReadAsync() => await (await staff.AtAsync("giamdoc")).GetAsync($"/api/directives/{id}");

    /// <summary>The leader confirms the first tasks as decided and rejects the others.</summary>
    public async Task ConfirmAsync(params IReadOnlyList<Decision> decisions)
    {
        var directive = await ReadAsync();
        var tasks = directive.GetProperty("tasks").EnumerateArray().OrderBy(task => task.GetProperty("ordinal").GetInt32()).ToList();
        await (await staff.AtAsync("giamdoc")).DoAsync($"/api/directives/{id}/tasks/confirmation", new
        {
            expectedVersion = directive.GetProperty("version").GetInt32(),
            tasks = tasks.Select((task, index) => index < decisions.Count
                ? (object)new
                {
                    taskId = task.GetProperty("id").GetGuid(),
                    confirmed = true,
                    title = task.GetProperty("title").GetString(),
                    leadUnitId = staff.UnitOf(decisions[index].Lead),
                    coordinatingUnitIds = decisions[index].Coordinating.Select(staff.UnitOf),
                    dueDate = decisions[index].Due,
                    isConfidential = decisions[index].IsConfidential,
                }
                : new { taskId = task.GetProperty("id").GetGuid(), confirmed = false, rejectionReason = "Không thuộc phạm vi." }),
        });
    }

    /// <summary>Learns the assignments, each by the ordinal of its task and the code of its unit: <c>1/SKHCN-KHTC</c>.</summary>
    public async Task<int> FindAssignmentsAsync()
    {
        foreach (var task in (await ReadAsync()).GetProperty("tasks").EnumerateArray())
        {
            foreach (var assignment in task.GetProperty("assignments").EnumerateArray())
            {
                var unit = assignment.GetProperty("unit").GetProperty("code").GetString();
                _assignments[$"{task.GetProperty("ordinal").GetInt32()}/{unit}"] = assignment.GetProperty("id").GetGuid();
            }
        }

        return _assignments.Count;
    }

    public Guid Assignment(string part) => _assignments[part];

    public async Task<JsonElement> ReadAsync(string part) =>
        await (await staff.AtAsync("giamdoc")).GetAsync($"/api/assignments/{Assignment(part)}");

    /// <summary>Somebody acts on an assignment, and it takes effect.</summary>
    public async Task ActAsync(string part, string userName, string action, object? input = null) =>
        await (await staff.AtAsync(userName)).DoAsync(AddressOf(part, action), input ?? new { });

    public string AddressOf(string part, string action) => $"/api/assignments/{Assignment(part)}/{action}";

    /// <summary>The head of the unit takes the work on in person.</summary>
    public async Task TakeOnAsync(string part, string head)
    {
        await ActAsync(part, head, "accept");
        await ActAsync(part, head, "cascade");
    }

    public Task ReportAsync(string part, string head, int round = 1) => ActAsync(
        part, head, "report", new { summary = $"Đã hoàn thành, lần {round}.", product = $"Báo cáo số {round}" });

    /// <summary>The report passes both judgements.</summary>
    public async Task PassAsync(string part)
    {
        await ActAsync(part, "phogiamdoc", "appraise", new { note = "Đạt yêu cầu." });
        await ActAsync(part, "giamdoc", "approve", new { grade = nameof(Grade.Good) });
    }
}
