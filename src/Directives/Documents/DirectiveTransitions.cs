using DirectiveFlow.Directives.Labels;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Rules;
using static DirectiveFlow.Directives.Documents.DirectiveAction;
using static DirectiveFlow.Directives.Documents.DirectiveState;

namespace DirectiveFlow.Directives.Documents;

/// <param name="Rule">T-number or section of PROCESS.</param>
/// <param name="From">Null: the directive comes into being.</param>
/// <param name="Who">Roles that may act; one suffices.</param>
public sealed record DirectiveTransition(
    string Rule, DirectiveState? From, DirectiveAction Action, DirectiveState To, Label Name, IReadOnlyList<string> Who);

/// <summary>The life of a directive as one table (PROCESS 3.1, 4); code, tests, pages and docs read it.</summary>
public static class DirectiveTransitions
{
    private static readonly string[] Intake = [Roles.Clerk, Roles.Monitor, Roles.Leader, Roles.System];
    private static readonly string[] Direction = [Roles.Leader];
    private static readonly string[] TaskWork = [Roles.Monitor, Roles.Leader];
    private static readonly string[] Closing = [Roles.Monitor, Roles.Leader, Roles.System];

    public static IReadOnlyList<DirectiveTransition> Table { get; } =
    [
        new("T1", null, Receive, Received, DirectiveLabels.Of(Receive), Intake),
        new("T1", Received, Register, Registered, DirectiveLabels.Of(Register), Intake),
        new("T2", Registered, SubmitToLeader, AwaitingDirection, DirectiveLabels.Of(SubmitToLeader), Intake),
        new("T3", AwaitingDirection, Direct, ForInformation, new("Lưu để biết", "Keep for information"), Direction),
        new("T3", AwaitingDirection, Direct, Concretizing, DirectiveLabels.Of(Direct), Direction),
        new("2.3", Concretizing, Disseminate, Concretizing, DirectiveLabels.Of(Disseminate), TaskWork),
        new("2.3", InProgress, Disseminate, InProgress, DirectiveLabels.Of(Disseminate), TaskWork),
        new("T4", Concretizing, AddTask, Concretizing, DirectiveLabels.Of(AddTask), [Roles.Monitor, Roles.Leader, Roles.System]),
        new("T4", Concretizing, ConfirmTask, Concretizing, DirectiveLabels.Of(ConfirmTask), TaskWork),
        new("T4", Concretizing, EditTask, Concretizing, DirectiveLabels.Of(EditTask), TaskWork),
        new("T4", Concretizing, RejectTask, Concretizing, DirectiveLabels.Of(RejectTask), TaskWork),
        new("T4", Concretizing, SignNoTaskArises, Concretizing, DirectiveLabels.Of(SignNoTaskArises), Direction),
        new("T4", Concretizing, Concretize, InProgress, DirectiveLabels.Of(Concretize), Closing),
        new("2.14", InProgress, Summarize, Summarizing, DirectiveLabels.Of(Summarize), Closing),
        new("2.14", Summarizing, ResumeWork, InProgress, DirectiveLabels.Of(ResumeWork), Closing),
        new("2.14", Summarizing, Close, Closed, DirectiveLabels.Of(Close), Closing),
    ];

    /// <summary>What this person may do to a directive in this state, in the order of the table.</summary>
    public static IReadOnlyList<DirectiveAction> AllowedFor(DirectiveState state, Actor actor) =>
        [.. Table.Where(t => t.From == state && actor.HasAny(t.Who)).Select(t => t.Action).Distinct()];

    /// <exception cref="RuleViolationException"><c>directive.transition.not-allowed</c>, <c>directive.role.not-allowed</c>.</exception>
    internal static DirectiveTransition Require(
        DirectiveState? from, DirectiveAction action, Actor actor, DirectiveState? to = null)
    {
        var row = Table.FirstOrDefault(t => t.From == from && t.Action == action && (to is null || t.To == to));
        if (row is null)
        {
            var rule = Table.First(t => t.Action == action).Rule;
            var state = from is { } f ? DirectiveLabels.Of(f) : new Label("chưa có", "none");
            var name = DirectiveLabels.Of(action);
            throw new RuleViolationException(
                "directive.transition.not-allowed", rule,
                $"Không thể “{name.Vi}” khi văn bản đang ở trạng thái “{state.Vi}”.",
                $"“{name.En}” is not possible while the directive is “{state.En}”.");
        }

        if (!actor.HasAny(row.Who))
        {
            throw new RuleViolationException(
                "directive.role.not-allowed", row.Rule,
                $"Bạn không có quyền “{row.Name.Vi}”. Người có quyền: {RoleLabels.List(row.Who, l => l.Vi)}.",
                $"You may not “{row.Name.En}”. Who may: {RoleLabels.List(row.Who, l => l.En)}.");
        }

        return row;
    }
}
