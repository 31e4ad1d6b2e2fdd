using System.Security.Claims;
using DirectiveFlow.Activities.Directives;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Queries;
using DirectiveFlow.Host.Identity;
using DirectiveFlow.Host.Operations;
using DirectiveFlow.Host.Problems;
using DirectiveFlow.Workflows.Commands;
using DirectiveFlow.Workflows.Launching;
using Microsoft.AspNetCore.Mvc;

namespace DirectiveFlow.Host.Api;

/// <summary>Directives: intake from a text, direction, confirmation of tasks.</summary>
internal static class DirectiveEndpoints
{
    private const int LargestPage = 200;

    public static void MapDirectives(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/directives").WithTags("Directives").RequireAuthorization(FlowPolicies.Api)
            .ProducesProblem(StatusCodes.Status401Unauthorized);
        group.MapGet("/", ListAsync).WithName("listDirectives").Produces<Page<DirectiveRow>>();
        group.MapGet("/{id:guid}", GetAsync).WithName("getDirective").Produces<DirectiveDetail>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("/", LaunchAsync).WithName("launchDirective").Launches();
        group.MapPost("/upload", UploadAsync).WithName("launchDirectiveFromFile").DisableAntiforgery().Launches();
        group.MapPost("/{id:guid}/direction", DirectAsync).WithName("directDirective").Commands();
        group.MapPost("/{id:guid}/tasks/confirmation", ConfirmTasksAsync).WithName("confirmTasks").Commands();
    }

    private static Task<Page<DirectiveRow>> ListAsync(
        ClaimsPrincipal user, IDirectiveQueries queries, CancellationToken cancellationToken,
        string? search = null, DirectiveState? state = null, string? after = null, int take = 50) =>
        queries.ListDirectivesAsync(
            user.ToActor(), new DirectiveFilter(search, state, after, Math.Clamp(take, 1, LargestPage)), cancellationToken);

    private static async Task<IResult> GetAsync(
        HttpContext context, ClaimsPrincipal user, Guid id, IDirectiveQueries queries, CancellationToken cancellationToken) =>
        await queries.GetDirectiveAsync(user.ToActor(), id, cancellationToken) is { } directive
            ? Results.Ok(directive)
            : Problem.NotFound(context);

    private static async Task<IResult> LaunchAsync(
        HttpContext context, ClaimsPrincipal user, LaunchRequest request, DirectiveCommands commands, CommandIds ids,
        CancellationToken cancellationToken)
    {
        var actor = user.ToActor();
        return Launched(await commands.LaunchAsync(ids.Of(context, actor), request.ToCommand(actor), cancellationToken));
    }

    /// <summary>The file is read as UTF-8 text; what its head does not say is given beside it.</summary>
    private static async Task<IResult> UploadAsync(
        HttpContext context, ClaimsPrincipal user, IFormFile file, [FromForm] string? direction, DirectiveCommands commands, CommandIds ids,
        CancellationToken cancellationToken)
    {
        if (file.Length > BodyLimits.Largest)
        {
            return Problem.Of(
                context, ProblemKind.TooLarge, "Tệp vượt quá giới hạn.", "The file exceeds the limit.");
        }

        using var reader = new StreamReader(file.OpenReadStream());
        var text = await reader.ReadToEndAsync(cancellationToken);
        var actor = user.ToActor();
        var command = new LaunchDirective(actor, text) { Direction = direction };
        return Launched(await commands.LaunchAsync(ids.Of(context, actor), command, cancellationToken));
    }

    private static async Task<IResult> DirectAsync(
        HttpContext context, ClaimsPrincipal user, Guid id, DirectionRequest request, DirectiveCommands commands, CommandIds ids,
        CancellationToken cancellationToken)
    {
        var actor = user.ToActor();
        var command = new DirectionCommand(id, actor, request.Direction, request.ForInformation, request.ExpectedVersion);
        return Done(await commands.DirectAsync(ids.Of(context, actor), command, cancellationToken));
    }

    private static async Task<IResult> ConfirmTasksAsync(
        HttpContext context, ClaimsPrincipal user, Guid id, TaskConfirmationRequest request, DirectiveCommands commands, CommandIds ids,
        CancellationToken cancellationToken)
    {
        var actor = user.ToActor();
        return Done(await commands.ConfirmTasksAsync(ids.Of(context, actor), request.ToCommand(id, actor), cancellationToken));
    }

    private static IResult Launched(LaunchAnswer answer) => Results.Created($"/api/directives/{answer.DirectiveId:D}", answer);

    private static IResult Done(CommandAnswer answer) => Results.Ok(answer);

    private static void Launches(this RouteHandlerBuilder route) => route
        .Produces<LaunchAnswer>(StatusCodes.Status201Created)
        .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
}
