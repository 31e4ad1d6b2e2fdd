using System.Text.Json;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Identity;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Values;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Engine.Alterations;

/// <summary>A list of alterations for all instances that a filter finds when the plan is started.</summary>
/// <param name="Instances">Place in the list and page size have no meaning here; finished instances are refused one by one.</param>
public sealed record AlterationPlan(string? Name, IReadOnlyList<Alteration> Alterations, InstanceQuery Instances, string By);

/// <summary>How far a plan is.</summary>
/// <param name="Status"><see cref="AlterationPlanStatus.Completed"/> once all instances are listed and each has an outcome.</param>
public sealed record AlterationProgress(AlterationPlanStatus Status, int Pending, int Applied, int Refused);

/// <summary>
/// Plans of alterations: a dry run that says for each instance what would change, then the plan itself, which changes one instance
/// per step through due work. It goes on after a crash where it was, and no instance is changed twice.
/// </summary>
public sealed class AlterationPlans(
    WorkflowRuntime runtime, IInstanceStore instances, IAlterationStore plans, IUnitOfWorkFactory units, IIdGenerator ids, TimeProvider time)
{
    private const int Page = 100;

    /// <summary>What the plan would do to the next page of its instances. Nothing is changed.</summary>
    /// <param name="after">The last instance of the page before; null for the first page.</param>
    public async Task<IReadOnlyList<AlterationOutcome>> TryAsync(
        AlterationPlan plan, InstanceCursor? after = null, CancellationToken cancellationToken = default)
    {
        var outcomes = new List<AlterationOutcome>();
        foreach (var instance in await instances.ListAsync(plan.Instances with { After = after, Limit = Page }, cancellationToken))
        {
            outcomes.Add(await runtime.AlterAsync(
                new AlterWorkflow { InstanceId = instance.Id, By = plan.By, Alterations = plan.Alterations, DryRun = true }, cancellationToken));
        }

        return outcomes;
    }

    /// <summary>Starts a plan. When this returns it is on disk and runs without the caller.</summary>
    /// <returns>The plan's id.</returns>
    public async Task<string> StartAsync(AlterationPlan plan, CancellationToken cancellationToken = default)
    {
        var id = ids.NewId();
        var now = time.GetUtcNow();
        await using var unit = units.Open();
        unit.Services.GetRequiredService<IAlterationLog>().Add(new AlterationPlanRecord(
            id, plan.Name, JsonSerializer.Serialize(plan.Alterations, JsonValues.Options),
            JsonSerializer.Serialize(plan.Instances with { After = null, Limit = Page }, JsonValues.Options), AlterationPlanStatus.Pending, now, plan.By, null));
        unit.Services.GetRequiredService<IDueWorkPlan>().Add(AlterationListHandler.Row(ids, now, id, null));
        await unit.CommitAsync(cancellationToken);
        return id;
    }

    /// <summary>Null when there is no such plan.</summary>
    public async Task<AlterationProgress?> ProgressAsync(string planId, CancellationToken cancellationToken = default)
    {
        if (await plans.FindPlanAsync(planId, cancellationToken) is not { } plan)
        {
            return null;
        }

        var counts = await plans.ProgressAsync(planId, cancellationToken);
        var pending = counts.GetValueOrDefault(AlterationJobStatus.Pending);
        return new AlterationProgress(
            plan.Status == AlterationPlanStatus.Running && pending == 0 ? AlterationPlanStatus.Completed : plan.Status,
            pending, counts.GetValueOrDefault(AlterationJobStatus.Applied), counts.GetValueOrDefault(AlterationJobStatus.Refused));
    }
}

/// <summary>Payload of a <see cref="DueWorkKinds.ListAlterations"/> row: the next page of a plan's instances.</summary>
internal sealed record AlterationListRequest(string PlanId, InstanceCursor? After);

/// <summary>Lists the instances of a plan page by page and plans one row of due work for each.</summary>
internal sealed class AlterationListHandler(
    IInstanceStore instances, IAlterationStore plans, IUnitOfWorkFactory units, IIdGenerator ids, TimeProvider time) : IDueWorkHandler
{
    public string Kind => DueWorkKinds.ListAlterations;

    public static DueWorkItem Row(IIdGenerator ids, DateTimeOffset now, string planId, InstanceCursor? after) => new(
        ids.NewGuid(), now, DueWorkKinds.ListAlterations, planId + "/" + after?.Id, JsonSerializer.Serialize(new AlterationListRequest(planId, after), JsonValues.Options));

    public async Task HandleAsync(DueWorkItem item, CancellationToken cancellationToken)
    {
        var request = JsonSerializer.Deserialize<AlterationListRequest>(item.Payload, JsonValues.Options)!;
        var plan = await plans.FindPlanAsync(request.PlanId, cancellationToken)
            ?? throw new InvalidOperationException($"There is no alteration plan '{request.PlanId}'.");
        var query = JsonSerializer.Deserialize<InstanceQuery>(plan.Filter, JsonValues.Options)! with { After = request.After };
        var page = await instances.ListAsync(query, cancellationToken);
        await using var unit = units.Open();
        var (log, due) = (unit.Services.GetRequiredService<IAlterationLog>(), unit.Services.GetRequiredService<IDueWorkPlan>());
        foreach (var instance in page)
        {
            log.Add(new AlterationJobRecord(plan.Id, instance.Id, AlterationJobStatus.Pending, "[]", null));
            due.Add(new DueWorkItem(ids.NewGuid(), time.GetUtcNow(), DueWorkKinds.Alter, plan.Id + "/" + instance.Id, "{}"));
        }

        if (page.Count < query.Limit)
        {
            log.Update(plan with { Status = AlterationPlanStatus.Running });
        }
        else
        {
            due.Add(Row(ids, time.GetUtcNow(), plan.Id, new InstanceCursor(page[^1].CreatedAt, page[^1].Id)));
        }

        due.Complete(item);
        await unit.CommitAsync(cancellationToken);
    }
}

/// <summary>Applies a plan to one instance; the outcome is written in the same commit.</summary>
internal sealed class AlterationHandler(WorkflowRuntime runtime, IAlterationStore plans, TimeProvider time) : IDueWorkHandler
{
    public string Kind => DueWorkKinds.Alter;

    public async Task HandleAsync(DueWorkItem item, CancellationToken cancellationToken)
    {
        var slash = item.Key.IndexOf('/', StringComparison.Ordinal);
        var (planId, instanceId) = (item.Key[..slash], item.Key[(slash + 1)..]);
        var plan = await plans.FindPlanAsync(planId, cancellationToken)
            ?? throw new InvalidOperationException($"There is no alteration plan '{planId}'.");
        await runtime.AlterAsync(
            new AlterWorkflow
            {
                InstanceId = instanceId,
                By = plan.CreatedBy,
                Alterations = JsonSerializer.Deserialize<Alteration[]>(plan.Alterations, JsonValues.Options)!,
                Completes = item,
                Decided = (unit, outcome) => unit.Services.GetRequiredService<IAlterationLog>().Update(new AlterationJobRecord(
                    planId, instanceId, outcome.Status, JsonSerializer.Serialize(outcome.Log, JsonValues.Options), time.GetUtcNow())),
            },
            cancellationToken);
    }
}
