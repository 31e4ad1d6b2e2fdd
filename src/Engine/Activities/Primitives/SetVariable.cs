using System.Text.Json;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Activities.Primitives;

/// <summary>Assigns a value to a variable in the scope that declares it.</summary>
[Activity("Elsa", "SetVariable", Category = "Primitives", Description = "Assign a value to a workflow variable.")]
public sealed class SetVariable : CodeActivity
{
    private string _variable = "";

    [Input(
        Description = "The variable to assign the value to.", UIHint = "variable-picker",
        TypeName = "Elsa.Workflows.Memory.Variable, Elsa.Workflows.Core")]
    public JsonElement Variable { get; set; } = JsonValues.Null;

    [Input(Description = "The value to assign.")]
    public Input<JsonElement> Value { get; set; } = new(JsonValues.Null);

    protected internal override void Configure(ActivityConfiguration configuration)
    {
        _variable = DefinitionJson.Text(Variable, "id") ?? DefinitionJson.Text(Variable, "name") ?? JsonValues.ToText(Variable) ?? "";
        if (_variable.Length == 0)
        {
            configuration.Warning(".variable", "No variable is chosen; the value goes nowhere.");
        }
    }

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var value = await context.GetAsync(Value);
        if (_variable.Length > 0)
        {
            context.SetVariable(_variable, value);
        }
    }
}
