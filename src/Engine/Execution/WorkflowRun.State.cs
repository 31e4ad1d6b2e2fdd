using System.Text.Json;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Catalog;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Values;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Engine.Execution;

/// <summary>Bookmarks, and the way between the open work in memory and the state row.</summary>
internal sealed partial class WorkflowRun
{
    private readonly Dictionary<string, BookmarkState> _bookmarks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BookmarkState> _added = new(StringComparer.Ordinal);
    private readonly List<string> _removed = [];

    public IReadOnlyList<BookmarkRecord> BookmarksAdded => [.. _added.Values.Select(b => new BookmarkRecord(
        b.Id, Instance.Id, b.Name, b.Hash, _open[b.Context].Node.Id, CorrelationId, b.CreatedAt))];

    public IReadOnlyList<string> BookmarksRemoved => _removed;

    public string CreateBookmark(ActivityExecutionContext context, BookmarkOptions options) => AddBookmark(
        context, options, options.Callback is null ? null : Callbacks.NameOf(options.Callback, context.Activity));

    private string AddBookmark(ActivityExecutionContext context, BookmarkOptions options, string? callback)
    {
        _marks++;
        var name = options.StimulusName ?? context.Node.TypeName;
        var contextId = options.IncludeActivityInstanceId || options.Stimulus is null
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Instance.Id}-{context.Id}") : null;
        var bookmark = new BookmarkState
        {
            Id = Ids.NewId(),
            Context = context.Id,
            Name = name,
            Hash = StimulusHash.Compute(name, options.Stimulus, contextId),
            Payload = (options.Payload ?? options.Stimulus) is { } payload ? JsonValues.From(payload) : null,
            Callback = callback,
            Keep = !options.AutoBurn,
            DueAt = options.DueAt,
            CreatedAt = Now,
        };
        _bookmarks.Add(bookmark.Id, bookmark);
        _added.Add(bookmark.Id, bookmark);
        context.Bookmarks.Add(bookmark);
        context.BookmarkCreated = true;
        return bookmark.Id;
    }

    /// <summary>Plans the due work of the bookmarks this step leaves behind. Called once, when the step is staged.</summary>
    public void PlanDueBookmarks()
    {
        foreach (var bookmark in _added.Values)
        {
            if (bookmark.DueAt is { } dueAt)
            {
                AddDueWork(DueWorkKinds.Resume, bookmark.Id + "/due", dueAt, new ResumeRequest(Instance.Id, bookmark.Id, null).ToJson());
            }
        }
    }

    /// <summary>Queues the activity that waits at a bookmark.</summary>
    /// <param name="isDue">The due-work row of the bookmark itself runs it and is completed by the caller.</param>
    /// <returns>False when there is no such bookmark any more.</returns>
    public bool TryResume(string bookmarkId, JsonElement input, bool isDue)
    {
        if (!_bookmarks.TryGetValue(bookmarkId, out var bookmark) || !_open.TryGetValue(bookmark.Context, out var context))
        {
            return false;
        }

        if (!bookmark.Keep)
        {
            Remove(bookmark, isDue);
        }

        Enqueue(bookmark, context, input);
        return true;
    }

    private void Enqueue(BookmarkState bookmark, ActivityExecutionContext context, JsonElement input)
    {
        if (bookmark.Callback is RetryCallback)
        {
            EnqueueRetry(context);
        }
        else
        {
            _work.Enqueue(new WorkItem { Node = context.Node, Resumed = context, ResumeCallback = bookmark.Callback, ResumeInput = input });
        }
    }

    /// <summary>The state to store: open work while the instance runs or can be retried, else only what it leaves behind.</summary>
    public InstanceState Save()
    {
        var state = new InstanceState
        {
            NextContextId = _nextContextId,
            Input = Input.Count == 0 ? null : Input,
            Output = Output.Count == 0 ? null : Output,
            ParentBookmarkId = ParentBookmarkId,
            Pins = Graph.References.IsSettled ? null : Graph.References.Pins.ToDictionary(StringComparer.Ordinal),
            Slot = Slot,
            Parked = _parked.Count == 0 ? null : _parked,
        };
        if (_end == RunEnd.Faulted && _work.Count > 0)
        {
            state.Queue = [.. _work.Select(Save)];
        }

        if (_end is RunEnd.None or RunEnd.Faulted)
        {
            state.Contexts.AddRange(_open.Values.OrderBy(c => c.Id).Select(Save));
            state.Bookmarks.AddRange(_bookmarks.Values);
        }
        else if (Root is { Variables.Count: > 0 } root)
        {
            state.Contexts.Add(new ContextState { Id = root.Id, ActivityId = root.Node.Id, Variables = Kept(root.Node, root.Variables) });
        }

        return state;
    }

    /// <summary>Takes the rows of all bookmarks away; a faulted instance keeps them in its state for a later retry.</summary>
    public void WithdrawBookmarks()
    {
        foreach (var bookmark in _bookmarks.Values)
        {
            Withdraw(bookmark, isDue: false);
        }
    }

    /// <summary>Without the variables that live in memory only.</summary>
    private static Dictionary<string, JsonElement>? Kept(ActivityNode node, Dictionary<string, JsonElement>? variables)
    {
        if (variables is null || !node.Variables.Any(v => v.IsInMemory && variables.ContainsKey(v.Id)))
        {
            return variables;
        }

        return variables.Where(v => node.FindVariable(v.Key) is not { IsInMemory: true }).ToDictionary(StringComparer.Ordinal);
    }

    private static ContextState Save(ActivityExecutionContext context) => new()
    {
        Id = context.Id,
        ActivityId = context.Node.Id,
        Parent = context.Parent?.Id,
        Callback = context.CompletionCallback,
        Faulted = context.Status == ActivityStatus.Faulted,
        FaultCount = context.FaultCount,
        Failed = context.Failed,
        Properties = context.Properties,
        Variables = Kept(context.Node, context.Variables),
        Local = context.LocalState is null ? null : context.LocalState as JsonElement?
            ?? JsonSerializer.SerializeToElement(context.LocalState, context.LocalState.GetType(), JsonValues.Options),
    };

    private void Restore(InstanceState state)
    {
        foreach (var saved in state.Contexts)
        {
            var node = Graph.Find(saved.ActivityId) ?? throw new InvalidOperationException(
                $"Instance {Instance.Id} is at activity '{saved.ActivityId}', which its definition version {Instance.DefinitionVersionId} does not contain.");
            var parent = saved.Parent is { } id ? _open[id] : null;
            var context = new ActivityExecutionContext(this, saved.Id, node, parent)
            {
                CompletionCallback = saved.Callback,
                Status = saved.Faulted ? ActivityStatus.Faulted : ActivityStatus.Running,
                FaultCount = saved.FaultCount,
                Failed = saved.Failed,
                Properties = saved.Properties,
                Variables = saved.Variables,
            };
            if (saved.Local is { } local)
            {
                context.RestoreLocalState(local);
            }

            if (parent is not null && !saved.Faulted)
            {
                parent.OpenChildren++;
            }

            Root ??= context;
            _open.Add(context.Id, context);
        }

        foreach (var bookmark in state.Bookmarks)
        {
            _bookmarks.Add(bookmark.Id, bookmark);
            _open[bookmark.Context].Bookmarks.Add(bookmark);
        }

        _parked.AddRange(state.Parked ?? []);
        foreach (var queued in state.Queue ?? [])
        {
            Restore(queued);
        }
    }

    private static QueuedState Save(WorkItem item) => new()
    {
        ActivityId = item.Node.Id,
        Owner = item.Owner?.Id,
        Callback = item.Callback,
        Variables = item.Variables is null ? null : new(item.Variables, StringComparer.Ordinal),
        Resumed = item.Resumed?.Id,
        ResumeCallback = item.ResumeCallback,
        ResumeInput = item.ResumeInput,
    };

    private void Restore(QueuedState queued)
    {
        var owner = queued.Owner is { } id ? _open.GetValueOrDefault(id) : null;
        var resumed = queued.Resumed is { } run ? _open.GetValueOrDefault(run) : null;
        if ((queued.Owner is not null && owner is null) || (queued.Resumed is not null && resumed is null) || Graph.Find(queued.ActivityId) is not { } node)
        {
            return;
        }

        if (owner is not null)
        {
            owner.QueuedChildren++;
        }

        _work.Enqueue(new WorkItem
        {
            Node = node,
            Owner = owner,
            Callback = queued.Callback,
            Variables = queued.Variables,
            Resumed = resumed,
            ResumeCallback = queued.ResumeCallback,
            ResumeInput = queued.ResumeInput,
        });
    }

    /// <summary>Ends an open activity: its children first, then its bookmarks. A faulted one stays in the state.</summary>
    private async ValueTask CloseAsync(ActivityExecutionContext context, ActivityStatus status)
    {
        context.Status = status;
        if (context.OpenChildren > 0 || context.FaultCount > 0)
        {
            foreach (var child in ChildrenOf(context))
            {
                await CancelAsync(child);
                _open.Remove(child.Id);
            }
        }

        if (context.BookmarkCount > 0)
        {
            foreach (var bookmark in context.Bookmarks.ToArray())
            {
                if (bookmark.AwaitsChildren && status != ActivityStatus.Completed)
                {
                    CancelChildrenOf(bookmark);
                }

                Remove(bookmark, isDue: false);
            }
        }

        if (status != ActivityStatus.Faulted)
        {
            _open.Remove(context.Id);
        }

        if (context.Parent is { } parent)
        {
            parent.OpenChildren--;
        }
    }

    private void Remove(BookmarkState bookmark, bool isDue)
    {
        _bookmarks.Remove(bookmark.Id);
        if (_open.TryGetValue(bookmark.Context, out var context))
        {
            context.Bookmarks.Remove(bookmark);
        }

        Withdraw(bookmark, isDue);
    }

    private void Withdraw(BookmarkState bookmark, bool isDue)
    {
        if (_added.Remove(bookmark.Id) || IsParked(bookmark))
        {
            return;
        }

        _removed.Add(bookmark.Id);
        if (bookmark.DueAt is not null && !isDue)
        {
            Services.GetRequiredService<IDueWorkPlan>().CancelOwner(DueWorkKinds.Resume, bookmark.Id);
        }
    }
}
