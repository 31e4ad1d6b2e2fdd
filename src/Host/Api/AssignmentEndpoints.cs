using System.Security.Claims;
using DirectiveFlow.Activities.Assignments;
using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Queries;
using DirectiveFlow.Host.Identity;
using DirectiveFlow.Host.Problems;
using DirectiveFlow.Workflows.Commands;

namespace DirectiveFlow.Host.Api;

/// <summary>Assignments: what the signed-in person answers for, and every act of the transition table that people do.</summary>
internal static class AssignmentEndpoints
{
    private const int LargestPage = 200;

    public static void MapAssignments(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/assignments").WithTags("Assignments").RequireAuthorization(FlowPolicies.Api)
            .ProducesProblem(StatusCodes.Status401Unauthorized);
        group.MapGet("/", ListMineAsync).WithName("listMyAssignments").Produces<Page<AssignmentRow>>();
        group.MapGet("/{id:guid}", GetAsync).WithName("getAssignment").Produces<AssignmentDetail>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/{id:guid}/reminders", RemindersAsync).WithName("listReminders").Produces<IReadOnlyList<ReminderView>>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapAct<AcceptRequest>(AssignmentAction.Accept);
        group.MapAct<ReturnRequest>(AssignmentAction.Return);
        group.MapAct<CascadeRequest>(AssignmentAction.Cascade);
        group.MapAct<UpdateRequest>(AssignmentAction.Update);
        group.MapAct<ReportRequest>(AssignmentAction.Report);
        group.MapAct<AppraiseRequest>(AssignmentAction.Appraise);
        group.MapAct<RequestReworkRequest>(AssignmentAction.RequestRework);
        group.MapAct<ApproveRequest>(AssignmentAction.Approve);
        group.MapAct<AssignRequest>(AssignmentAction.Assign);
        group.MapAct<CancelRequest>(AssignmentAction.Cancel);
        api.MapGet("/reviews", ReviewsAsync).WithTags("Reviews").WithName("listReviews").Produces<IReadOnlyList<ReviewRow>>()
            .RequireAuthorization(FlowPolicies.Api);
    }

    private static Task<Page<AssignmentRow>> ListMineAsync(
        ClaimsPrincipal user, IDirectiveQueries queries, CancellationToken cancellationToken, string? search = null,
        AssignmentState? state = null, AssignmentRole? role = null, bool openOnly = false, bool overdueOnly = false,
        string? after = null, int take = 50) =>
        queries.MyAssignmentsAsync(
            user.ToActor(),
            new AssignmentFilter(search, state, role, openOnly, overdueOnly, after, Math.Clamp(take, 1, LargestPage)),
            cancellationToken);

    private static async Task<IResult> GetAsync(
        HttpContext context, ClaimsPrincipal user, Guid id, IDirectiveQueries queries, CancellationToken cancellationToken) =>
        await queries.GetAssignmentAsync(user.ToActor(), id, cancellationToken) is { } assignment
            ? Results.Ok(assignment)
            : Problem.NotFound(context);

    private static async Task<IResult> RemindersAsync(
        HttpContext context, ClaimsPrincipal user, Guid id, IDirectiveQueries queries, CancellationToken cancellationToken) =>
        await queries.GetAssignmentAsync(user.ToActor(), id, cancellationToken) is { } assignment
            ? Results.Ok(assignment.Reminders)
            : Problem.NotFound(context);

    private static Task<IReadOnlyList<ReviewRow>> ReviewsAsync(
        ClaimsPrincipal user, IDirectiveQueries queries, CancellationToken cancellationToken) =>
        queries.ReviewQueueAsync(user.ToActor(), cancellationToken);

    /// <summary>One address per action of the table; its summary is the action's own name.</summary>
    private static void MapAct<TRequest>(this IEndpointRouteBuilder group, AssignmentAction action)
        where TRequest : IActRequest
    {
        var id = ActionIds.Of(action);
        var transition = AssignmentTransitions.Table.First(row => row.Action == action);
        group.MapPost($"/{{id:guid}}/{id}", ActAsync<TRequest>).WithName($"{id}Assignment")
            .WithSummary($"{transition.Name.Vi} / {transition.Name.En} ({transition.Rule})").WithMetadata(new ActMetadata(id)).Commands();
    }

    private static async Task<IResult> ActAsync<TRequest>(
        HttpContext context, ClaimsPrincipal user, Guid id, TRequest request, DirectiveCommands commands, CommandIds ids,
        CancellationToken cancellationToken)
        where TRequest : IActRequest
    {
        var actor = user.ToActor();
        var action = context.GetEndpoint()!.Metadata.GetRequiredMetadata<ActMetadata>().Action;
        var command = request.Fill(new AssignmentCommand
        {
            AssignmentId = id,
            Action = action,
            Actor = actor,
            ExpectedVersion = request.ExpectedVersion,
        });
        return Results.Ok(await commands.ActAsync(ids.Of(context, actor), command, cancellationToken));
    }

    private sealed record ActMetadata(string Action);
}
