using System.Text.Json;
using DirectiveFlow.Engine.Definitions;

namespace DirectiveFlow.Engine.Journal;

/// <summary>
/// Which evaluated inputs and outputs the journal keeps: Elsa's log persistence modes, in the present form
/// (<c>logPersistenceConfig</c>) and in the older one (<c>logPersistenceMode</c>). What says nothing inherits: a value from its
/// activity, an activity from its workflow, a workflow keeps everything.
/// </summary>
internal sealed class LogPersistence
{
    private readonly JsonElement _inputs;
    private readonly JsonElement _outputs;

    private LogPersistence(bool keeps, JsonElement inputs, JsonElement outputs)
    {
        Keeps = keeps;
        _inputs = inputs;
        _outputs = outputs;
    }

    /// <summary>Everything is kept.</summary>
    public static LogPersistence All { get; } = new(keeps: true, default, default);

    /// <summary>Whether values are kept that say nothing themselves.</summary>
    public bool Keeps { get; }

    /// <param name="json">A definition or an activity.</param>
    /// <param name="inherited">What the place around it does.</param>
    public static LogPersistence Of(JsonElement json, bool inherited)
    {
        var custom = DefinitionJson.Object(json, "customProperties");
        var modes = DefinitionJson.Object(custom, "logPersistenceConfig");
        if (modes.ValueKind != JsonValueKind.Object)
        {
            modes = DefinitionJson.Object(custom, "logPersistenceMode");
        }

        return modes.ValueKind != JsonValueKind.Object ? inherited ? All : new LogPersistence(keeps: false, default, default)
            : new LogPersistence(Mode(modes, "default") ?? inherited, DefinitionJson.Object(modes, "inputs"), DefinitionJson.Object(modes, "outputs"));
    }

    /// <param name="name">As the definition writes it, in camel case.</param>
    public bool KeepsInput(string name) => Mode(_inputs, name) ?? Keeps;

    /// <inheritdoc cref="KeepsInput"/>
    public bool KeepsOutput(string name) => Mode(_outputs, name) ?? Keeps;

    /// <summary>Null for inherit. A mode that an expression computes is not known beforehand: such a value is left out.</summary>
    private static bool? Mode(JsonElement modes, string name)
    {
        var text = DefinitionJson.Text(modes, name);
        if (DefinitionJson.Object(modes, name) is { ValueKind: JsonValueKind.Object } configuration)
        {
            if (string.Equals(DefinitionJson.Text(configuration, "evaluationMode"), "Expression", StringComparison.Ordinal))
            {
                var expression = DefinitionJson.Object(configuration, "expression");
                text = string.Equals(DefinitionJson.Text(expression, "type"), "Literal", StringComparison.Ordinal)
                    ? DefinitionJson.Text(expression, "value") : "Exclude";
            }
            else
            {
                // "Elsa.Workflows.LogPersistence.Strategies.Exclude, Elsa.Workflows.Core"
                text = DefinitionJson.Text(configuration, "strategyType")?.Split(',')[0].Split('.')[^1];
            }
        }

        return text switch
        {
            "Include" => true,
            "Exclude" => false,
            _ => null,
        };
    }
}
