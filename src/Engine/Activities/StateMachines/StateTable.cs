using System.Globalization;
using System.Text.Json;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Expressions;

namespace DirectiveFlow.Engine.Activities.StateMachines;

/// <summary>A state of a state machine.</summary>
internal sealed record MachineState(string Name, Activity? Entry, Activity? Exit);

/// <summary>A way from one state to another.</summary>
/// <param name="Index">Position in the definition.</param>
/// <param name="Trigger">What has to complete first; null: the transition is tried as soon as the state is entered.</param>
/// <param name="Condition">Null: always.</param>
/// <param name="Action">Runs between leaving one state and entering the other.</param>
internal sealed record MachineTransition(
    int Index, string From, string To, Activity? Trigger, CompiledExpression? Condition, Activity? Action);

/// <summary>States and transitions of a state machine as its definition lists them.</summary>
internal sealed class StateTable
{
    private readonly Dictionary<string, MachineState> _states = new(StringComparer.Ordinal);
    private readonly List<MachineTransition> _transitions = [];

    private StateTable()
    {
    }

    public static StateTable Empty { get; } = new();

    public IReadOnlyList<MachineTransition> Transitions => _transitions;

    public static StateTable Read(ActivityConfiguration configuration)
    {
        var table = new StateTable();
        foreach (var (i, item) in DefinitionJson.Items(configuration.Json, "states").Index())
        {
            var path = string.Create(CultureInfo.InvariantCulture, $".states[{i}]");
            var name = DefinitionJson.Text(item, "name") ?? "";
            var state = new MachineState(name, Child(configuration, item, "entry", path), Child(configuration, item, "exit", path));
            if (!table._states.TryAdd(name, state))
            {
                configuration.Error(path + ".name", $"There are two states '{name}'.");
            }
        }

        foreach (var (i, item) in DefinitionJson.Items(configuration.Json, "transitions").Index())
        {
            var path = string.Create(CultureInfo.InvariantCulture, $".transitions[{i}]");
            table._transitions.Add(new MachineTransition(
                i, table.End(configuration, item, "from", path), table.End(configuration, item, "to", path),
                Child(configuration, item, "trigger", path), Condition(configuration, item, path), Child(configuration, item, "action", path)));
        }

        return table;
    }

    public MachineState? Find(string? name) => name is null ? null : _states.GetValueOrDefault(name);

    /// <summary>The transitions from a state to states that exist, in the definition's order.</summary>
    public IEnumerable<MachineTransition> From(string state) =>
        _transitions.Where(t => string.Equals(t.From, state, StringComparison.Ordinal) && _states.ContainsKey(t.To));

    private string End(ActivityConfiguration configuration, JsonElement transition, string end, string path)
    {
        var name = DefinitionJson.Text(transition, end) ?? "";
        if (!_states.ContainsKey(name))
        {
            configuration.Warning($"{path}.{end}", $"There is no state '{name}'; the transition is never taken.");
        }

        return name;
    }

    private static Activity? Child(ActivityConfiguration configuration, JsonElement owner, string name, string path) =>
        DefinitionJson.Object(owner, name) is { ValueKind: JsonValueKind.Object } child ? configuration.CompileChild(child, $"{path}.{name}") : null;

    /// <summary>An input (with an expression inside), an expression, or a plain truth value.</summary>
    private static CompiledExpression? Condition(ActivityConfiguration configuration, JsonElement transition, string path)
    {
        if (!transition.TryGetProperty("condition", out var condition) || condition.ValueKind is JsonValueKind.Null)
        {
            return null;
        }

        var inner = DefinitionJson.Object(condition, "expression");
        return configuration.CompileExpression(inner.ValueKind == JsonValueKind.Object ? inner : condition, path + ".condition");
    }
}
