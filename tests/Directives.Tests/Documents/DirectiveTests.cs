using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Rules;
using DirectiveFlow.Directives.Tasks;
using TaskStatus = DirectiveFlow.Directives.Tasks.TaskStatus;

namespace DirectiveFlow.Directives.Tests.Documents;

public sealed class DirectiveTests
{
    private static readonly ConsolidatedReport AReport = new("Báo cáo", 1, 2, 2, 0, 0, default);

    private readonly Scene _scene = new();

    [Fact]
    public void A_directive_walks_from_intake_to_closing_and_its_history_tells_each_step()
    {
        var (directive, task) = _scene.Concretizing();
        directive.RecordDissemination("Hội nghị ngày 02/03/2026, 45 người dự", _scene.By(_scene.Monitor));
        directive.ConfirmTask(task.Id, _scene.ADecision(Scene.Day("2026-03-27")), _scene.By(_scene.Leader));
        directive.Concretize(_scene.ByMachine());
        directive.Summarize(openAssignments: 0, _scene.ByMachine());
        directive.Close(AReport, _scene.ByMachine());

        Assert.Equal(DirectiveState.Closed, directive.State);
        Assert.Equal(
            ["receive", "register", "submitToLeader", "direct", "disseminate", "confirmTask", "concretize", "summarize", "close"],
            directive.Events.Select(e => e.Action));
        Assert.Equal(Enumerable.Range(1, 9), directive.Events.Select(e => e.Version));
        Assert.Equal((9, AReport), (directive.Version, directive.ConsolidatedReport));
    }

    [Fact]
    public void Every_action_that_the_table_does_not_know_in_a_state_is_refused_and_changes_nothing()
    {
        var (directive, task) = _scene.Concretizing();
        var version = directive.Version;

        Refused("directive.transition.not-allowed", "T1", () => directive.Register(2, _scene.By(_scene.Clerk)));
        Refused("directive.transition.not-allowed", "T2", () => directive.SubmitToLeader(_scene.By(_scene.Clerk)));
        Refused("directive.transition.not-allowed", "T3", () => directive.Direct("x", false, _scene.By(_scene.Leader)));
        Refused("directive.transition.not-allowed", "2.14", () => directive.Summarize(0, _scene.ByMachine()));
        Refused("directive.transition.not-allowed", "2.14", () => directive.Close(AReport, _scene.ByMachine()));
        Refused("directive.role.not-allowed", "T4",
            () => directive.ConfirmTask(task.Id, _scene.ADecision(Scene.Day("2026-03-27")), _scene.By(_scene.Head)));
        Refused("directive.role.not-allowed", "T4", () => directive.RejectTask(task.Id, "Trùng", _scene.By(_scene.Admin)));

        Assert.Equal((version, version), (directive.Version, directive.Events.Count));
    }

    [Fact]
    public void Tasks_are_decided_only_while_concretizing()
    {
        var (directive, task) = _scene.Concretizing();
        directive.ConfirmTask(task.Id, _scene.ADecision(Scene.Day("2026-03-27")), _scene.By(_scene.Leader));
        directive.Concretize(_scene.ByMachine());

        Refused("directive.transition.not-allowed", "T4", () => directive.RejectTask(task.Id, "Trùng", _scene.By(_scene.Leader)));
        Assert.Throws<InvalidOperationException>(
            () => directive.ProposeTask(_scene.NewId(), new TaskProposal("Muộn", "")));
    }

    [Fact]
    public void The_gate_stays_shut_while_a_proposal_is_undecided()
    {
        var (directive, _) = _scene.Concretizing();

        Refused("directive.concretize.proposals-left", "T4", () => directive.Concretize(_scene.ByMachine()));
    }

