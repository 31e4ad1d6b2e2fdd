namespace DirectiveFlow.Engine.Activities.Flow;

/// <summary>How flowcharts keep track of what ran. Elsa's names.</summary>
public enum FlowchartExecutionMode
{
    /// <summary>What the host is set to; counter based unless it says otherwise.</summary>
    Default,

    /// <summary>Tokens travel along connections; each activity's merge mode says when it takes them.</summary>
    TokenBased,

    /// <summary>Visits are counted, and ways that were not taken are counted as skipped. Elsa's default.</summary>
    CounterBased,
}

/// <summary>When a join runs. Elsa's names.</summary>
public enum FlowJoinMode
{
    /// <summary>At the first followed inbound connection; the other branches are cancelled. Elsa's default.</summary>
    WaitAny,

    /// <summary>When all inbound connections were followed; if one was not, never.</summary>
    WaitAll,

    /// <summary>When all inbound connections were visited and one of them was followed.</summary>
    WaitAllActive,
}

/// <summary>
/// What an activity does with the tokens of several inbound connections in token mode; its custom property <c>mergeMode</c>.
/// Elsa's names.
/// </summary>
public enum MergeMode
{
    /// <summary>As <see cref="Stream"/>.</summary>
    None,

    /// <summary>Runs when no activity right before it has a token still to work off; ways that were not taken do not count.</summary>
    Stream,

    /// <summary>Waits for a token on each forward connection; a way that is not taken holds it up for good.</summary>
    Merge,

    /// <summary>Waits for a token on each connection, backward ones too.</summary>
    Converge,

    /// <summary>Runs once for every token that arrives.</summary>
    Cascade,

    /// <summary>Runs for the first token; what else is under way to it is cancelled, or its token is taken without effect.</summary>
    Race,
}
