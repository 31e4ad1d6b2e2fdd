using DirectiveFlow.Engine.Persistence;
using System.Text.Json;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Journal;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Values;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Engine.Execution;

/// <summary>What operators and other instances do to an instance: hold, release, reopen, cancel what it waits for.</summary>
internal sealed partial class WorkflowRun
{
    /// <summary>Of the root: it is opened first.</summary>
    private const long FirstContextId = 1;

    private readonly List<ParkedResume> _parked = [];

    /// <summary>True while the step leaves a finished instance finished.</summary>
    public bool StaysEnded { get; private set; }

    /// <summary>The instance is deleted with this step; it only waits for its rows to go.</summary>
    public bool IsDeleted { get; set; }

    /// <summary>Writes an operator's act to the journal.</summary>
    public void Note(JournalEvent kind, string? text) => Journal.Add(kind, Root, text);

    /// <summary>
    /// Keeps a resume until the instance is released or retried. A bookmark that burns is taken away at once, so that a second
    /// stimulus finds it gone.
    /// </summary>
    /// <returns>False when there is no such bookmark, or its one resume is kept already.</returns>
    public bool TryPark(string bookmarkId, JsonElement input, bool isDue)
    {
        if (!_bookmarks.TryGetValue(bookmarkId, out var bookmark) || IsParked(bookmark))
        {
            return false;
        }

        if (!StaysEnded && !bookmark.Keep)
        {
            Withdraw(bookmark, isDue);
        }

        _parked.Add(new ParkedResume { BookmarkId = bookmarkId, Input = input.ValueKind == JsonValueKind.Null ? null : input });
        if (_open.TryGetValue(bookmark.Context, out var context))
        {
            Journal.Add(JournalEvent.Parked, context);
        }

        return true;
    }

    /// <summary>Queues everything that was kept, in the order it came.</summary>
    public void DeliverParked()
    {
        var parked = _parked.ToArray();
        _parked.Clear();
        foreach (var resume in parked)
        {
            if (_bookmarks.TryGetValue(resume.BookmarkId, out var bookmark) && !bookmark.Keep)
            {
                // Its row and due work went when the resume was kept.
                _bookmarks.Remove(bookmark.Id);
                if (_open.TryGetValue(bookmark.Context, out var context))
                {
                    context.Bookmarks.Remove(bookmark);
                    Enqueue(bookmark, context, resume.Input ?? JsonValues.Null);
                }
            }
            else
            {
                TryResume(resume.BookmarkId, resume.Input ?? JsonValues.Null, isDue: false);
            }
        }
    }

    /// <summary>Changes the state of a finished instance without starting it again.</summary>
    public void StayEnded(string subStatus)
    {
        StaysEnded = true;

        // A finished instance without variables keeps nothing open, not even its root; what is noted is noted of the root.
        Root ??= new ActivityExecutionContext(this, FirstContextId, Graph.Root, null);
        _end = subStatus switch
        {
            "Faulted" => RunEnd.Faulted,
            "Cancelled" => RunEnd.Cancelled,
            _ => RunEnd.Finished,
        };
    }

    /// <summary>Gives a faulted instance its waits back.</summary>
    public void Reopen()
    {
        foreach (var bookmark in _bookmarks.Values.Where(b => !IsParked(b)))
        {
            _added.TryAdd(bookmark.Id, bookmark);
        }
    }

    /// <summary>The parent was told how this instance ended; whatever a retry brings, it is not told again.</summary>
    public void ForgetParent() => ParentBookmarkId = null;

    /// <summary>The bookmarks this step leaves that a stimulus may meet.</summary>
    public IReadOnlyList<(string BookmarkId, string Hash)> FreshWaits() => [.. _added.Values.Select(b => (b.Id, b.Hash))];

    /// <summary>Its one resume is kept, so its row is gone already.</summary>
    /// <summary>The waits a stimulus may meet after this step; null when the instance is not simply waiting for one.</summary>
    public IReadOnlyList<BookmarkRecord>? RememberedWaits() => _end != RunEnd.None || StaysEnded || HeldBy is not null || _parked.Count > 0 ? null
        : [.. _bookmarks.Values.Select(b => new BookmarkRecord(b.Id, Instance.Id, b.Name, b.Hash, _open[b.Context].Node.Id, null, b.CreatedAt))];

    private bool IsParked(BookmarkState bookmark) => !bookmark.Keep && _parked.Exists(p => string.Equals(p.BookmarkId, bookmark.Id, StringComparison.Ordinal));

    private void CancelChildrenOf(BookmarkState bookmark)
    {
        Services.GetRequiredService<IDueWorkPlan>().CancelOwner(DueWorkKinds.Start, bookmark.Id);
        if (!_added.ContainsKey(bookmark.Id))
        {
            AddDueWork(
                DueWorkKinds.CancelChildren, Instance.Id + "/" + bookmark.Id, Now,
                new CancelChildrenRequest(Instance.Id, bookmark.Id, null).ToJson());
        }
    }
}
