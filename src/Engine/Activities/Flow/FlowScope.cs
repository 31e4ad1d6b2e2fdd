namespace DirectiveFlow.Engine.Activities.Flow;

/// <summary>How often a running flowchart passed its activities and connections; kept in the instance's state.</summary>
internal sealed class FlowScope
{
    /// <summary>Completions (or skips) per activity; runs through a backward connection do not count.</summary>
    public int[] Activities { get; set; } = [];

    /// <summary>Visits per connection, followed or not.</summary>
    public int[] Connections { get; set; } = [];

    /// <summary>Whether the last visit of the connection followed it.</summary>
    public bool[] Followed { get; set; } = [];

    public FlowScope Fit(FlowTable table)
    {
        if (Activities.Length != table.Activities.Count)
        {
            Activities = new int[table.Activities.Count];
            Connections = new int[table.Connections.Count];
            Followed = new bool[table.Connections.Count];
        }

        return this;
    }

    public bool IsPending(int connection, int target) => Connections[connection] > Activities[target];

    public bool AllVisited(FlowTable table, int target)
    {
        foreach (var connection in table.InboundForward[target])
        {
            if (!IsPending(connection, target))
            {
                return false;
            }
        }

        return true;
    }

    public bool AnyFollowed(FlowTable table, int target)
    {
        foreach (var connection in table.InboundForward[target])
        {
            if (Followed[connection] && IsPending(connection, target))
            {
                return true;
            }
        }

        return false;
    }

    public bool AllFollowed(FlowTable table, int target)
    {
        foreach (var connection in table.InboundForward[target])
        {
            if (!Followed[connection])
            {
                return false;
            }
        }

        return true;
    }
}
