using System.Text.Json;
using DirectiveFlow.Engine.Activities.Looping;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Migration;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Activities.Composition;

/// <summary>Runs activities one after the other, until a <see cref="Break"/> among them or below them says that enough is done.</summary>
[Activity("Elsa", "Sequence", Category = "Workflows", IsBrowsable = false, IsContainer = true, Description = "Execute a set of activities in sequence.")]
public sealed class Sequence : Activity
{
    private const string Position = "i";

    [Port(IsBrowsable = false)]
    public IReadOnlyList<Activity> Activities { get; set; } = [];

    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => NextAsync(context, 0);

    private ValueTask OnChildCompleted(ActivityExecutionContext context, ChildCompletion child) =>
        NextAsync(context, context.GetProperty<int>(Position) + 1);

    private async ValueTask NextAsync(ActivityExecutionContext context, int position)
    {
        if (position >= Activities.Count || context.GetProperty<bool>(Loop.IsBreaking))
        {
            await context.CompleteAsync();
            return;
        }

        if (position > 0)
        {
            context.SetProperty(Position, position);
        }

        context.ScheduleActivity(Activities[position], OnChildCompleted);
    }

    /// <summary>The place is the place of the child that is open: it goes on after it, wherever the target version puts it.</summary>
    internal override IReadOnlyList<string> MigrateProperties(Dictionary<string, JsonElement> properties, Activity older, MigrationMap map)
    {
        var place = properties.TryGetValue(Position, out var value) ? value.GetInt32() : 0;
        var open = map.IdOf(((Sequence)older).Activities[place].Id);
        for (var i = 0; i < Activities.Count; i++)
        {
            if (string.Equals(Activities[i].Id, open, StringComparison.Ordinal))
            {
                properties[Position] = JsonValues.From(i);
                return [];
            }
        }

        return [$"The sequence '{Id}' of the target version does not contain '{open}', which is running."];
    }
}
