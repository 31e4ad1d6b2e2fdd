using System.Text.Json.Serialization;

namespace DirectiveFlow.Engine.Activities.Flow;

/// <summary>
/// The tokens of a running flowchart in token mode, by connection; kept in the instance's state. A token lives on its connection
/// until the activity it leads to has run.
/// </summary>
internal sealed class FlowTokens
{
    private string _storedLive = "";
    private string _storedBlocks = "";
    private string _storedSpent = "";
    private FlowTable? _table;
    private int[] _live = [];
    private int[] _blocks = [];
    private int[] _spent = [];

    // By activity: tokens that lead to it, connections (all; forward) with a token, forward connections from an activity that has tokens.
    private int[] _tokens = [];
    private int[] _filled = [];
    private int[] _filledForward = [];
    private int[] _busyBefore = [];

    [JsonPropertyName("t")]
    public string Live
    {
        get => _table is null ? _storedLive : FlowCode.Write(_live);
        set => _storedLive = value;
    }

    /// <summary>Blocks that a race left: the next token on the connection has no effect.</summary>
    [JsonPropertyName("b")]
    public string Blocks
    {
        get => _table is null ? _storedBlocks : FlowCode.Write(_blocks);
        set => _storedBlocks = value;
    }

    /// <summary>Blocks that took a token; they hold until the activity behind the connection has run.</summary>
    [JsonPropertyName("s")]
    public string Spent
    {
        get => _table is null ? _storedSpent : FlowCode.Write(_spent);
        set => _storedSpent = value;
    }

    public FlowTokens Open(FlowTable table)
    {
        if (_table is null)
        {
            _table = table;
            _tokens = new int[table.Activities.Count];
            _filled = new int[table.Activities.Count];
            _filledForward = new int[table.Activities.Count];
            _busyBefore = new int[table.Activities.Count];
            _live = new int[table.Connections.Count];
            _blocks = FlowCode.Read(_storedBlocks, table.Connections.Count);
            _spent = FlowCode.Read(_storedSpent, table.Connections.Count);
            var live = FlowCode.Read(_storedLive, table.Connections.Count);
            for (var i = 0; i < live.Length; i++)
            {
                SetLive(i, live[i]);
            }
        }

        return this;
    }

    public void Emit(int connection) => SetLive(connection, _live[connection] + 1);

    /// <summary>Takes all tokens that led to an activity that has run.</summary>
    public void Consume(int activity)
    {
        if (_tokens[activity] > 0)
        {
            foreach (var connection in _table!.Inbound[activity])
            {
                SetLive(connection, 0);
            }
        }
    }

    public void Purge(int activity)
    {
        foreach (var connection in _table!.Inbound[activity])
        {
            _spent[connection] = 0;
        }
    }

    /// <summary>Takes everything away that comes from an activity or leads to it.</summary>
    public void Clear(int activity)
    {
        foreach (var connection in _table!.Inbound[activity].Concat(_table.Outbound[activity]))
        {
            SetLive(connection, 0);
            _blocks[connection] = _spent[connection] = 0;
        }
    }

    public void Block(int connection) => _blocks[connection]++;

    /// <returns>True when a block took the token.</returns>
    public bool IsBlocked(int connection)
    {
        if (_spent[connection] == 0 && _blocks[connection] > 0)
        {
            _blocks[connection]--;
            _spent[connection]++;
        }

        return _spent[connection] > 0;
    }

    /// <summary>An activity right before this one has tokens to work off.</summary>
    public bool IsBusyBefore(int activity) => _busyBefore[activity] > 0;

    public bool AllForwardFilled(int activity) => _filledForward[activity] == _table!.InboundForward[activity].Length;

    public bool AllFilled(int activity) => _filled[activity] == _table!.Inbound[activity].Length;

    private void SetLive(int connection, int count)
    {
        var before = _live[connection];
        if (before == count)
        {
            return;
        }

        var target = _table!.Connections[connection].Target;
        _live[connection] = count;
        var change = Math.Sign(count) - Math.Sign(before);
        _filled[target] += change;
        _filledForward[target] += _table.IsForward(connection) ? change : 0;
        var wasBusy = _tokens[target] > 0;
        _tokens[target] += count - before;
        if (wasBusy != _tokens[target] > 0)
        {
            foreach (var next in _table.Outbound[target])
            {
                if (_table.IsForward(next))
                {
                    _busyBefore[_table.Connections[next].Target] += wasBusy ? -1 : 1;
                }
            }
        }
    }
}
