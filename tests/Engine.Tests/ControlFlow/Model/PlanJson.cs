using System.Text.Json;
using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Tests.Flows;

namespace DirectiveFlow.Engine.Tests.ControlFlow.Model;

/// <summary>Completes with other outcomes at each turn; the turns are counted over the whole instance.</summary>
[Activity("Test", "Gate")]
public sealed class Gate : Activity
{
    [Input]
    public IReadOnlyList<IReadOnlyList<string>> Turns { get; set; } = [];

    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var turn = context.GetVariable<int>("turn-" + Id);
        context.SetVariable("turn-" + Id, turn + 1);
        return context.CompleteAsync([.. Turns[Math.Min(turn, Turns.Count - 1)]]);
    }
}

/// <summary>Writes a plan as the definitions the engine runs: one, and one for each workflow it dispatches.</summary>
internal static class PlanJson
{
    public static IEnumerable<string> Definitions(Plan plan, string prefix)
    {
        foreach (var dispatch in plan.All().Where(p => p.Kind == Kind.Dispatch))
        {
            yield return Define.Workflow(prefix + dispatch.Id, Write(dispatch.Children[0], prefix));
        }

        yield return Define.Workflow(prefix, Write(plan, prefix));
    }

    private static JsonObject Write(Plan plan, string prefix)
    {
        var json = Activity(plan, prefix);
        if (plan.Mode.Length > 0 && plan.Kind != Kind.Join)
        {
            json["customProperties"] = new JsonObject { ["mergeMode"] = plan.Mode };
        }

        return json;
    }

    private static JsonObject Activity(Plan plan, string prefix)
    {
        return plan.Kind switch
        {
            Kind.Line => Define.Line(plan.Id),
            Kind.Wait => Define.Event(plan.Id),
            Kind.Gate => Of("Test.Gate", ("turns", JsonSerializer.SerializeToNode(plan.Turns))),
            Kind.Decision => Of("Elsa.FlowDecision", ("condition", Define.Literal(plan.Count == 1))),
            Kind.Fork => Of("Elsa.FlowFork", ("branches", Define.Expression("Object", JsonSerializer.Serialize(plan.Turns[0])))),
            Kind.Join => Of("Elsa.FlowJoin", ("mode", Define.Literal(plan.Mode))),
            Kind.Parallel => Of("Elsa.Parallel", ("activities", Children())),
            Kind.ForkAll => Of("Elsa.Fork", ("branches", Children())),
            Kind.ForkAny => Of("Elsa.Fork", ("branches", Children()), ("joinMode", "WaitAny")),
            Kind.Sequence => Of("Elsa.Sequence", ("activities", Children())),
            Kind.If => Of("Elsa.If", ("condition", Define.Literal(plan.Count == 1)), ("then", Child(0)), ("else", Child(1))),
            Kind.Switch => Of("Elsa.Switch", ("mode", Define.Literal("MatchAny")), ("cases", new JsonArray([.. plan.Children.Select((c, i) => new JsonObject
            {
                ["label"] = c.Id,
                ["condition"] = new JsonObject { ["type"] = "Literal", ["value"] = plan.Turns[i].Length > 0 },
                ["activity"] = Write(c, prefix),
            })]))),
            Kind.For => Of("Elsa.For", ("start", Define.Literal(1)), ("end", Define.Literal(plan.Count)), ("body", Child(0))),
            Kind.ForEach => Of("Elsa.ForEach", ("items", Items()), ("body", Child(0))),
            Kind.ParallelForEach => Of("Elsa.ParallelForEach", ("items", Items()), ("body", Child(0))),
            Kind.Container => Of("Elsa.FlowNode", ("body", Child(0))),
            Kind.Flowchart => Define.Flowchart(
                plan.Id, [.. plan.Children.Select(c => Write(c, prefix))],
                [.. plan.Edges.Select(e => (plan.Children[e.From].Id, e.Port, plan.Children[e.To].Id))]).With("start", plan.Children[0].Id),
            Kind.Dispatch => Of(
                "Elsa.DispatchWorkflow", ("workflowDefinitionId", Define.Literal(prefix + plan.Id)), ("waitForCompletion", Define.Literal(true))),
            _ => Of("Elsa." + plan.Kind),
        };

        JsonObject Of(string type, params (string Name, JsonNode? Value)[] members) => Define.Activity(type, plan.Id, members);

        JsonObject Child(int place) => Write(plan.Children[place], prefix);

        JsonArray Children() => new([.. plan.Children.Select(c => Write(c, prefix))]);

        JsonObject Items() => Define.Expression("Object", JsonSerializer.Serialize(Enumerable.Range(0, plan.Count)));
    }

    private static JsonObject With(this JsonObject json, string name, JsonNode value)
    {
        json[name] = value;
        return json;
    }
}
