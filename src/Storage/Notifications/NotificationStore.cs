using DirectiveFlow.Directives.Notifications;
using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Notifications;

internal static class NotificationMapping
{
    public static void Map(ModelBuilder builder) => builder.Entity<Notification>(notification =>
    {
        notification.ToTable("Notifications");
        notification.HasKey(n => n.Id);
        notification.HasIndex(n => new { n.PersonId, n.At });
    });
}

/// <summary>Notifications of one unit of work.</summary>
internal sealed class NotificationStore(FlowDbContext context) : INotificationRepository
{
    public async Task<Notification?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        await context.Set<Notification>().FindAsync([id], cancellationToken);

    public async Task<IReadOnlyList<Notification>> UnreadOfAsync(Guid personId, CancellationToken cancellationToken) =>
        await context.Set<Notification>().Where(n => n.PersonId == personId && n.ReadAt == null)
            .OrderByDescending(n => n.At).ThenBy(n => n.Id).ToListAsync(cancellationToken);

    public void Add(Notification notification) => context.Add(notification);
}
