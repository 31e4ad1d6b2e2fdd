namespace DirectiveFlow.Engine.Tests.ControlFlow.Model;

/// <summary>
/// What a flowchart does when a child ends, told as simply as possible: everything is looked up anew by going through all
/// connections. Shares no code with the engine.
/// </summary>
internal abstract class FlowModel(Plan plan)
{
    private readonly HashSet<Edge> _forward = Forward(plan);

    protected Plan Plan => plan;

    /// <summary>Queues a child: its place, and whether it is run again by a way back.</summary>
    public required Action<int, bool> Schedule { get; init; }

    /// <summary>Cancels open children at these places.</summary>
    public required Action<Predicate<int>> Cancel { get; init; }

    public required Func<int, bool> IsQueued { get; init; }

    public abstract void Completed(int child, string[] outcomes, bool isRepeat);

    public abstract void Cancelled(int child);

    protected IEnumerable<Edge> From(int child) => plan.Edges.Where(e => e.From == child);

    protected IEnumerable<Edge> Into(int child) => plan.Edges.Where(e => e.To == child);

    protected IEnumerable<Edge> ForwardInto(int child) => Into(child).Where(IsForward);

    protected bool IsForward(Edge edge) => _forward.Contains(edge);

    protected bool IsBefore(int child, int target) => child != target && Leads(_forward, child, target);

    protected bool IsValidBack(Edge edge) => IsValidBack(_forward, edge);

    /// <summary>Ways back that fault when they are taken in counter mode.</summary>
    public static IEnumerable<Edge> InvalidBacks(Plan plan)
    {
        var forward = Forward(plan);
        return plan.Edges.Where(e => !forward.Contains(e) && !IsValidBack(forward, e));
    }

    /// <summary>Every forward way from the start to the source passes the target.</summary>
    private static bool IsValidBack(HashSet<Edge> forward, Edge edge) =>
        edge.To == 0 || edge.To == edge.From || !Leads(forward.Where(e => e.From != edge.To && e.To != edge.To), 0, edge.From);

    private static HashSet<Edge> Forward(Plan plan)
    {
        var found = new HashSet<Edge>();
        var queue = new List<int> { 0 };
        for (var i = 0; i < queue.Count; i++)
        {
            foreach (var edge in plan.Edges.Where(e => e.From == queue[i]))
            {
                if (found.Any(f => f.From == edge.From && f.To == edge.To) || !Leads(found, edge.To, edge.From))
                {
                    found.Add(edge);
                    if (!queue.Contains(edge.To))
                    {
                        queue.Add(edge.To);
                    }
                }
            }
        }

        return found;
    }

    private static bool Leads(IEnumerable<Edge> edges, int from, int to)
    {
        var reached = new HashSet<int> { from };
        while (edges.Any(e => reached.Contains(e.From) && reached.Add(e.To)))
        {
        }

        return reached.Contains(to);
    }
}

/// <summary>Counter mode.</summary>
internal sealed class CounterModel(Plan plan) : FlowModel(plan)
{
    private readonly Dictionary<int, int> _passed = [];
    private readonly Dictionary<Edge, (int Visits, bool Followed)> _visits = [];

    public override void Completed(int child, string[] outcomes, bool isRepeat)
    {
        if (!isRepeat)
        {
            _passed[child] = Passed(child) + 1;
        }

        foreach (var edge in From(child))
        {
            var isFollowed = outcomes.Contains(edge.Port);
            _visits[edge] = (Visits(edge).Visits + 1, isFollowed);
            if (IsForward(edge))
            {
                Visit(edge);
            }
            else if (isFollowed)
            {
                Schedule(edge.To, IsValidBack(edge) ? true : throw new ModelFault());
            }
        }
    }

    public override void Cancelled(int child) => Completed(child, [], isRepeat: false);

    private void Visit(Edge edge)
    {
        var ways = ForwardInto(edge.To).ToArray();
        var all = ways.All(IsPending);
        var any = ways.Any(w => IsPending(w) && Visits(w).Followed);
        var mode = Plan.Children[edge.To] is { Kind: Kind.Join } join ? join.Mode : "WaitAllActive";
        if (mode is "WaitAny" && (!IsPending(edge) || IsQueued(edge.To)))
        {
            return;
        }

        var runs = mode switch { "WaitAny" => any, "WaitAll" => all && ways.All(w => Visits(w).Followed), _ => all && any };
        if (runs)
        {
            Schedule(edge.To, false);
            if (mode is "WaitAny")
            {
                Cancel(c => IsBefore(c, edge.To));
            }
        }
        else if (all)
        {
            Completed(edge.To, [], isRepeat: false);
        }
    }

    private int Passed(int child) => _passed.GetValueOrDefault(child);

    private (int Visits, bool Followed) Visits(Edge edge) => _visits.GetValueOrDefault(edge);

    private bool IsPending(Edge edge) => Visits(edge).Visits > Passed(edge.To);
}

/// <summary>Token mode.</summary>
internal sealed class TokenModel(Plan plan) : FlowModel(plan)
{
    private readonly List<Edge> _tokens = [];
    private readonly List<Edge> _blocks = [];
    private readonly List<Edge> _spent = [];

    public override void Completed(int child, string[] outcomes, bool isRepeat)
    {
        var taken = From(child).Where(e => outcomes.Contains(e.Port)).ToArray();
        _tokens.AddRange(taken);
        _tokens.RemoveAll(t => t.To == child);
        foreach (var edge in taken)
        {
            Arrive(edge);
        }

        _spent.RemoveAll(t => t.To == child);
    }

    public override void Cancelled(int child)
    {
        foreach (var list in new[] { _tokens, _blocks, _spent })
        {
            list.RemoveAll(t => t.From == child || t.To == child);
        }
    }

    private void Arrive(Edge edge)
    {
        var target = Plan.Children[edge.To];
        var mode = target.Kind != Kind.Join ? target.Mode : target.Mode switch { "WaitAny" => "Race", "WaitAll" => "Merge", _ => "Stream" };
        if (mode is "Race")
        {
            Race(edge);
        }
        else if (mode switch
        {
            "Cascade" => true,
            "Merge" => ForwardInto(edge.To).Count() <= 1 || ForwardInto(edge.To).All(_tokens.Contains),
            "Converge" => Into(edge.To).Count() <= 1 || Into(edge.To).All(_tokens.Contains),
            _ => !ForwardInto(edge.To).Any(w => _tokens.Any(t => t.To == w.From)),
        })
        {
            Schedule(edge.To, false);
        }
    }

    private void Race(Edge edge)
    {
        if (_spent.Contains(edge))
        {
            return;
        }

        if (_blocks.Remove(edge))
        {
            _spent.Add(edge);
            return;
        }

        var queued = Enumerable.Range(0, Plan.Children.Count).Where(c => IsQueued(c)).ToArray();
        _blocks.AddRange(ForwardInto(edge.To).Where(w => w.From != edge.From && queued.Any(q => q == w.From || IsBefore(q, w.From))));
        Schedule(edge.To, false);
        Cancel(c => IsBefore(c, edge.To));
    }
}

/// <summary>The instance faults here.</summary>
internal sealed class ModelFault : Exception;
