namespace DirectiveFlow.EngineTesting.Simulation;

/// <summary>
/// Runs several asynchronous actors on one thread. Wherever an actor reaches a point, the seed decides who goes on: the same seed
/// repeats the same order exactly. Real waiting is not allowed inside: an actor that waits for nobody's point is a deadlock.
/// </summary>
public sealed class Interleaving(int seed) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = new();
    private readonly List<TaskCompletionSource> _waiting = [];
    private readonly Random _random = new(seed);
    private int _points;

    /// <summary>Points reached so far.</summary>
    public int Points => _points;

    public override void Post(SendOrPostCallback d, object? state) => _posted.Enqueue((d, state));

    /// <summary>Gives others the turn.</summary>
    public Task PointAsync()
    {
        _points++;
        var turn = new TaskCompletionSource();
        _waiting.Add(turn);
        return turn.Task;
    }

    /// <summary>A number below <paramref name="limit"/> from the same seed.</summary>
    public int Choose(int limit) => _random.Next(limit);

    /// <summary>Runs the actors to their end.</summary>
    /// <exception cref="InvalidOperationException">They wait for each other.</exception>
    public void Run(params ReadOnlySpan<Func<Task>> actors)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            var tasks = new List<Task>(actors.Length);
            foreach (var actor in actors)
            {
                tasks.Add(actor());
            }

            while (!tasks.TrueForAll(t => t.IsCompleted))
            {
                Step();
            }

#pragma warning disable xUnit1031 // All are complete.
            Task.WhenAll(tasks).GetAwaiter().GetResult();
#pragma warning restore xUnit1031
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    private void Step()
    {
        if (_posted.TryDequeue(out var next))
        {
            next.Callback(next.State);
            return;
        }

        if (_waiting.Count == 0)
        {
            throw new InvalidOperationException("The actors wait for each other.");
        }

        var chosen = _random.Next(_waiting.Count);
        var turn = _waiting[chosen];
        _waiting.RemoveAt(chosen);
        turn.SetResult();
    }
}
