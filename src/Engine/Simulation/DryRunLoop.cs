using DirectiveFlow.Engine.Http;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Journal;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Engine.Simulation;

/// <summary>One dry run: does what is due, else gives the next answer or moves the clock, until nothing is left or a limit is reached.</summary>
internal sealed class DryRunLoop(IServiceProvider services, SimulatedClock clock, DryRunRequest request)
{
    private const string EnginesOwn = "workflow.";
    private readonly SimulatedStore _store = services.GetRequiredService<SimulatedStore>();
    private readonly WorkflowRuntime _runtime = services.GetRequiredService<WorkflowRuntime>();
    private readonly WorkflowCatalog _catalog = services.GetRequiredService<WorkflowCatalog>();
    private readonly List<DryRunAnswer> _answers = [.. request.Answers];
    private readonly HashSet<string> _answered = new(StringComparer.Ordinal);
    private readonly List<DryRunEffect> _effects = [];
    private readonly Dictionary<string, IDueWorkHandler> _handlers =
        services.GetServices<IDueWorkHandler>().Where(h => h.Kind.StartsWith(EnginesOwn, StringComparison.Ordinal)).ToDictionary(h => h.Kind, StringComparer.Ordinal);

    public async Task<DryRunResult> RunAsync(DefinitionRecord tried, CancellationToken cancellationToken)
    {
        var result = await _runtime.StartAsync(new StartWorkflow { VersionId = tried.Id, Input = request.Input }, cancellationToken);
        var end = await DrainAsync(tried.CreatedAt + request.MaxTime, cancellationToken);
        return await ReportAsync(result.InstanceId!, end, cancellationToken);
    }

    private async Task<DryRunEnd> DrainAsync(DateTimeOffset limit, CancellationToken cancellationToken)
    {
        for (var steps = 1; ; steps++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            HandOut();
            var due = _store.DueWork.MinBy(i => i.DueAt);
            var answer = NextAnswer();
            if (due is null && answer is null)
            {
                return _store.Bookmarks.Count == 0 ? DryRunEnd.Finished : DryRunEnd.Waiting;
            }

            if (steps >= request.MaxSteps)
            {
                return DryRunEnd.TooManySteps;
            }

            var isDueFirst = answer is null || (due is not null && due.DueAt <= answer.Value.At);
            var at = isDueFirst ? due!.DueAt : answer!.Value.At;
            if (at > limit)
            {
                return DryRunEnd.TooLong;
            }

            clock.MoveTo(at);
            await (isDueFirst ? _handlers[due!.Kind].HandleAsync(due, cancellationToken) : AnswerAsync(answer!.Value, cancellationToken));
        }
    }

    /// <summary>Takes out what would be done outside of the engine.</summary>
    private void HandOut()
    {
        foreach (var item in _store.DueWork.Where(i => !_handlers.ContainsKey(i.Kind)).ToArray())
        {
            _store.DueWork.Remove(item);
            _effects.Add(new DryRunEffect(item.DueAt, item.Kind, item.Key, item.Kind is DueWorkKinds.HttpCall ? HttpCallRequest.Shown(item.Payload) : item.Payload));
        }
    }

    /// <summary>The earliest answer for which something waits; of one activity's answers the first one that is left.</summary>
    private (BookmarkRecord Bookmark, DryRunAnswer Answer, DateTimeOffset At)? NextAnswer()
    {
        (BookmarkRecord, DryRunAnswer, DateTimeOffset At)? next = null;
        foreach (var bookmark in _store.Bookmarks.Values.Where(b => !_answered.Contains(b.Id)))
        {
            if (_answers.Find(a => string.Equals(a.ActivityId, bookmark.ActivityId, StringComparison.Ordinal)) is { } answer
                && bookmark.CreatedAt + answer.After is var at && !(next?.At <= at))
            {
                next = (bookmark, answer, at);
            }
        }

        return next;
    }

    private async Task AnswerAsync((BookmarkRecord Bookmark, DryRunAnswer Answer, DateTimeOffset At) next, CancellationToken cancellationToken)
    {
        var (bookmark, answer, _) = next;
        _answers.Remove(answer);
        _answered.Add(bookmark.Id);
        var node = (await _catalog.FindVersionAsync(_store.Instances[bookmark.InstanceId].DefinitionVersionId, cancellationToken))?.Graph.Find(bookmark.ActivityId);
        object input = node?.Activity is StandIn
            ? new StandInAnswer([.. answer.Outcomes], new Dictionary<string, System.Text.Json.JsonElement>(answer.Outputs, StringComparer.Ordinal)) : answer.Input;
        await _runtime.ResumeAsync(new ResumeWorkflow { InstanceId = bookmark.InstanceId, BookmarkId = bookmark.Id, Input = input }, cancellationToken);
    }

    private async Task<DryRunResult> ReportAsync(string instanceId, DryRunEnd end, CancellationToken cancellationToken)
    {
        var events = new List<DryRunEvent>();
        foreach (var row in _store.Journal)
        {
            foreach (var entry in JournalReader.Expand(row))
            {
                var (definition, type, name) = await DescribeAsync(row.InstanceId, entry.ActivityId, cancellationToken);
                events.Add(new DryRunEvent(entry.At, row.InstanceId, definition, entry.Event, entry.ActivityId, type, name, entry.Outcomes, entry.Text));
            }
        }

        var waits = new List<DryRunWait>();
        foreach (var bookmark in _store.Bookmarks.Values)
        {
            var (definition, type, name) = await DescribeAsync(bookmark.InstanceId, bookmark.ActivityId, cancellationToken);
            waits.Add(new DryRunWait(bookmark.InstanceId, definition, bookmark.ActivityId, type, name, bookmark.Name, bookmark.CreatedAt));
        }

        var instance = _store.Instances[instanceId];
        return new DryRunResult(
            end, instance.SubStatus, _store.Journal.Max(j => j.At), StepAnswer.Of(instance, StepKind.AlreadyDone).Output, events, _store.Messages, _effects, waits,
            [.. _store.Incidents.Select(i => new DryRunIncident(i.At, i.InstanceId, i.ActivityId, i.ActivityType, i.Message))], _answers)
        {
            Values = [.. _store.Journal.Where(j => string.Equals(j.InstanceId, instanceId, StringComparison.Ordinal)).SelectMany(JournalReader.Values)],
        };
    }

    private async Task<(string DefinitionId, string? Type, string? Name)> DescribeAsync(string instanceId, string activityId, CancellationToken cancellationToken)
    {
        var instance = _store.Instances[instanceId];
        var node = (await _catalog.FindVersionAsync(instance.DefinitionVersionId, cancellationToken))?.Graph.Find(activityId);
        return (instance.DefinitionId, node?.TypeName, node?.DisplayName);
    }
}
