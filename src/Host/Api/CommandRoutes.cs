using DirectiveFlow.Workflows.Commands;

namespace DirectiveFlow.Host.Api;

/// <summary>The answers every command has in common.</summary>
internal static class CommandRoutes
{
    public static void Commands(this RouteHandlerBuilder route) => route
        .Produces<CommandAnswer>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
}
