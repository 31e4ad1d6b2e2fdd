using System.Text.Json;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Expressions;
using DirectiveFlow.Engine.Expressions.JavaScript;

namespace DirectiveFlow.Engine.Activities.Scripting;

/// <summary>
/// Runs a script; its last or returned value is the result. <c>setOutcome(name)</c> and <c>setOutcomes([names])</c> choose how
/// the activity ends.
/// </summary>
[Activity("Elsa", "RunJavaScript", Category = "Scripting", DisplayName = "Run JavaScript", Description = "Executes JavaScript code")]
public sealed class RunJavaScript : Activity
{
    [Input(Description = "The script to run.", UIHint = "code-editor", DefaultSyntax = "JavaScript", Language = "javascript")]
    public Input<string> Script { get; set; } = new("");

    [Input(Description = "A list of possible outcomes.", UIHint = "dynamic-outcomes")]
    public Input<IReadOnlyList<string>?> PossibleOutcomes { get; set; } = new(null);

    [Output(Data = OutputData.Open)]
    public Output<JsonElement>? Result { get; set; }

    protected internal override void Configure(ActivityConfiguration configuration)
    {
        if (!Script.TryGetConstant(out var text) || string.IsNullOrEmpty(text))
        {
            return;
        }

        try
        {
            configuration.KeepOutputs(JavaScriptExpression.Prepare(text));
        }
        catch (ExpressionException error)
        {
            configuration.Error(".script", error.Message);
        }
    }

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var script = JavaScriptExpression.Prepare(await context.GetAsync(Script) ?? "");
        var (value, outcomes) = script.Run(context);
        context.Set(Result, value);
        await context.CompleteAsync(outcomes);
    }
}
