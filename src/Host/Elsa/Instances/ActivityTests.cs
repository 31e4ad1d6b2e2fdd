using System.Text.Json;
using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Inspection;
using DirectiveFlow.Engine.Journal;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Simulation;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Host.Elsa.Instances;

/// <summary>Which activity of which version is to be tried out.</summary>
internal sealed record ActivityTestRequest
{
    public DefinitionHandle? WorkflowDefinitionHandle { get; init; }

    public ActivityHandle? ActivityHandle { get; init; }
}

internal sealed record DefinitionHandle(string? DefinitionVersionId = null, string? DefinitionId = null, string? VersionOptions = null);

internal sealed record ActivityHandle(string? ActivityId = null, string? ActivityNodeId = null);

/// <summary>
/// Runs one activity of a definition by itself, as a dry run: variables have the values that its author gave them for tests, nothing is stored
/// and nothing leaves the process. A failure is part of the answer, never an error of the request.
/// </summary>
internal sealed class ActivityTests(IDefinitionStore definitions, WorkflowCatalog catalog, DryRunner runner)
{
    private const string Test = "test";
    private const int MostSteps = 200;

    internal sealed record Result(
        IReadOnlyDictionary<string, JsonElement> ActivityState, IReadOnlyDictionary<string, JsonElement> Outputs,
        IReadOnlyDictionary<string, JsonElement> Payload, ElsaException? Exception, string Status);

    public async Task<Result> RunAsync(ActivityTestRequest request, CancellationToken cancellationToken)
    {
        if (await FindAsync(request.WorkflowDefinitionHandle, cancellationToken) is not { } version
            || request.ActivityHandle is not { } handle || (handle.ActivityId ?? handle.ActivityNodeId?.Split(':')[^1]) is not { } id
            || Alone(version.Json, id) is not { } json)
        {
            return Failed("There is no such activity in the definition as it is stored; save it first.");
        }

        try
        {
            var run = await runner.RunAsync(new DryRunRequest { Json = json, MaxSteps = MostSteps }, cancellationToken);
            return Tell(run, catalog.Compile(json).Find(id), id);
        }
        catch (DefinitionException error)
        {
            return Failed(error.Message);
        }
    }

    private static Result Tell(DryRunResult run, ActivityNode? node, string id)
    {
        var own = run.Events.Where(e => string.Equals(e.ActivityId, id, StringComparison.Ordinal)).ToList();
        var incident = run.Incidents.FirstOrDefault(i => string.Equals(i.ActivityId, id, StringComparison.Ordinal));
        var completed = own.FirstOrDefault(e => e.Event == JournalEvent.Completed);
        var inputs = node is null || incident is not null ? [] : ActivityConstants.Of(node).ToDictionary(StringComparer.Ordinal);
        var outputs = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var value in run.Values.Where(v => string.Equals(v.ActivityId, id, StringComparison.Ordinal)))
        {
            (value.Kind == JournalValueKind.Input ? inputs : outputs)[value.Name] = value.Value;
        }

        return new Result(
            inputs, outputs,
            completed is null or { Outcomes: ["Done"] } ? Nothing.Values
                : new Dictionary<string, JsonElement>(StringComparer.Ordinal) { ["Outcomes"] = JsonValues.From(completed.Outcomes) },
            incident is null ? null : new ElsaException("System.Exception", incident.Message, null),
            incident is not null ? "Faulted" : completed is not null ? "Completed" : "Running");
    }

    private static Result Failed(string message) =>
        new(Nothing.Values, Nothing.Values, Nothing.Values, new ElsaException("System.InvalidOperationException", message, null), "Faulted");

    private async Task<DefinitionRecord?> FindAsync(DefinitionHandle? handle, CancellationToken cancellationToken)
    {
        var id = handle?.DefinitionVersionId;
        if (string.IsNullOrEmpty(id) && handle?.DefinitionId is { } definitionId
            && VersionOptions.TryParse(string.IsNullOrEmpty(handle.VersionOptions) ? "Latest" : handle.VersionOptions, out var wanted))
        {
            id = (await definitions.LoadAsync(definitionId, cancellationToken)).Versions.FirstOrDefault(v => !v.IsDeleted && wanted.Matches(v))?.Id;
        }

        return string.IsNullOrEmpty(id) ? null : await definitions.FindVersionAsync(id, cancellationToken);
    }

    /// <summary>The definition with this activity as its only one.</summary>
    private static string? Alone(string json, string activityId)
    {
        var definition = JsonNode.Parse(json)!.AsObject();
        if (Activity(definition["root"], activityId) is not { } activity)
        {
            return null;
        }

        GiveTestValues(definition);
        definition["root"] = new JsonObject
        {
            ["type"] = "Elsa.Sequence", ["version"] = 1, ["id"] = activityId + "-" + Test, ["activities"] = new JsonArray(activity.DeepClone()),
        };
        return definition.ToJsonString();
    }

    private static void GiveTestValues(JsonObject definition)
    {
        if (definition["customProperties"]?["VariableTestValues"] is not JsonObject values || definition["variables"] is not JsonArray variables)
        {
            return;
        }

        foreach (var variable in variables.OfType<JsonObject>())
        {
            if (variable["id"]?.GetValueKind() == JsonValueKind.String && values[variable["id"]!.GetValue<string>()] is { } value)
            {
                variable["value"] = value.GetValueKind() == JsonValueKind.String ? value.DeepClone() : JsonValue.Create(value.ToJsonString());
            }
        }
    }

    private static JsonObject? Activity(JsonNode? node, string id) => node switch
    {
        JsonObject found when found["type"] is not null && found["id"] is JsonValue own && own.TryGetValue<string>(out var text)
            && string.Equals(text, id, StringComparison.Ordinal) => found,
        JsonObject other => other.Select(m => Activity(m.Value, id)).FirstOrDefault(a => a is not null),
        JsonArray list => list.Select(i => Activity(i, id)).FirstOrDefault(a => a is not null),
        _ => null,
    };
}

internal static class ActivityTestEndpoint
{
    public static void MapActivityTests(this IEndpointRouteBuilder act) =>
        act.MapPost("/tests/activities", async (HttpContext context, ActivityTests tests, CancellationToken cancellationToken) =>
            Answers.Ok(await tests.RunAsync(await Answers.BodyAsync<ActivityTestRequest>(context), cancellationToken)));
}
