using System.Text.Json;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Identity;
using DirectiveFlow.Engine.Journal;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Engine.Archives;

/// <summary>Takes instances out and brings them back.</summary>
public sealed class InstanceArchives(IInstanceStore instances, IUnitOfWorkFactory units, WorkflowCatalog catalog, IIdGenerator ids)
{
    private const int RowsAtOnce = 1000;
    private const int MostSteps = 100_000;

    /// <summary>The instance as it is at one moment; null when there is none. A step that is committed meanwhile is not in it.</summary>
    public async Task<InstanceArchive?> FindAsync(string instanceId, CancellationToken cancellationToken = default)
    {
        if (await instances.FindAsync(instanceId, cancellationToken) is not { } instance)
        {
            return null;
        }

        var journal = new List<JournalRecord>();
        while (journal.Count < instance.Sequence && journal.Count < MostSteps)
        {
            var rows = await instances.JournalAsync(instanceId, journal.Count, RowsAtOnce, cancellationToken);
            if (rows.Count == 0)
            {
                break;
            }

            journal.AddRange(rows.Where(r => r.Sequence <= instance.Sequence));
        }

        return new InstanceArchive(instance, journal, await instances.IncidentsAsync(instanceId, cancellationToken));
    }

    /// <summary>
    /// Adds an instance that is not here, with its journal, its waits and the times of its waits, in one transaction. It does not report to a
    /// parent any more; what others were doing for it outside of the engine is not started again.
    /// </summary>
    /// <exception cref="ArchiveRefusedException">
    /// The instance is here already, its version is not, or the rows do not belong together. Nothing was written.
    /// </exception>
    public async Task RestoreAsync(InstanceArchive archive, CancellationToken cancellationToken = default)
    {
        var state = Check(archive);
        var version = await catalog.FindVersionAsync(archive.Instance.DefinitionVersionId, cancellationToken)
            ?? throw new ArchiveRefusedException(ArchiveRefusal.VersionMissing, archive.Instance.DefinitionVersionId);
        var lost = state.Contexts.Where(c => version.Graph.Find(c.ActivityId) is null).Select(c => c.ActivityId).FirstOrDefault();
        if (lost is not null)
        {
            throw new ArchiveRefusedException(ArchiveRefusal.ActivityMissing, lost);
        }

        await using var unit = units.Open();
        if ((await unit.LoadAsync(new StepAddress(InstanceId: archive.Instance.Id), cancellationToken)).Instance is not null)
        {
            throw new ArchiveRefusedException(ArchiveRefusal.AlreadyHere, archive.Instance.Id);
        }

        Stage(unit, archive, state);
        try
        {
            await unit.CommitAsync(cancellationToken);
        }
        catch (StaleStateException error)
        {
            throw new ArchiveRefusedException(ArchiveRefusal.AlreadyHere, archive.Instance.Id, error);
        }
    }

    private void Stage(IUnitOfWork unit, InstanceArchive archive, InstanceState state)
    {
        state.ParentBookmarkId = null;
        var isRunning = archive.Instance.Status is "Running";
        var instance = archive.Instance with { ParentInstanceId = null, State = state.Encode() };
        var activities = state.Contexts.ToDictionary(c => c.Id, c => c.ActivityId);
        unit.Stage(new StepChanges
        {
            Instance = instance,
            IsNew = true,
            Journal = archive.Journal[^1],
            EarlierJournal = [.. archive.Journal.Take(archive.Journal.Count - 1)],
            Incidents = archive.Incidents,
            BookmarksAdded = isRunning
                ? [.. state.Bookmarks.Select(b => new BookmarkRecord(b.Id, instance.Id, b.Name, b.Hash, activities[b.Context], instance.CorrelationId, b.CreatedAt))] : [],
            SlotTaken = isRunning && state.Slot is { } slot ? new ActivationSlot(slot, instance.Id) : null,
        });
        var plan = unit.Services.GetRequiredService<IDueWorkPlan>();
        foreach (var bookmark in state.Bookmarks.Where(b => isRunning && b.DueAt is not null))
        {
            plan.Add(new DueWorkItem(
                ids.NewGuid(), bookmark.DueAt!.Value, DueWorkKinds.Resume, bookmark.Id + "/due", new ResumeRequest(instance.Id, bookmark.Id, null).ToJson()));
        }
    }

    private static InstanceState Check(InstanceArchive archive)
    {
        var (instance, journal) = (archive.Instance, archive.Journal);
        var isWhole = journal.Count > 0 && journal.Count <= MostSteps && journal[^1].Sequence == instance.Sequence
            && journal.Index().All(r => r.Item.Sequence == r.Index + 1 && string.Equals(r.Item.InstanceId, instance.Id, StringComparison.Ordinal))
            && archive.Incidents.All(i => string.Equals(i.InstanceId, instance.Id, StringComparison.Ordinal));
        if (!isWhole || instance.Status is not ("Running" or "Finished") || instance.Id.Length is 0 or > 64)
        {
            throw new ArchiveRefusedException(ArchiveRefusal.RowsApart);
        }

        try
        {
            foreach (var row in journal)
            {
                JournalReader.Expand(row);
                JournalReader.Values(row);
            }

            var state = InstanceState.Decode(instance.State);
            var open = state.Contexts.Select(c => c.Id).ToHashSet();
            return state.Bookmarks.TrueForAll(b => open.Contains(b.Context)) && open.Count == state.Contexts.Count
                && state.Contexts.TrueForAll(c => c.Parent is not { } parent || open.Contains(parent))
                ? state : throw new ArchiveRefusedException(ArchiveRefusal.Damaged);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or ArgumentException or IndexOutOfRangeException)
        {
            throw new ArchiveRefusedException(ArchiveRefusal.Damaged, innerException: error);
        }
    }
}
