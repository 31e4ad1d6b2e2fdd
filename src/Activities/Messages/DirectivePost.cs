using DirectiveFlow.Contracts;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Notifications;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Engine.Identity;
using DirectiveFlow.Engine.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Activities.Messages;

/// <summary>
/// Puts messages between departments and notifications to people into the current unit of work: they exist exactly when what
/// they tell of has committed. Messages of one unit leave in the order they were put, after those of every unit it has seen.
/// </summary>
internal sealed class DirectivePost(IServiceProvider unit, Directive directive, DateTimeOffset now)
{
    private readonly IIdGenerator _ids = unit.GetRequiredService<IIdGenerator>();
    private readonly IOrganization _organization = unit.GetRequiredService<IOrganization>();
    private string? _home;

    public Directive Directive => directive;

    public IOrganization Organization => _organization;

    /// <summary>Sends to the department of a unit.</summary>
    public Task SendToUnitAsync(Unit to, DepartmentMessage message, CancellationToken cancellationToken) =>
        SendAsync(to.DepartmentCode, message, cancellationToken);

    /// <summary>Sends to the department that drives the directive.</summary>
    public async Task SendHomeAsync(DepartmentMessage message, CancellationToken cancellationToken) =>
        await SendAsync(await HomeAsync(cancellationToken), message, cancellationToken);

    /// <summary>Stamps the head and puts the message into the outbox.</summary>
    public async Task SendAsync(string department, DepartmentMessage message, CancellationToken cancellationToken)
    {
        var stamped = message with
        {
            MessageId = _ids.NewGuid(),
            OccurredAt = now,
            DirectiveId = directive.Id,
            HistoryVersion = message is AssignmentMessage ? message.HistoryVersion : directive.Version,
            DirectiveCode = directive.Code,
            FromDepartment = await HomeAsync(cancellationToken),
            ToDepartment = department,
        };
        unit.GetRequiredService<IOutbox>().Add(new OutboxMessage(
            stamped.MessageId, directive.Id.ToString("N"), department, stamped.GetType().Name, ContractCatalog.Serialize(stamped), now));
    }

    public void Notify(IEnumerable<Guid> people, NotificationText text, Guid? assignmentId)
    {
        var notifications = unit.GetRequiredService<INotificationRepository>();
        foreach (var person in people.Distinct())
        {
            notifications.Add(new Notification(_ids.NewGuid(), person, text, directive.Id, assignmentId, now));
        }
    }

    public async Task<IReadOnlyList<Guid>> InRoleAsync(string role, CancellationToken cancellationToken) =>
        [.. (await _organization.PeopleInRoleAsync(role, cancellationToken)).Select(person => person.Id)];

    public async Task<IReadOnlyList<Guid>> HeadsOfAsync(Guid unitId, CancellationToken cancellationToken) =>
        [.. (await _organization.PeopleOfUnitAsync(unitId, cancellationToken))
            .Where(person => person.AsActor().HasAny(Roles.UnitHeads))
            .Select(person => person.Id)];

    /// <summary>The leader's department: the one whose directive this is.</summary>
    private async Task<string> HomeAsync(CancellationToken cancellationToken)
    {
        if (_home is null)
        {
            var leaders = await _organization.PeopleInRoleAsync(Roles.Leader, cancellationToken);
            var leading = leaders.Count == 0 ? null : await _organization.FindUnitAsync(leaders[0].UnitId, cancellationToken);
            _home = leading?.DepartmentCode
                ?? throw new InvalidOperationException("No person in the organisation holds the role of leader.");
        }

        return _home;
    }
}