    [Fact]
    public void The_gate_opens_without_a_task_only_when_the_leader_signs_that_none_arises()
    {
        var (directive, task) = _scene.Concretizing();
        Refused("directive.noTask.tasks-left", "T4", () => directive.SignNoTaskArises("Chỉ để biết", _scene.By(_scene.Leader)));
        directive.RejectTask(task.Id, "Việc thường xuyên", _scene.By(_scene.Monitor));
        Refused("directive.concretize.no-task", "T4", () => directive.Concretize(_scene.ByMachine()));
        Refused("directive.role.not-allowed", "T4", () => directive.SignNoTaskArises("Không có", _scene.By(_scene.Monitor)));

        directive.SignNoTaskArises("Không giao việc mới", _scene.By(_scene.Leader));
        directive.Concretize(_scene.ByMachine());

        Assert.Equal(DirectiveState.InProgress, directive.State);
        Assert.Equal((TaskStatus.Rejected, "Việc thường xuyên"), (task.Status, task.RejectionReason));
    }

    [Fact]
    public void A_task_is_confirmed_only_whole()
    {
        var (directive, task) = _scene.Concretizing();
        var good = _scene.ADecision(Scene.Day("2026-03-27"));
        var leader = _scene.By(_scene.Leader);

        Refused("task.lead.required", "T3", () => directive.ConfirmTask(task.Id, good with { LeadUnitId = null }, leader));
        Refused("task.deadline.required", "T3", () => directive.ConfirmTask(task.Id, good with { Deadline = null }, leader));
        Refused("task.title.required", "T4", () => directive.ConfirmTask(task.Id, good with { Title = " " }, leader));
        Refused("task.coordinating.is-lead", "T3",
            () => directive.ConfirmTask(task.Id, good with { CoordinatingUnitIds = [_scene.Division.Id] }, leader));
        Refused("deadline.off-day", "T5",
            () => directive.ConfirmTask(task.Id, _scene.ADecision(Scene.Day("2026-04-30")), leader));
        Refused("deadline.past", "T5",
            () => directive.ConfirmTask(task.Id, _scene.ADecision(Scene.Day("2026-02-27")), leader));
        Refused("task.unknown", "T4", () => directive.ConfirmTask(Guid.Empty, good, leader));

        Assert.Equal((TaskStatus.Proposed, (Guid?)null), (task.Status, task.LeadUnitId));
    }

    [Fact]
    public void Editing_keeps_a_proposal_open_and_the_words_of_its_deadline()
    {
        var (directive, task) = _scene.Concretizing();
        var read = _scene.ADeadline(Scene.Day("2026-03-31")) with { SourceText = "trong tháng 3/2026" };
        directive.EditTask(task.Id, new TaskDecision("Kế hoạch chuyển đổi số", null, read), _scene.By(_scene.Monitor));

        directive.ConfirmTask(task.Id, _scene.ADecision(Scene.Day("2026-03-27")), _scene.By(_scene.Leader));

        Assert.Equal("trong tháng 3/2026", task.Deadline!.SourceText);
        Assert.Equal((TaskStatus.Confirmed, _scene.Leader.FullName), (task.Status, task.Deadline.ConfirmedBy));
    }

