using System.Diagnostics.CodeAnalysis;
using DirectiveFlow.Engine.Persistence;

namespace DirectiveFlow.Engine.Runtime;

/// <summary>
/// What this process committed or loaded last, so that a step can do without its load. It only guesses: a step that began from memory
/// is committed under <see cref="StepAssumptions"/> and the keys of its own rows, and decides again from a real load when somebody else
/// was first; nothing is ever answered from memory alone. Bounded in bytes and age; empty after a restart.
/// </summary>
internal sealed class StepMemory(EngineOptions options, TimeProvider time)
{
    /// <summary>
    /// Far below <see cref="Retention.PurgeRequest.Grace"/> and every retention: an instance that is remembered as running still has its
    /// rows, whatever happened to it.
    /// </summary>
    internal static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private const int RowOverhead = 600;
    private const int MostNames = 10_000;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _published = new(StringComparer.Ordinal);
    private readonly HashSet<(string DefinitionId, bool IsStart)> _loaders = [];
    private Dictionary<string, Remembered> _young = new(StringComparer.Ordinal);
    private Dictionary<string, Remembered> _old = new(StringComparer.Ordinal);
    private long _youngBytes;
    private long? _keptSeenAt;

    /// <summary>What a load of this address is expected to find; null when only a load can tell.</summary>
    public LoadedStep? Recall(StepAddress address)
    {
        if (options.RememberedBytes <= 0 || address.CorrelationId is not null)
        {
            return null;
        }

        lock (_lock)
        {
            if (_keptSeenAt is { } seen && time.GetElapsedTime(seen) < Lifetime)
            {
                return null;
            }

            if (address.PublishedOf is { } definitionId)
            {
                return !_loaders.Contains((definitionId, true)) && _published.TryGetValue(definitionId, out var version)
                    ? new LoadedStep(null, null, null, version) : null;
            }

            if (address is { InstanceId: null, BookmarkId: null, StimulusHash: null })
            {
                return new LoadedStep(null, null, null);
            }

            return address.InstanceId is { } id && TryFind(id, out var known) && known.Instance is { } instance
                && !_loaders.Contains((instance.DefinitionId, false)) && known.Find(address) is var bookmark
                && (bookmark is not null || address is { BookmarkId: null, StimulusHash: null })
                ? new LoadedStep(null, instance, bookmark) : null;
        }
    }

    /// <summary>Takes in what a real load found.</summary>
    public void Learn(StepAddress address, LoadedStep loaded)
    {
        lock (_lock)
        {
            _keptSeenAt = loaded.HasKeptStimuli ? time.GetTimestamp() : _keptSeenAt is { } seen && time.GetElapsedTime(seen) < Lifetime ? seen : null;
            if (address.PublishedOf is { } definitionId)
            {
                if (loaded.PublishedVersionId is { } version && (_published.Count < MostNames || _published.ContainsKey(definitionId)))
                {
                    _published[definitionId] = version;
                }
                else
                {
                    _published.Remove(definitionId);
                }
            }
        }
    }

    /// <summary>Takes in what this process has just committed.</summary>
    /// <param name="waits">All waits that a stimulus may meet now; null when the next step of the instance must load.</param>
    public void Keep(InstanceRecord instance, IReadOnlyList<BookmarkRecord>? waits)
    {
        if (options.RememberedBytes <= 0)
        {
            return;
        }

        lock (_lock)
        {
            if (TryFind(instance.Id, out var known) && (known.Instance is null || known.Instance.Sequence > instance.Sequence))
            {
                return;
            }

            if (waits is null)
            {
                Remove(instance.Id);
                return;
            }

            Add(instance.Id, new Remembered(instance, waits, time.GetTimestamp()));
        }
    }

    /// <summary>
    /// A step from memory was not taken. Its instance is loaded for a while, because another host seems to work on it; and what is
    /// known to be published is asked again.
    /// </summary>
    public void Doubt(StepAddress address)
    {
        lock (_lock)
        {
            if (address.PublishedOf is { } definitionId)
            {
                _published.Remove(definitionId);
            }

            if (address.InstanceId is { } id)
            {
                Add(id, new Remembered(null, [], time.GetTimestamp()));
            }
        }
    }

    /// <summary>Starts of this definition, or its other steps, change more than the store can check assumptions for.</summary>
    public void AlwaysLoad(string definitionId, bool isStart)
    {
        lock (_lock)
        {
            if (_loaders.Count < MostNames)
            {
                _loaders.Add((definitionId, isStart));
            }
        }
    }

    private bool TryFind(string instanceId, [NotNullWhen(true)] out Remembered? known) =>
        (_young.TryGetValue(instanceId, out known) || _old.TryGetValue(instanceId, out known)) && time.GetElapsedTime(known.At) < Lifetime;

    private void Remove(string instanceId)
    {
        if (_young.Remove(instanceId, out var gone))
        {
            _youngBytes -= gone.Bytes;
        }

        _old.Remove(instanceId);
    }

    /// <summary>Two generations of half the budget each: when the young one is full, the old one is forgotten whole.</summary>
    private void Add(string instanceId, Remembered entry)
    {
        Remove(instanceId);
        _young.Add(instanceId, entry);
        _youngBytes += entry.Bytes;
        if (_youngBytes > options.RememberedBytes / 2)
        {
            (_old, _young, _youngBytes) = (_young, new(StringComparer.Ordinal), 0);
        }
    }

    private sealed record Remembered(InstanceRecord? Instance, IReadOnlyList<BookmarkRecord> Waits, long At)
    {
        public long Bytes => RowOverhead + (Instance?.State.Length ?? 0) + ((long)Waits.Count * RowOverhead);

        public BookmarkRecord? Find(StepAddress address) => address is { BookmarkId: null, StimulusHash: null } ? null
            : Waits.Where(b => (address.BookmarkId is null || string.Equals(b.Id, address.BookmarkId, StringComparison.Ordinal))
                    && (address.StimulusHash is null || string.Equals(b.Hash, address.StimulusHash, StringComparison.Ordinal)))
                .OrderBy(b => b.CreatedAt).ThenBy(b => b.Id, StringComparer.Ordinal).FirstOrDefault();
    }
}
