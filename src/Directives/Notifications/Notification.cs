namespace DirectiveFlow.Directives.Notifications;

/// <summary>A line in a person's in-app list. Texts are kept as sent.</summary>
public sealed class Notification
{
    private Notification()
    {
        Kind = Title = Body = "";
    }

    public Notification(
        Guid id, Guid personId, NotificationText text, Guid? directiveId, Guid? assignmentId, DateTimeOffset at)
    {
        Id = id;
        PersonId = personId;
        Kind = text.Kind;
        Title = text.Title;
        Body = text.Body;
        DirectiveId = directiveId;
        AssignmentId = assignmentId;
        At = at;
    }

    public Guid Id { get; private set; }

    public Guid PersonId { get; private set; }

    /// <summary>An id of <see cref="NotificationKinds"/>.</summary>
    public string Kind { get; private set; }

    public string Title { get; private set; }

    public string Body { get; private set; }

    public Guid? DirectiveId { get; private set; }

    public Guid? AssignmentId { get; private set; }

    public DateTimeOffset At { get; private set; }

    public DateTimeOffset? ReadAt { get; private set; }

    /// <summary>The first reading counts.</summary>
    public void MarkRead(DateTimeOffset at) => ReadAt ??= at;
}

/// <summary>Notifications of the current unit of work.</summary>
public interface INotificationRepository
{
    Task<Notification?> FindAsync(Guid id, CancellationToken cancellationToken);

    Task<IReadOnlyList<Notification>> UnreadOfAsync(Guid personId, CancellationToken cancellationToken);

    void Add(Notification notification);
}