    [Fact]
    public void The_history_keeps_nothing_of_a_confidential_task_but_its_id()
    {
        var (directive, task) = _scene.Concretizing(confidential: true);
        var decision = _scene.ADecision(Scene.Day("2026-03-27")) with { IsConfidential = true, Title = "Nội dung nhạy cảm" };

        directive.ConfirmTask(task.Id, decision, _scene.By(_scene.Leader));

        Assert.DoesNotContain("nhạy cảm", directive.Events[^1].Data, StringComparison.Ordinal);
        Assert.Contains(task.Id.ToString("D"), directive.Events[^1].Data, StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_of_a_secret_document_is_refused_and_its_stub_goes_no_further()
    {
        var secret = Scene.ADocument() with { Secrecy = Secrecy.Confidential };
        Refused("directive.secret.text-refused", "2.1",
            () => Directive.Receive(_scene.NewId(), secret, _scene.By(_scene.Clerk)));

        var stub = Directive.Receive(_scene.NewId(), secret with { Text = null }, _scene.By(_scene.Clerk));
        stub.Register(7, _scene.By(_scene.Clerk));
        Refused("directive.secret.stub-only", "2.1", () => stub.SubmitToLeader(_scene.By(_scene.Clerk)));
    }

    [Theory]
    [InlineData("", "Tỉnh uỷ", "về việc", "directive.code.required")]
    [InlineData("391-KH/TU", " ", "về việc", "directive.organName.required")]
    [InlineData("391-KH/TU", "Tỉnh uỷ", "", "directive.subject.required")]
    public void A_document_is_received_only_with_code_issuer_and_subject(string code, string organ, string subject, string problem) =>
        Refused(problem, "T1", () => Directive.Receive(
            _scene.NewId(), Scene.ADocument() with { Code = code, OrganName = organ, Subject = subject }, _scene.By(_scene.Clerk)));

    [Theory]
    [InlineData("391-KH/TU", "Ban Thường vụ Tỉnh ủy", "2024-03-18", true)]
    [InlineData("391-kh/tu", "BAN THƯỜNG VỤ  TỈNH UỶ", "2024-03-18", true)]
    [InlineData("391-KH/TU", "Ban Thường vụ Thành ủy", "2024-03-18", false)]
    [InlineData("391-KH/TU", "Ban Thường vụ Tỉnh ủy", "2025-03-18", false)]
    [InlineData("392-KH/TU", "Ban Thường vụ Tỉnh ủy", "2024-03-18", false)]
    public void Code_issuer_and_date_together_make_the_same_document(string code, string organ, string date, bool same)
    {
        var known = new DocumentIdentity("391-KH/TU", "Ban Thường vụ Tỉnh uỷ", new DateOnly(2024, 3, 18));

        var other = new DocumentIdentity(code, organ, Scene.Day(date));

        Assert.Equal(same, string.Equals(known.Key, other.Key, StringComparison.Ordinal));
    }

    [Fact]
    public void Links_are_numbered_and_belong_to_the_directive()
    {
        var document = Scene.ADocument() with
        {
            Links =
            [
                new(LinkRelation.Implements, 1, "69-KL/TW", "Kết luận", "Bộ Chính trị", new DateOnly(2024, 1, 11), "tiếp tục"),
                new(LinkRelation.Implements, 2, "20-NQ/TW", "Nghị quyết", "Ban Chấp hành Trung ương", null, "phát triển"),
            ],
        };

        var directive = Directive.Receive(_scene.NewId(), document, _scene.By(_scene.Clerk));

        Assert.Equal([(1, "69-KL/TW"), (2, "20-NQ/TW")], directive.Links.Select(l => (l.Ordinal, l.Code)));
        Assert.All(directive.Links, l => Assert.Equal(directive.Id, l.DirectiveId));
    }

    [Fact]
    public void Open_assignments_hold_the_summary_back()
    {
        var (directive, task) = _scene.Concretizing();
        directive.ConfirmTask(task.Id, _scene.ADecision(Scene.Day("2026-03-27")), _scene.By(_scene.Leader));
        directive.Concretize(_scene.ByMachine());

        Refused("directive.summarize.open-assignments", "2.14", () => directive.Summarize(1, _scene.ByMachine()));
    }

    [Fact]
    public void A_stale_version_is_refused_with_what_happened_meanwhile()
    {
        var (directive, task) = _scene.Concretizing();
        var seen = directive.Version;
        directive.RejectTask(task.Id, "Trùng", _scene.By(_scene.Monitor));

        var stale = Assert.Throws<StaleVersionException>(() => directive.ExpectVersion(seen));

        Assert.Equal(("Concretizing", "rejectTask"), (stale.CurrentState, stale.Last.Action));
    }

    [Fact]
    public void What_a_person_may_do_comes_from_the_table()
    {
        Assert.Equal([DirectiveAction.Direct], DirectiveTransitions.AllowedFor(DirectiveState.AwaitingDirection, _scene.Leader.AsActor()));
        Assert.Empty(DirectiveTransitions.AllowedFor(DirectiveState.AwaitingDirection, _scene.Clerk.AsActor()));
        Assert.Contains(DirectiveAction.ConfirmTask, DirectiveTransitions.AllowedFor(DirectiveState.Concretizing, _scene.Monitor.AsActor()));
        Assert.Empty(DirectiveTransitions.AllowedFor(DirectiveState.Concretizing, _scene.Inspector.AsActor()));
    }

    private static void Refused(string code, string rule, Action action)
    {
        var refused = Assert.Throws<RuleViolationException>(action);
        Assert.Equal((code, rule), (refused.Code, refused.Rule));
    }
}
