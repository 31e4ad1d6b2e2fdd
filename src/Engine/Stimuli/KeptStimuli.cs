using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Engine.Stimuli;

/// <summary>Gives kept stimuli to the waits a step opens, inside that step.</summary>
internal static class KeptStimuli
{
    /// <summary>Continues the run with every stimulus that was kept for its new waits; each is taken away by the step's commit, once.</summary>
    /// <param name="spent">The row this step itself came from: its stimulus has been delivered, if it is one.</param>
    public static async ValueTask DeliverAsync(IUnitOfWork unit, WorkflowRun run, DueWorkItem? spent, CancellationToken cancellationToken)
    {
        var plan = unit.Services.GetRequiredService<IDueWorkPlan>();
        HashSet<string> asked = new(StringComparer.Ordinal);
        while (run.End == RunEnd.None && run.HeldBy is null)
        {
            var fresh = run.FreshWaits().Where(w => asked.Add(w.BookmarkId)).ToArray();
            if (fresh.Length == 0)
            {
                return;
            }

            foreach (var (bookmarkId, hash) in fresh)
            {
                if (await OldestAsync(plan, run, hash, spent, cancellationToken) is var (item, kept) && item is not null
                    && run.TryResume(bookmarkId, kept!.Input, isDue: false))
                {
                    plan.Complete(item);
                }
            }

            await run.RunAsync();
        }
    }

    private static async ValueTask<(DueWorkItem? Item, KeptStimulus? Kept)> OldestAsync(
        IDueWorkPlan plan, WorkflowRun run, string hash, DueWorkItem? spent, CancellationToken cancellationToken)
    {
        var rows = await plan.FindAsync(DueWorkKinds.KeptStimulus, hash, cancellationToken);
        return rows.Where(item => item.Id != spent?.Id).Select(item => (Item: (DueWorkItem?)item, Kept: (KeptStimulus?)KeptStimulus.Of(item)))
            .Where(k => k.Kept!.IsFor(run.Instance.Id, run.CorrelationId, run.Now))
            .OrderBy(k => k.Kept!.KeptAt).ThenBy(k => k.Kept!.Id, StringComparer.Ordinal).FirstOrDefault();
    }
}

/// <summary>Looks for a wait that a kept stimulus belongs to; the last look drops it.</summary>
internal sealed class KeptStimulusHandler(WorkflowRuntime runtime, TimeProvider time) : IDueWorkHandler
{
    public string Kind => DueWorkKinds.KeptStimulus;

    public Task HandleAsync(DueWorkItem item, CancellationToken cancellationToken)
    {
        var kept = KeptStimulus.Of(item);
        return runtime.ResumeAsync(
            new ResumeWorkflow
            {
                StimulusHash = kept.Hash,
                InstanceId = kept.InstanceId,
                CorrelationId = kept.CorrelationId,
                Input = kept.Input,
                Completes = item,
                Keep = time.GetUtcNow() < kept.ExpiresAt ? kept with { Attempt = kept.Attempt + 1 } : null,
            },
            cancellationToken);
    }
}
