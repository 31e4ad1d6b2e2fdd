using DirectiveFlow.Activities.Messages;
using DirectiveFlow.Contracts;
using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Notifications;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;

namespace DirectiveFlow.Activities.Directives;

/// <summary>
/// Begins the closing (step 14) once every assignment is completed or cancelled, and writes the consolidated report from the
/// approved ones. While one is open the domain refuses and the step is not committed: a definition that draws this too early
/// closes nothing.
/// </summary>
[Activity("DirectiveFlow", "WriteConsolidatedReport", Category = "Directives", DisplayName = "Tổng hợp báo cáo",
    Description = "Lập báo cáo tổng hợp khi mọi phần việc đã hoàn thành hoặc huỷ.")]
public sealed class WriteConsolidatedReport : CodeActivity
{
    [Input(Description = "Văn bản chỉ đạo.")]
    public Input<Guid> DirectiveId { get; set; } = new();

    [Output(Description = "Báo cáo tổng hợp.")]
    public Output<ConsolidatedReport>? Report { get; set; }

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var directive = await context.DirectiveAsync(await context.GetAsync(DirectiveId));
        var act = await context.ActAsync(Actor.System);
        var assignments = await context.GetRequiredService<IAssignmentRepository>()
            .OfDirectiveAsync(directive.Id, context.CancellationToken);
        directive.Summarize(assignments.Count(a => a.State.IsOpen()), act);
        var units = (await context.GetRequiredService<IOrganization>().ListUnitsAsync(context.CancellationToken))
            .ToDictionary(unit => unit.Id, unit => unit.Name);
        context.Set(
            Report, ConsolidatedReportWriter.Write(directive, assignments, id => units[id], context.UtcNow, act.Calendar));
    }
}

/// <summary>
/// Sends the consolidated report to who issued the directive: to that department's queue when the organisation knows the
/// issuer, else to the queue of <see cref="Superior"/>, from which a gateway to the issuer takes it.
/// </summary>
[Activity("DirectiveFlow", "ReportUp", Category = "Directives", DisplayName = "Báo cáo cấp trên",
    Description = "Gửi báo cáo tổng hợp cho cơ quan ban hành văn bản.")]
public sealed class ReportUp : CodeActivity
{
    /// <summary>Code of the queue for issuers outside the organisation.</summary>
    public const string Superior = "SUPERIOR";

    [Input(Description = "Văn bản chỉ đạo.")]
    public Input<Guid> DirectiveId { get; set; } = new();

    [Input(Description = "Báo cáo tổng hợp.")]
    public Input<ConsolidatedReport> Report { get; set; } = new();

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var directive = await context.DirectiveAsync(await context.GetAsync(DirectiveId));
        var report = await context.GetAsync(Report) ?? throw new InvalidOperationException("There is no consolidated report.");
        var issuer = await context.GetRequiredService<IOrganization>()
            .FindUnitByNameOrCodeAsync(directive.OrganName, context.CancellationToken);
        var post = new DirectivePost(context.Services, directive, context.UtcNow);
        await post.SendAsync(
            issuer?.DepartmentCode ?? Superior,
            new ConsolidatedReportSubmitted
            {
                OrganName = directive.OrganName,
                Text = report.Text,
                CompletedOnTime = report.CompletedOnTime,
                CompletedLate = report.CompletedLate,
                Cancelled = report.Cancelled,
            },
            context.CancellationToken);
    }
}

/// <summary>Closes the directive with its consolidated report and tells every department that had a part in it.</summary>
[Activity("DirectiveFlow", "CloseDirective", Category = "Directives", DisplayName = "Kết thúc văn bản",
    Description = "Kết thúc văn bản, thông báo cho các đơn vị tham gia.")]
public sealed class CloseDirective : CodeActivity
{
    [Input(Description = "Văn bản chỉ đạo.")]
    public Input<Guid> DirectiveId { get; set; } = new();

    [Input(Description = "Báo cáo tổng hợp.")]
    public Input<ConsolidatedReport> Report { get; set; } = new();

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var cancellation = context.CancellationToken;
        var directive = await context.DirectiveAsync(await context.GetAsync(DirectiveId));
        var report = await context.GetAsync(Report) ?? throw new InvalidOperationException("There is no consolidated report.");
        directive.Close(report, await context.ActAsync(Actor.System));

        var post = new DirectivePost(context.Services, directive, context.UtcNow);
        post.Notify(
            [.. await post.InRoleAsync(Roles.Leader, cancellation), .. await post.InRoleAsync(Roles.Monitor, cancellation)],
            NotificationText.DirectiveClosed(directive.Code, directive.Subject), assignmentId: null);
        foreach (var department in await DepartmentsAsync(context, directive))
        {
            await post.SendAsync(
                department,
                new DirectiveClosed
                {
                    Summary = report.Text,
                    CompletedOnTime = report.CompletedOnTime,
                    CompletedLate = report.CompletedLate,
                    Cancelled = report.Cancelled,
                },
                cancellation);
        }
    }

    private static async Task<IReadOnlyList<string>> DepartmentsAsync(ActivityExecutionContext context, Directive directive)
    {
        var assignments = await context.GetRequiredService<IAssignmentRepository>()
            .OfDirectiveAsync(directive.Id, context.CancellationToken);
        var units = (await context.GetRequiredService<IOrganization>().ListUnitsAsync(context.CancellationToken))
            .ToDictionary(unit => unit.Id, unit => unit.DepartmentCode);
        return [.. assignments.Select(a => units[a.UnitId]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }
}
