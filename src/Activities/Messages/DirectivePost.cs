using DirectiveFlow.Contracts;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Notifications;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Engine.Identity;
using DirectiveFlow.Engine.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Activities.Messages;

/// <summary>Head of a message: which id, when, about what, from and to whom.</summary>
internal sealed record MessageHead(
    Guid MessageId, DateTimeOffset OccurredAt, Guid DirectiveId, string DirectiveCode, string FromDepartment, string ToDepartment);

/// <summary>
/// Puts messages between departments and notifications to people into the current unit of work: they exist exactly when what
/// they tell of has committed. Messages of one directive leave in the order they were put.
/// </summary>
internal sealed class DirectivePost(IServiceProvider unit, Directive directive, DateTimeOffset now)
{
    private readonly IIdGenerator _ids = unit.GetRequiredService<IIdGenerator>();
    private readonly IOrganization _organization = unit.GetRequiredService<IOrganization>();
    private string? _home;

    public Directive Directive => directive;

    public IOrganization Organization => _organization;

    /// <summary>Sends to the department of a unit.</summary>
    public async Task SendToUnitAsync(Unit unit, Func<MessageHead, IDepartmentMessage> compose, CancellationToken cancellationToken) =>
        await SendAsync(unit.DepartmentCode, compose, cancellationToken);

    /// <summary>Sends to the department that drives the directive.</summary>
    public async Task SendHomeAsync(Func<MessageHead, IDepartmentMessage> compose, CancellationToken cancellationToken) =>
        await SendAsync(await HomeAsync(cancellationToken), compose, cancellationToken);

    public async Task SendAsync(
        string department, Func<MessageHead, IDepartmentMessage> compose, CancellationToken cancellationToken)
    {
        var message = compose(new MessageHead(
            _ids.NewGuid(), now, directive.Id, directive.Code, await HomeAsync(cancellationToken), department));
        unit.GetRequiredService<IOutbox>().Add(new OutboxMessage(
            message.MessageId, directive.Id.ToString("N"), department, message.GetType().Name, ContractCatalog.Serialize(message), now));
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
