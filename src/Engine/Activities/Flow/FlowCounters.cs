using System.Text.Json.Serialization;

namespace DirectiveFlow.Engine.Activities.Flow;

/// <summary>
/// How often a running flowchart passed its activities and connections in counter mode; kept in the instance's state. What a
/// join asks is kept ready by activity, so a join with ten thousand ways to it costs as much as ten thousand activities.
/// </summary>
internal sealed class FlowCounters
{
    private string _storedActivities = "";
    private string _storedConnections = "";
    private FlowTable? _table;
    private int[] _activities = [];

    // Twice the visits, plus one when the last visit followed the connection.
    private int[] _connections = [];
    private int[] _visited = [];
    private int[] _followed = [];
    private int[] _lastFollowed = [];

    // Only within a step: nothing is queued between two of them.
    private int[] _queued = [];

    /// <summary>Completions (or skips) per activity; runs through a backward connection do not count.</summary>
    [JsonPropertyName("a")]
    public string Activities
    {
        get => _table is null ? _storedActivities : FlowCode.Write(_activities);
        set => _storedActivities = value;
    }

    [JsonPropertyName("c")]
    public string Connections
    {
        get => _table is null ? _storedConnections : FlowCode.Write(_connections);
        set => _storedConnections = value;
    }

    public FlowCounters Open(FlowTable table)
    {
        if (_table is null)
        {
            _table = table;
            _activities = FlowCode.Read(_storedActivities, table.Activities.Count);
            _connections = FlowCode.Read(_storedConnections, table.Connections.Count);
            _visited = new int[_activities.Length];
            _followed = new int[_activities.Length];
            _lastFollowed = new int[_activities.Length];
            _queued = new int[_activities.Length];
            for (var i = 0; i < _activities.Length; i++)
            {
                Recount(i);
            }
        }

        return this;
    }

    public void Queue(int activity) => _queued[activity]++;

    /// <summary>A queued activity ran to its end.</summary>
    public void Unqueue(int activity) => _queued[activity] = Math.Max(0, _queued[activity] - 1);

    /// <summary>A join is queued, by whichever connection, and did not run. (What may wait stays queued here while it does.)</summary>
    public bool IsQueued(int join) => _queued[join] > 0;

    public void PassActivity(int activity)
    {
        _activities[activity]++;
        Recount(activity);
    }

    public void PassConnection(int connection, bool isFollowed)
    {
        var target = _table!.Connections[connection].Target;
        if (_table.IsForward(connection))
        {
            Count(connection, target, -1);
        }

        _connections[connection] = ((_connections[connection] | 1) + 1) | (isFollowed ? 1 : 0);
        if (_table.IsForward(connection))
        {
            Count(connection, target, 1);
        }
    }

    /// <summary>The connection was visited more often than its target passed.</summary>
    public bool IsPending(int connection, int target) => _connections[connection] >> 1 > _activities[target];

    /// <summary>Every forward connection to the target is pending.</summary>
    public bool AllVisited(int target) => _visited[target] == _table!.InboundForward[target].Length;

    /// <summary>A pending forward connection to the target was followed.</summary>
    public bool AnyFollowed(int target) => _followed[target] > 0;

    /// <summary>Every forward connection to the target was followed at its last visit.</summary>
    public bool AllFollowed(int target) => _lastFollowed[target] == _table!.InboundForward[target].Length;

    private void Recount(int activity)
    {
        _visited[activity] = _followed[activity] = _lastFollowed[activity] = 0;
        foreach (var connection in _table!.InboundForward[activity])
        {
            Count(connection, activity, 1);
        }
    }

    private void Count(int connection, int target, int by)
    {
        var wasFollowed = (_connections[connection] & 1) == 1;
        _lastFollowed[target] += wasFollowed ? by : 0;
        if (IsPending(connection, target))
        {
            _visited[target] += by;
            _followed[target] += wasFollowed ? by : 0;
        }
    }
}
