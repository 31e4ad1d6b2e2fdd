namespace DirectiveFlow.Engine.Tests.ControlFlow.Model;

/// <summary>A connection between children of a flowchart, by their places.</summary>
public readonly record struct Edge(int From, string Port, int To);

/// <summary>An activity of a random workflow: what both the engine (as JSON) and the model run.</summary>
public sealed record Plan(string Id, Kind Kind)
{
    public IReadOnlyList<Plan> Children { get; init; } = [];

    public IReadOnlyList<Edge> Edges { get; init; } = [];

    /// <summary>Outcomes of a gate, or conditions of a switch, by turn; the last turn repeats.</summary>
    public IReadOnlyList<string[]> Turns { get; init; } = [];

    /// <summary>Mode of a join, or how an activity merges tokens.</summary>
    public string Mode { get; init; } = "";

    /// <summary>Rounds of a loop; 1 for a condition that holds.</summary>
    public int Count { get; init; }

    /// <summary>The activity and all below it, those of dispatched workflows too.</summary>
    public IEnumerable<Plan> All() => [this, .. Children.SelectMany(c => c.All())];
}

public enum Kind
{
    Line,
    Wait,
    Gate,
    Decision,
    Fork,
    Join,
    End,
    Break,
    Finish,
    Complete,
    Sequence,
    Parallel,
    ForkAll,
    ForkAny,
    If,
    Switch,
    For,
    ForEach,
    ParallelForEach,
    Container,
    Flowchart,
    Dispatch,
}
