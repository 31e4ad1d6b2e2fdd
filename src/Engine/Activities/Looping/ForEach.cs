using System.Text.Json;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;

namespace DirectiveFlow.Engine.Activities.Looping;

/// <summary>
/// Runs its body once per item, one after the other. The items are those of the start; the body sees <c>CurrentValue</c> and
/// <c>CurrentIndex</c> as variables.
/// </summary>
[Activity("Elsa", "ForEach", Category = "Looping", DisplayName = "For Each", Description = "Iterate over a set of values.")]
public sealed class ForEach : Loop
{
    [Input(Description = "The set of values to iterate.", UIHint = "dropdown", TypeName = "List<Object>")]
    public Input<IReadOnlyList<JsonElement>> Items { get; set; } = new([]);

    [Output(Description = "Assign the current value to the specified variable.")]
    public Output<JsonElement>? CurrentValue { get; set; }

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        context.LocalStateOf<Progress>().Items = [.. await context.GetAsync(Items) ?? []];
        await NextAsync(context);
    }

    private protected override async ValueTask NextAsync(ActivityExecutionContext context)
    {
        var progress = context.LocalStateOf<Progress>();
        if (Body is null || progress.Next >= progress.Items.Count)
        {
            await context.CompleteAsync();
            return;
        }

        var item = progress.Items[progress.Next];
        context.Set(CurrentValue, item);
        Round(context, LoopVariables.Of(item, progress.Next));
        progress.Next++;
    }

    internal sealed class Progress
    {
        public List<JsonElement> Items { get; set; } = [];

        public int Next { get; set; }
    }
}
