using System.Globalization;
using System.Text.Json.Nodes;
using DirectiveFlow.Directives.Calendars;
using DirectiveFlow.Directives.Vietnamese;

namespace DirectiveFlow.Torture.Installation;

/// <summary>An assignment as the API shows it.</summary>
internal sealed record AssignmentSeen(Guid Id, string Unit, string State, int Version);

/// <summary>
/// One directive and the people who work on it, all through the API, taking turns among the hosts. Command ids are made of the
/// directive's code and what is done, so that a repeated call is the same command.
/// </summary>
internal sealed class DirectiveCase
{
    private readonly IReadOnlyList<Uri> _hosts;
    private readonly People _people;
    private readonly string _code;

    private DirectiveCase(IReadOnlyList<Uri> hosts, People people, string code, Guid id) =>
        (_hosts, _people, _code, Id) = (hosts, people, code, id);

    public Guid Id { get; }

    /// <summary>
    /// The leader launches a plan, confirms <paramref name="tasks"/> tasks, each led by the first of <paramref name="units"/> with
    /// the others coordinating, due in 25 working days; ends when every unit has been given its assignment.
    /// </summary>
    public static async Task<DirectiveCase> LaunchAsync(
        IReadOnlyList<Uri> hosts, People people, string code, int tasks, IReadOnlyList<string>? units = null)
    {
        units ??= People.Units;
        var launched = await people.Leader.MustAsync(hosts, "/api/directives", LaunchOf(code), $"{code}/launch");
        var directive = new DirectiveCase(hosts, people, code, (Guid)launched["directiveId"]!);
        await directive.ConfirmAsync(tasks, units);
        await directive.SeeAsync(all => all.Count == tasks * units.Count && all.All(a => a.State is "Assigned"));
        return directive;
    }

    public async Task<string> StateAsync() => (string)(await DetailAsync())["state"]!;

    public async Task<IReadOnlyList<AssignmentSeen>> AssignmentsAsync() =>
    [
        .. from task in (await DetailAsync())["tasks"]!.AsArray()
           from assignment in task!["assignments"]!.AsArray()
           select new AssignmentSeen(
               (Guid)assignment["id"]!, (string)assignment["unit"]!["code"]!, (string)assignment["state"]!, (int)assignment["version"]!),
    ];

    public Task<IReadOnlyList<AssignmentSeen>> SeeAsync(Func<IReadOnlyList<AssignmentSeen>, bool> satisfies) =>
        Eventually.SeeAsync($"What was awaited of {_code}", AssignmentsAsync, satisfies);

    public Task ClosesAsync() =>
        Eventually.SeeAsync($"The end of {_code}", StateAsync, state => state is "Closed");

    /// <summary>The unit accepts and starts (T6, T8).</summary>
    public async Task StartAsync(AssignmentSeen assignment)
    {
        var head = _people.HeadOf(assignment.Unit);
        await ActAsync(head, assignment, "accept", []);
        await ActAsync(head, assignment, "cascade", []);
    }

    public Task<JsonNode> ReportAsync(AssignmentSeen assignment) => ActAsync(
        _people.HeadOf(assignment.Unit), assignment, "report",
        new JsonObject { ["summary"] = "Đã hoàn thành phần việc được giao.", ["product"] = "Báo cáo kết quả" });

    public Task<JsonNode> AppraiseAsync(AssignmentSeen assignment) => ActAsync(_people.Appraiser, assignment, "appraise", []);

    public Task<JsonNode> ApproveAsync(AssignmentSeen assignment) =>
        ActAsync(_people.Leader, assignment, "approve", new JsonObject { ["grade"] = "Good" });

    /// <summary>One try of a progress update (T9) at one host.</summary>
    public Task<Answer> UpdateAsync(
        Uri host, AssignmentSeen assignment, string commandId, int? expectedVersion, string note = "Đang thực hiện theo kế hoạch.") =>
        _people.HeadOf(assignment.Unit).SendAsync(
            host, HttpMethod.Post, $"/api/assignments/{assignment.Id}/update",
            new JsonObject { ["note"] = note, ["expectedVersion"] = expectedVersion }, commandId);

    private Task<JsonNode> ActAsync(Caller who, AssignmentSeen assignment, string action, JsonObject body) =>
        who.MustAsync(_hosts, $"/api/assignments/{assignment.Id}/{action}", body, $"{_code}/{assignment.Id:N}/{action}");

    private Task<JsonNode> DetailAsync() => _people.Leader.GetAsync(_hosts, $"/api/directives/{Id}");

    private async Task ConfirmAsync(int tasks, IReadOnlyList<string> units)
    {
        var detail = await Eventually.SeeAsync(
            $"{_code} waiting for its tasks", DetailAsync, d => (string)d["state"]! is "Concretizing");
        var ids = (await _people.Leader.GetAsync(_hosts, "/api/units")).AsArray()
            .ToDictionary(u => (string)u!["code"]!, u => (string)u!["id"]!, StringComparer.Ordinal);
        var due = ShippedCalendar.Calendar.AddWorkingDays(VietnamTime.DayOf(TimeProvider.System.GetUtcNow()), 25);
        var decisions = new JsonArray();
        foreach (var proposed in detail["tasks"]!.AsArray())
        {
            decisions.Add(new JsonObject { ["taskId"] = (string)proposed!["id"]!, ["confirmed"] = false, ["rejectionReason"] = "Ngoài phạm vi thử nghiệm" });
        }

        for (var number = 1; number <= tasks; number++)
        {
            decisions.Add(new JsonObject
            {
                ["confirmed"] = true,
                ["title"] = string.Create(CultureInfo.InvariantCulture, $"Nhiệm vụ {number} của {_code}"),
                ["leadUnitId"] = ids[units[0]],
                ["coordinatingUnitIds"] = new JsonArray([.. units.Skip(1).Select(u => JsonValue.Create(ids[u]))]),
                ["dueDate"] = due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                ["product"] = "Báo cáo kết quả",
            });
        }

        await _people.Leader.MustAsync(
            _hosts, $"/api/directives/{Id}/tasks/confirmation", new JsonObject { ["tasks"] = decisions }, $"{_code}/confirm");
    }

    private static JsonObject LaunchOf(string code) => new()
    {
        ["text"] = $"KẾ HOẠCH số {code} về kiểm tra độ bền của hệ thống theo dõi văn bản chỉ đạo.",
        ["code"] = code,
        ["typeName"] = "Kế hoạch",
        ["organName"] = "Sở Khoa học và Công nghệ",
        ["issuedDate"] = "2026-11-02",
        ["subject"] = "Kiểm tra độ bền của hệ thống theo dõi văn bản chỉ đạo",
        ["direction"] = "Giao các đơn vị thực hiện, báo cáo đúng hạn.",
    };
}
