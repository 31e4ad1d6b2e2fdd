using System.Text;
using DirectiveFlow.Engine.Messages;
using DirectiveFlow.Host.Identity;
using DirectiveFlow.Host.Messages;
using DirectiveFlow.Host.Problems;

namespace DirectiveFlow.Host.Api;

/// <param name="Endpoint">Code of the department that could not handle it, or <c>outbox</c> when it could not be sent.</param>
internal sealed record ParkedMessageResource(Guid Id, string Endpoint, string Type, string Body, string Cause, DateTimeOffset At);

/// <summary>What could not be handled, for an administrator to replay.</summary>
internal static class ParkedMessageEndpoints
{
    private const int Most = 200;

    public static void MapParkedMessages(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/admin/parked-messages").WithTags("Administration").RequireAuthorization(FlowPolicies.ApiAdministrator);
        group.MapGet("/", ListAsync).WithName("listParkedMessages").Produces<IReadOnlyList<ParkedMessageResource>>();
        group.MapPost("/{id:guid}/replay", ReplayAsync).WithName("replayParkedMessage")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IReadOnlyList<ParkedMessageResource>> ListAsync(
        IParkingStore store, CancellationToken cancellationToken, int take = 50) =>
    [
        .. (await store.ListAsync(Math.Clamp(take, 1, Most), cancellationToken)).Select(message => new ParkedMessageResource(
            message.Id, message.Endpoint, message.Type, Encoding.UTF8.GetString(message.Body), message.Cause, message.At)),
    ];

    private static async Task<IResult> ReplayAsync(
        HttpContext context, Guid id, ParkedReplay replay, CancellationToken cancellationToken) =>
        await replay.ReplayAsync(id, cancellationToken) switch
        {
            { Found: false } => Problem.NotFound(context),
            { Failure: { } failure } => Problem.Of(
                context, ProblemKind.RuleViolated with { Code = "message.unreadable" },
                $"Thông điệp vẫn không xử lý được: {failure}", $"The message still cannot be handled: {failure}"),
            _ => Results.NoContent(),
        };
}
