using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Rules;
using DirectiveFlow.Storage.Database;
using DirectiveFlow.Storage.History;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Checkup;

/// <summary>
/// Checks the invariants I1 to I10 on the stored data, one query each. Reads only; may run beside working hosts: what is
/// written together is read together, because each query sees one snapshot.
/// </summary>
public sealed class Doctor(IDbContextFactory<FlowDbContext> contexts, TimeProvider time)
{
    /// <summary>No more breaches than this are counted per invariant.</summary>
    public const int CountLimit = 1000;

    private const int SampleSize = 5;

    /// <summary>All ten invariants in order. The data are sound when every one <see cref="InvariantResult.Holds"/>.</summary>
    public async Task<IReadOnlyList<InvariantResult>> ExamineAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var tooLong = (time.GetUtcNow() - SqlInvariant.Patience).ToUniversalTime();
        object limit = context.Database.IsSqlite() ? tooLong.UtcTicks : tooLong;
        var results = new List<InvariantResult>();
        foreach (var invariant in SqlInvariant.All)
        {
            var breaches = await context.Database
                .SqlQueryRaw<string>(invariant.Query, limit, CountLimit).ToListAsync(cancellationToken);
            results.Add(Result(invariant.Id, invariant.Sentence, breaches));
        }

        results.Add(Result(
            "I8", "No line of a history was changed, removed or cut off.", await BrokenSealsAsync(context, cancellationToken)));
        results.Add(Result(
            "I9", "Every step of a directive and an assignment is a row of its transition table.",
            await IllegalStepsAsync(context, cancellationToken)));
        return [.. results.OrderBy(r => r.Id.Length).ThenBy(r => r.Id, StringComparer.Ordinal)];
    }

    private static InvariantResult Result(string id, string sentence, List<string> breaches) =>
        new(id, sentence, Math.Min(breaches.Count, CountLimit), [.. breaches.Take(SampleSize)]);

    private static async Task<List<string>> BrokenSealsAsync(FlowDbContext context, CancellationToken cancellationToken)
    {
        var broken = new List<string>();
        var directives = context.Set<Directive>().AsNoTracking().OrderBy(d => d.Id)
            .Select(d => new SealedHistory(
                "directive", d.Id, EF.Property<byte[]?>(d, HistoryChain.Head),
                d.Events.OrderBy(e => e.Version).Select(e => new SealedLine(e, EF.Property<byte[]>(e, HistoryChain.Seal))).ToList()));
        var assignments = context.Set<Assignment>().AsNoTracking().OrderBy(a => a.Id)
            .Select(a => new SealedHistory(
                "assignment", a.Id, EF.Property<byte[]?>(a, HistoryChain.Head),
                a.Events.OrderBy(e => e.Version).Select(e => new SealedLine(e, EF.Property<byte[]>(e, HistoryChain.Seal))).ToList()));
        foreach (var histories in new[] { directives, assignments })
        {
            await foreach (var history in histories.AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                if (history.FirstBreach() is { } breach && broken.Count < CountLimit)
                {
                    broken.Add(breach);
                }
            }
        }

        return broken;
    }

    private static async Task<List<string>> IllegalStepsAsync(FlowDbContext context, CancellationToken cancellationToken)
    {
        var ofDirectives = DirectiveTransitions.Table
            .Select(t => (ActionIds.Of(t.Action), From: t.From?.ToString(), To: t.To.ToString())).ToHashSet();
        var ofAssignments = AssignmentTransitions.Table
            .Select(t => (ActionIds.Of(t.Action), From: t.From?.ToString(), To: t.To.ToString())).ToHashSet();
        var made = await context.Database.SqlQueryRaw<MadeStep>("""
            select 'directive' as "Subject", action as "Action", from_state as "FromState", to_state as "ToState",
                cast(count(*) as integer) as "Count", max(cast(directive_id as text)) as "Sample"
            from directive_events group by action, from_state, to_state
            union all
            select 'assignment', action, from_state, to_state, cast(count(*) as integer), max(cast(assignment_id as text))
            from assignment_events group by action, from_state, to_state
            union all
            select 'broken', e.action, p.to_state, e.from_state, cast(count(*) as integer), max(cast(e.assignment_id as text))
            from assignment_events e join assignment_events p on p.assignment_id = e.assignment_id and p.version = e.version - 1
            where p.to_state <> e.from_state group by e.action, p.to_state, e.from_state
            union all
            select 'broken', e.action, p.to_state, e.from_state, cast(count(*) as integer), max(cast(e.directive_id as text))
            from directive_events e join directive_events p on p.directive_id = e.directive_id and p.version = e.version - 1
            where p.to_state <> e.from_state group by e.action, p.to_state, e.from_state
            """).ToListAsync(cancellationToken);
        return [.. made
            .Where(m => !(m.Subject switch { "directive" => ofDirectives, "assignment" => ofAssignments, _ => [] })
                .Contains((m.Action, m.FromState, m.ToState)))
            .Select(m => $"{m.Subject}: {m.Action} from {m.FromState ?? "nothing"} to {m.ToState}, {m.Count} times, e.g. {m.Sample}")];
    }

    private sealed record MadeStep(string Subject, string Action, string? FromState, string ToState, int Count, string Sample);

    private sealed record SealedLine(object Event, byte[] Seal);

    private sealed record SealedHistory(string Kind, Guid Id, byte[]? Head, IReadOnlyList<SealedLine> Lines)
    {
        public string? FirstBreach()
        {
            var previous = HistoryChain.Beginning;
            foreach (var line in Lines)
            {
                var content = HistoryLine.Of(line.Event)!;
                if (!content.SealAfter(previous).AsSpan().SequenceEqual(line.Seal))
                {
                    return $"{Kind} {Id}: line {content.Version} does not continue the history";
                }

                previous = line.Seal;
            }

            return (Head ?? HistoryChain.Beginning).AsSpan().SequenceEqual(previous) ? null : $"{Kind} {Id}: its last line is missing";
        }
    }
}
