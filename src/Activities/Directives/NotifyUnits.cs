using DirectiveFlow.Activities.Messages;
using DirectiveFlow.Directives.Notifications;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;

namespace DirectiveFlow.Activities.Directives;

/// <summary>
/// Puts a notice about the directive into the lists of people in chosen units. It is there exactly when the step has committed; a unit
/// in which nobody holds the role gets none.
/// </summary>
[Activity("DirectiveFlow", "NotifyUnits", Category = "Directives", DisplayName = "Thông báo cho đơn vị",
    Description = "Gửi thông báo về văn bản cho người giữ vai trò đã chọn ở các đơn vị đã chọn.")]
public sealed class NotifyUnits : CodeActivity
{
    [Input(Description = "Văn bản chỉ đạo.")]
    public Input<Guid> DirectiveId { get; set; } = new();

    /// <summary>Codes of units.</summary>
    [Input(Description = "Các đơn vị nhận thông báo.", UIHint = "checklist", OptionsFrom = "units", Order = 1)]
    public Input<IReadOnlyList<string>> Units { get; set; } = new([]);

    [Input(Description = "Vai trò của người nhận trong đơn vị.", UIHint = "dropdown", OptionsFrom = "roles", DefaultValue = Roles.LeadHead, Order = 2)]
    public Input<string> Role { get; set; } = new(Roles.LeadHead);

    [Input(Description = "Nội dung thông báo.", UIHint = "multiline", Order = 3)]
    public Input<string> Message { get; set; } = new("");

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var directive = await context.DirectiveAsync(await context.GetAsync(DirectiveId));
        var (role, message) = (await context.GetAsync(Role), await context.GetAsync(Message));
        var post = new DirectivePost(context.Services, directive, context.UtcNow);
        var people = new List<Guid>();
        foreach (var code in await context.GetAsync(Units) ?? [])
        {
            // Drawn wrong, not asked for wrongly: an incident, which an administrator mends, instead of a refusal to whoever resumed the flow.
            var unit = await post.Organization.FindUnitByNameOrCodeAsync(code, context.CancellationToken)
                ?? throw new InvalidOperationException($"Không có đơn vị “{code}” trong cơ cấu tổ chức.");
            people.AddRange((await post.Organization.PeopleOfUnitAsync(unit.Id, context.CancellationToken))
                .Where(person => person.Roles.Contains(role ?? Roles.LeadHead, StringComparer.Ordinal)).Select(person => person.Id));
        }

        post.Notify(people, NotificationText.Notice(directive.Code, message ?? ""), assignmentId: null);
    }
}
