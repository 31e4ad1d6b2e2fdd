using System.Text.Json;
using DirectiveFlow.Engine.Activities.Flow;
using DirectiveFlow.Engine.Definitions.Text;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Definitions;

/// <summary>A variable of a workflow or a container.</summary>
/// <param name="Id">Elsa's memory id, unique in the definition; the name when the definition gives none.</param>
/// <param name="Default">Initial value, already converted to <paramref name="TypeName"/>.</param>
/// <param name="IsInMemory">Kept only while a step runs: after a wait it has its initial value again. Elsa's memory storage driver.</param>
public sealed record VariableDefinition(string Id, string Name, string TypeName, JsonElement Default, bool IsInMemory = false);

/// <summary>An input or output of a workflow.</summary>
public sealed record ArgumentDefinition(string Name, string TypeName, JsonElement Default);

/// <summary>What happens to an instance when an activity faults.</summary>
public enum IncidentStrategy
{
    /// <summary>The instance ends as faulted. Elsa's default.</summary>
    Fault,

    /// <summary>The branch stops, the others go on.</summary>
    ContinueWithIncidents,
}

/// <summary>
/// An Elsa workflow definition as read. <see cref="Text"/> is the original and is what is stored and exported, so nothing the
/// engine does not know is lost; the other members are views of it.
/// </summary>
public sealed class WorkflowDefinition
{
    /// <summary>A larger number in a text is not believed, so that there is always a next one.</summary>
    private const int MaxVersion = 1_000_000;

    private const int MaxNameLength = 400;

    private WorkflowDefinition(string text, JsonElement json)
    {
        Text = text;
        Json = json;
    }

    public string Text { get; }

    public JsonElement Json { get; }

    /// <summary>Version id; null in a definition that was never stored.</summary>
    public string? Id { get; private init; }

    public string? DefinitionId { get; private init; }

    public string? Name { get; private init; }

    public int Version { get; private init; } = 1;

    public IReadOnlyList<VariableDefinition> Variables { get; private init; } = [];

    public IReadOnlyList<ArgumentDefinition> Inputs { get; private init; } = [];

    public IReadOnlyList<ArgumentDefinition> Outputs { get; private init; } = [];

    public IReadOnlyList<string> Outcomes { get; private init; } = [];

    public IncidentStrategy IncidentStrategy { get; private init; }

    /// <summary>
    /// The custom property <c>Flowchart:ExecutionMode</c>; the name is Elsa's, where it is a property of the instance.
    /// </summary>
    public FlowchartExecutionMode FlowchartMode { get; private init; }

    public ActivationStrategy ActivationStrategy { get; private init; }

    /// <summary>The root activity's JSON; undefined when the definition has none.</summary>
    public JsonElement Root { get; private init; }

    /// <summary>Reads a definition of any version of Elsa 3. Tolerant of odd shapes; refused is only what cannot be kept.</summary>
    /// <exception cref="DefinitionException">
    /// Not a JSON object, larger or deeper than the limits, a name twice in one object, NUL or half a surrogate pair. The problem
    /// has the path.
    /// </exception>
    public static WorkflowDefinition Parse(string text)
    {
        text = text.TrimStart('\uFEFF');
        if (JsonCheck.Find(text) is { } problem)
        {
            throw new DefinitionException([problem]);
        }

        using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = JsonCheck.MaxDepth + 1 });
        var json = document.RootElement.Clone();
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new DefinitionException(
                [new DefinitionProblem("$", "A workflow definition is a JSON object.", IsError: true) { Code = DefinitionCodes.NotADefinition }]);
        }

        RefuseLongNames(json);
        return new WorkflowDefinition(text, json)
        {
            Id = DefinitionJson.Text(json, "id"),
            DefinitionId = DefinitionJson.Text(json, "definitionId"),
            Name = DefinitionJson.Text(json, "name"),
            Version = json.TryGetProperty("version", out var version) && version.ValueKind == JsonValueKind.Number
                && version.TryGetInt32(out var number) && number is > 0 and < MaxVersion ? number : 1,
            Variables = DefinitionJson.Variables(json),
            Inputs = DefinitionJson.Arguments(json, "inputs"),
            Outputs = DefinitionJson.Arguments(json, "outputs"),
            Outcomes = json.TryGetProperty("outcomes", out var outcomes) && outcomes.ValueKind == JsonValueKind.Array
                ? [.. outcomes.EnumerateArray().Select(o => JsonValues.ToText(o) ?? "")] : [],
            IncidentStrategy = ReadStrategy(json),
            FlowchartMode = Enum.TryParse<FlowchartExecutionMode>(
                DefinitionJson.Text(DefinitionJson.Object(json, "customProperties"), "Flowchart:ExecutionMode"), ignoreCase: true, out var mode)
                ? mode : FlowchartExecutionMode.Default,
            ActivationStrategy = ActivationStrategies.Read(json),
            Root = json.TryGetProperty("root", out var root) && root.ValueKind == JsonValueKind.Object ? root : default,
        };
    }

    /// <summary>They are keys of the database.</summary>
    private static void RefuseLongNames(JsonElement json)
    {
        foreach (var name in (string[])["id", "definitionId", "name"])
        {
            if (DefinitionJson.Text(json, name) is { Length: > MaxNameLength })
            {
                throw new DefinitionException(
                    [new DefinitionProblem("$." + name, $"The text is longer than {MaxNameLength} characters.", IsError: true) { Code = DefinitionCodes.TooLarge }]);
            }
        }
    }

    private static IncidentStrategy ReadStrategy(JsonElement json)
    {
        var name = json.TryGetProperty("options", out var options) && options.ValueKind == JsonValueKind.Object
            ? DefinitionJson.Text(options, "incidentStrategyType") : null;
        return name?.Contains("ContinueWithIncidents", StringComparison.Ordinal) == true
            ? IncidentStrategy.ContinueWithIncidents : IncidentStrategy.Fault;
    }
}
