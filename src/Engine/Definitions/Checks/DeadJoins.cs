using System.Text.Json;
using DirectiveFlow.Engine.Activities.Branching;
using DirectiveFlow.Engine.Activities.Flow;
using DirectiveFlow.Engine.Authoring;

namespace DirectiveFlow.Engine.Definitions.Checks;

/// <summary>
/// Finds joins that wait for all of their branches although two of them can never both arrive: they begin at different outcomes
/// of one decision. Such a join never runs, and in Elsa the workflow ends as if nothing were missing. A cycle may bring both
/// after all, so this is a warning.
/// </summary>
internal sealed class DeadJoins
{
    private readonly FlowTable _table;
    private readonly AncestorTree _tree;
    private readonly Dictionary<(int Source, string Port), int> _gates = [];

    private DeadJoins(FlowTable table)
    {
        _table = table;
        foreach (var connection in table.Connections)
        {
            if (IsDecision(connection.Source))
            {
                _gates.TryAdd((connection.Source, connection.Port), table.Activities.Count + _gates.Count);
            }
        }

        _tree = new AncestorTree(table.Activities.Count + _gates.Count, table.Start);
        Dominate();
    }

    public static IEnumerable<DefinitionProblem> Find(Flowchart flowchart)
    {
        var table = flowchart.Table;
        var joins = Enumerable.Range(0, table.Activities.Count).Where(i => WaitsForAll(table.Activities[i]) && table.Inbound[i].Length > 1).ToArray();
        return table.Start < 0 || joins.Length == 0 ? [] : new DeadJoins(table).Find(joins);
    }

    private IEnumerable<DefinitionProblem> Find(int[] joins)
    {
        foreach (var join in joins)
        {
            var ends = _table.InboundForward[join].Select(End).ToArray();
            var top = ends.Length < 2 ? -1 : ends.Aggregate(_tree.CommonAncestor);
            if (top >= 0 && top < _table.Activities.Count && IsDecision(top))
            {
                var node = _table.Activities[join].Node;
                yield return new DefinitionProblem(
                    node.Path, $"The join waits for all branches, but some of them begin at different outcomes of '{_table.Activities[top].Id}' and never arrive together.",
                    IsError: false) { Code = DefinitionCodes.DeadJoin, ActivityId = node.Id, ActivityName = node.DisplayName };
            }
        }
    }

    /// <summary>Where a connection comes from: its activity, or the outcome of its decision.</summary>
    private int End(int connection)
    {
        var (source, port, _) = _table.Connections[connection];
        return _gates.GetValueOrDefault((source, port), source);
    }

    private void Dominate()
    {
        var missing = Array.ConvertAll(_table.InboundForward, i => i.Length);
        var ready = new Queue<int>([_table.Start]);
        while (ready.TryDequeue(out var activity))
        {
            if (activity != _table.Start)
            {
                _tree.Add(activity, _table.InboundForward[activity].Select(End).Aggregate(_tree.CommonAncestor));
            }

            foreach (var number in _table.Outbound[activity])
            {
                if (End(number) is var gate && gate != activity && !_tree.Contains(gate))
                {
                    _tree.Add(gate, activity);
                }
            }

            foreach (var number in _table.Outbound[activity])
            {
                if (_table.IsForward(number) && --missing[_table.Connections[number].Target] == 0)
                {
                    ready.Enqueue(_table.Connections[number].Target);
                }
            }
        }
    }

    private bool IsDecision(int activity) => _table.Activities[activity] is FlowDecision
        || (_table.Activities[activity] is FlowSwitch { Mode: var mode } && mode.TryGetConstant(out var value) && value == SwitchMode.MatchFirst);

    private static bool WaitsForAll(Activity activity) =>
        activity is FlowJoin { Mode: var mode } && mode.TryGetConstant(out var value) && value == FlowJoinMode.WaitAll;
}
