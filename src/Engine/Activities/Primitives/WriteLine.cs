using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;

namespace DirectiveFlow.Engine.Activities.Primitives;

/// <summary>Writes a line to the instance's journal and to the log.</summary>
[Activity("Elsa", "WriteLine", Category = "Console", Description = "Write a line of text to the console.")]
public sealed class WriteLine : CodeActivity
{
    [Input(Description = "The text to write.")]
    public Input<string> Text { get; set; } = new("");

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context) =>
        context.WriteLine(await context.GetAsync(Text) ?? "");
}
