using System.Text.Json;
using DirectiveFlow.Engine.Alterations;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Host.Elsa.Instances;

/// <summary>Which instances a plan of alterations is for. An empty filter finds nothing unless it says so.</summary>
internal sealed record AlterationFilterRequest
{
    public bool EmptyFilterSelectsAll { get; init; }

    public IReadOnlyList<string>? WorkflowInstanceIds { get; init; }

    public IReadOnlyList<string>? CorrelationIds { get; init; }

    public IReadOnlyList<string>? Names { get; init; }

    public string? SearchTerm { get; init; }

    public IReadOnlyList<TimestampFilterRequest>? TimestampFilters { get; init; }

    public IReadOnlyList<string>? DefinitionIds { get; init; }

    public IReadOnlyList<string>? DefinitionVersionIds { get; init; }

    public bool? HasIncidents { get; init; }

    public bool? IsSystem { get; init; }

    public IReadOnlyList<string>? Statuses { get; init; }

    public IReadOnlyList<string>? SubStatuses { get; init; }

    /// <summary>Null with the reason when it cannot be understood; a query for nothing is null without a reason.</summary>
    public (InstanceQuery? Query, string? Problem) ToQuery()
    {
        if (InstanceListRequest.TimeFilters(TimestampFilters) is not { } times)
        {
            return (null, "A timestamp filter has a Column of CreatedAt, UpdatedAt, FinishedAt and an Operator of Elsa's.");
        }

        var isEmpty = this is { HasIncidents: null, SearchTerm: null or "" } && times.Count == 0
            && new[] { WorkflowInstanceIds, CorrelationIds, Names, DefinitionIds, DefinitionVersionIds, Statuses, SubStatuses }.All(l => l is null or []);
        return (isEmpty && !EmptyFilterSelectsAll) || IsSystem == true ? (null, null) : (new InstanceQuery
        {
            Ids = WorkflowInstanceIds ?? [],
            CorrelationIds = CorrelationIds ?? [],
            Names = Names ?? [],
            SearchTerm = SearchTerm,
            Times = times,
            DefinitionIds = DefinitionIds ?? [],
            DefinitionVersionIds = DefinitionVersionIds ?? [],
            HasIncidents = HasIncidents,
            IsDeleted = false,
            Status = Statuses is [var one] ? one : null,
            SubStatuses = SubStatuses ?? [],
        }, null);
    }
}

/// <summary>Elsa's alterations as they are sent; each has a <c>type</c> and members of its own.</summary>
internal static class AlterationRequests
{
    private const string WholeInstance = "Workflow1";

    public static Alteration CancelInstance { get; } = new() { Type = AlterationKind.Cancel, ActivityId = WholeInstance };

    /// <exception cref="BadHttpRequestException">The type is none of ours, or a member is not what it must be.</exception>
    public static IReadOnlyList<Alteration> Read(IReadOnlyList<JsonElement>? alterations) => [.. (alterations ?? []).Select(Read)];

    /// <summary>As it would be sent.</summary>
    public static object Write(Alteration alteration) => alteration == CancelInstance ? new { alteration.Type } : alteration;

    private static Alteration Read(JsonElement json)
    {
        var type = Text(json, "type");
        var byInstance = ActivityInstanceId.TryParse(Text(json, "activityInstanceId"), out _, out var context);
        return type switch
        {
            "ModifyVariable" => new Alteration { Type = AlterationKind.ModifyVariable, VariableId = Text(json, "variableId"), Value = Member(json, "value") },
            "ScheduleActivity" => new Alteration { Type = AlterationKind.ScheduleActivity, ActivityId = Text(json, "activityId") },
            "Cancel" when Text(json, "activityId") is null && !byInstance => CancelInstance,
            "Cancel" or "CancelActivity" => new Alteration { Type = AlterationKind.Cancel, ActivityId = Text(json, "activityId"), ContextId = byInstance ? context : null },
            "CompleteActivity" => new Alteration
            {
                Type = AlterationKind.CompleteActivity, ActivityId = Text(json, "activityId"), ContextId = byInstance ? context : null,
                Outcomes = Member(json, "outcomes") is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray().Select(o => JsonValues.ToText(o) ?? "")] : null,
            },
            "ModifyProperty" => new Alteration { Type = AlterationKind.ModifyProperty, Property = Text(json, "property"), Value = Member(json, "value") },
            "Migrate" => new Alteration { Type = AlterationKind.Migrate, TargetVersionId = Text(json, "targetVersionId"), TargetVersion = TargetNumber(json) },
            _ => throw new BadHttpRequestException($"'{type}' is not a type of alteration."),
        };
    }

    /// <summary>Elsa names the target by its number; it is looked up in the definition of each instance.</summary>
    private static int? TargetNumber(JsonElement json) => Member(json, "targetVersion") is not { ValueKind: not JsonValueKind.Null } number ? null
        : number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var version) ? version
        : throw new BadHttpRequestException("targetVersion is not the number of a version.");

    private static string? Text(JsonElement json, string name) => Member(json, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static JsonElement? Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : null;
}
