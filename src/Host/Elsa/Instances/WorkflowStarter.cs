using System.Text.Json;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Values;
using DirectiveFlow.Host.Problems;
using DirectiveFlow.Host.WorkflowHttp;

namespace DirectiveFlow.Host.Elsa.Instances;

/// <summary>How a workflow is to be started.</summary>
internal sealed record RunRequest
{
    public string? CorrelationId { get; init; }

    public string? Name { get; init; }

    public string? TriggerActivityId { get; init; }

    /// <summary>Absent: the published version.</summary>
    public string? VersionOptions { get; init; }

    public Dictionary<string, JsonElement>? Input { get; init; }

    public Dictionary<string, JsonElement>? Variables { get; init; }

    /// <summary>Of a bulk dispatch.</summary>
    public int? Count { get; init; }
}

/// <summary>Chooses the version and starts it.</summary>
internal sealed class WorkflowStarter(
    IDefinitionStore definitions, IInstanceStore instances, WorkflowRuntime runtime, WorkflowDispatcher dispatcher, WorkflowStates states)
{
    private const string InstanceHeader = "x-elsa-workflow-instance-id";
    private const string CannotStartHeader = "x-elsa-workflow-cannot-start";

    /// <summary>Answers the state after the first step; one that faulted with status 500, as Elsa does.</summary>
    public async Task<IResult> RunAsync(HttpContext context, string definitionId, RunRequest run, CancellationToken cancellationToken)
    {
        var (version, problem) = await ChooseAsync(context, definitionId, run.VersionOptions, cancellationToken);
        if (version is null)
        {
            return problem!;
        }

        StepResult result;
        try
        {
            result = await runtime.StartAsync(
                new StartWorkflow
                {
                    VersionId = version.Id, CorrelationId = run.CorrelationId, Name = run.Name, Input = run.Input, Variables = run.Variables,
                    TriggerActivityId = run.TriggerActivityId, CommandId = Answers.CommandId(context),
                },
                cancellationToken);
        }
        catch (ValueConversionException error)
        {
            return Answers.Bad("variables", error.Message);
        }

        var headers = context.Response.Headers;
        headers[CannotStartHeader] = result.Kind == StepKind.CannotStart ? "True" : "False";
        if (result.Kind == StepKind.CannotStart || await instances.FindAsync(result.InstanceId!, cancellationToken) is not { } instance)
        {
            return Answers.Ok(new { });
        }

        headers[InstanceHeader] = instance.Id;
        if (result.Reply is { } reply)
        {
            await ReplyWriter.WriteAsync(context, reply);
            return Results.Empty;
        }

        var body = new { WorkflowState = await states.StateAsync(instance, cancellationToken) };
        if (instance.SubStatus is "Faulted")
        {
            return Results.Json(body, JsonValues.Options, statusCode: StatusCodes.Status500InternalServerError);
        }

        headers["x-elsa-response"] = "true";
        return Answers.Ok(body);
    }

    /// <summary>Null ids with the refusal when there is no such version.</summary>
    public async Task<(IReadOnlyList<string>? Ids, IResult? Problem)> DispatchAsync(
        HttpContext context, string definitionId, RunRequest run, int count, CancellationToken cancellationToken)
    {
        var (version, problem) = await ChooseAsync(context, definitionId, run.VersionOptions, cancellationToken);
        return version is null ? (null, problem) : (await dispatcher.DispatchAsync(
            new DispatchedWorkflow(definitionId, version.Id) { CorrelationId = run.CorrelationId, TriggerActivityId = run.TriggerActivityId, Input = run.Input },
            count, cancellationToken), null);
    }

    private async Task<(DefinitionSummary? Version, IResult? Problem)> ChooseAsync(
        HttpContext context, string definitionId, string? options, CancellationToken cancellationToken)
    {
        if (!VersionOptions.TryParse(string.IsNullOrWhiteSpace(options) ? "Published" : options, out var wanted))
        {
            return (null, Answers.Bad("versionOptions", $"'{options}' is none of Latest, Published, LatestOrPublished, LatestAndPublished, Draft, AllVersions, nor a number."));
        }

        var shelf = await definitions.LoadAsync(definitionId, cancellationToken);
        var version = shelf.Versions.FirstOrDefault(v => !v.IsDeleted && wanted.Matches(v));
        return version is null ? (null, Problem.NotFound(context)) : (version, null);
    }
}
