using System.Security.Claims;
using DirectiveFlow.Activities.Directives;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Launching;
using DirectiveFlow.Directives.Queries;
using DirectiveFlow.Directives.Reading.Coverage;
using DirectiveFlow.Directives.Reading.Dictionaries;
using DirectiveFlow.Directives.Reading.Intake;
using DirectiveFlow.Host.Identity;
using DirectiveFlow.Host.Intake;
using DirectiveFlow.Host.Operations;
using DirectiveFlow.Host.Problems;
using DirectiveFlow.Workflows.Commands;
using DirectiveFlow.Workflows.Launching;

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
        group.MapPost("/proposals", ProposeAsync).WithName("proposeDirective").Produces<LaunchPreview>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge);
        group.MapPost("/upload", UploadAsync).WithName("launchDirectiveFromFile").TakesFile()
            .Accepts<LaunchFileRequest>("multipart/form-data").Launches();
        group.MapPost("/{id:guid}/coverage", CompareAsync).WithName("comparePlan").Produces<PlanComparison>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
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

    /// <summary>What a launch of this text would propose; a person's decisions on it go with the launch. Stores nothing.</summary>
    private static async Task<IResult> ProposeAsync(
        ProposalsRequest request, DocumentReader reader, TimeProvider clock, CancellationToken cancellationToken) =>
        Results.Ok(await LaunchPreview.OfAsync(reader, clock, request.Text, request.ContextDate, request.Code, cancellationToken));

    /// <summary>A file of any kind the intake reads (text, .docx, .pdf, .html, .eml); what is not given beside it is read from it.</summary>
    private static async Task<IResult> UploadAsync(
        HttpContext context, ClaimsPrincipal user, ITextIntake intake, DirectiveCommands commands, CommandIds ids, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFileFormAsync(cancellationToken);
        if (form.Files["file"] is not { } file)
        {
            return Problem.Of(context, ProblemKind.Malformed, "Thiếu phần file của biểu mẫu.", "The form has no part named file.");
        }

        var text = (await intake.ExtractAsync(file, cancellationToken)).Text;
        var actor = user.ToActor();
        var command = new LaunchDirective(actor, text) { Direction = form["direction"] is [{ Length: > 0 } direction] ? direction : null };
        return Launched(await commands.LaunchAsync(ids.Of(context, actor), command, cancellationToken));
    }

    /// <summary>Which groups and tasks of the directive a plan takes up, with the words of both; stores nothing.</summary>
    private static async Task<IResult> CompareAsync(
        HttpContext context, ClaimsPrincipal user, Guid id, PlanRequest request, DirectiveCoverage coverage, CancellationToken cancellationToken) =>
        await coverage.CompareAsync(user.ToActor(), id, request.Text, cancellationToken) is { } comparison
            ? Results.Ok(comparison)
            : Problem.NotFound(context);

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
