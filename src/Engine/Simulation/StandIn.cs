using System.Text.Json;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Execution;

namespace DirectiveFlow.Engine.Simulation;

/// <summary>
/// Stands for a step that works on the domain, which a dry run does not have: it waits for an answer that says how the step
/// ends and what it puts out.
/// </summary>
internal sealed class StandIn : Activity
{
    private readonly Dictionary<string, Output<JsonElement>> _outputs = new(StringComparer.OrdinalIgnoreCase);

    protected internal override void Configure(ActivityConfiguration configuration)
    {
        foreach (var member in configuration.Json.EnumerateObject())
        {
            if (DefinitionJson.Text(DefinitionJson.Object(member.Value, "memoryReference"), "id") is { } target && !member.Value.TryGetProperty("expression", out _))
            {
                _outputs[member.Name] = new Output<JsonElement> { Target = target };
            }
        }
    }

    protected override void Execute(ActivityExecutionContext context) =>
        context.CreateBookmark(new BookmarkOptions { Callback = OnAnswerAsync });

    private ValueTask OnAnswerAsync(ActivityExecutionContext context)
    {
        var answer = context.GetResumeInput<StandInAnswer>();
        foreach (var (name, value) in answer?.Outputs ?? [])
        {
            context.Set(_outputs.GetValueOrDefault(name), value);
        }

        return context.CompleteAsync([.. answer?.Outcomes ?? []]);
    }
}

/// <summary>What an answer to a <see cref="StandIn"/> carries.</summary>
internal sealed record StandInAnswer(string[] Outcomes, Dictionary<string, JsonElement> Outputs);
