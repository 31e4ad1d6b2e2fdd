using System.Security.Claims;
using DirectiveFlow.Directives.Notifications;
using DirectiveFlow.Directives.Queries;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Host.Identity;
using DirectiveFlow.Host.Problems;

namespace DirectiveFlow.Host.Api;

/// <param name="Unread">Of the whole list, not only of the rows shown.</param>
internal sealed record NotificationList(IReadOnlyList<NotificationRow> Items, int Unread);

/// <summary>The signed-in person's own notifications.</summary>
internal static class NotificationEndpoints
{
    private const int Most = 200;

    public static void MapNotifications(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/notifications").WithTags("Notifications").RequireAuthorization(FlowPolicies.Api);
        group.MapGet("/", ListAsync).WithName("listNotifications").Produces<NotificationList>();
        group.MapPost("/{id:guid}/read", MarkReadAsync).WithName("markNotificationRead")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<NotificationList> ListAsync(
        ClaimsPrincipal user, IDirectiveQueries queries, CancellationToken cancellationToken, int take = 50, bool unreadOnly = false)
    {
        var actor = user.ToActor();
        return new NotificationList(
            await queries.NotificationsAsync(actor, Math.Clamp(take, 1, Most), unreadOnly, cancellationToken),
            await queries.CountUnreadNotificationsAsync(actor, cancellationToken));
    }

    /// <summary>Reading twice changes nothing. Somebody else's notification does not exist.</summary>
    private static async Task<IResult> MarkReadAsync(
        HttpContext context, ClaimsPrincipal user, Guid id, IUnitOfWorkFactory units, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var unit = units.Open();
        var notification = await unit.Services.GetRequiredService<INotificationRepository>().FindAsync(id, cancellationToken);
        if (notification is null || notification.PersonId != user.ToActor().PersonId)
        {
            return Problem.NotFound(context);
        }

        notification.MarkRead(time.GetUtcNow());
        await unit.CommitAsync(cancellationToken);
        return Results.NoContent();
    }
}
