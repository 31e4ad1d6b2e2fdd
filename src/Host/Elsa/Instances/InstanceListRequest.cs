using System.Globalization;
using DirectiveFlow.Engine.Persistence;

namespace DirectiveFlow.Host.Elsa.Instances;

/// <summary>A condition on a time, as it is sent. Column and operator are words of a list; anything else is refused, never put into a query.</summary>
internal sealed record TimestampFilterRequest(string? Column = null, string? Operator = null, DateTimeOffset? Timestamp = null);

/// <summary>The question for a list of instances, as body or as query string. Absent and empty members do not narrow.</summary>
internal sealed record InstanceListRequest
{
    private const int LargestPage = 1000;

    public int? Page { get; init; }

    public int? PageSize { get; init; }

    public string? SearchTerm { get; init; }

    public string? DefinitionId { get; init; }

    public IReadOnlyList<string>? DefinitionIds { get; init; }

    public string? CorrelationId { get; init; }

    public int? Version { get; init; }

    public bool? HasIncidents { get; init; }

    public bool? IsSystem { get; init; }

    public string? Status { get; init; }

    public IReadOnlyList<string>? Statuses { get; init; }

    public string? SubStatus { get; init; }

    public IReadOnlyList<string>? SubStatuses { get; init; }

    public string? OrderBy { get; init; }

    public string? OrderDirection { get; init; }

    public string? ParentWorkflowInstanceId { get; init; }

    public IReadOnlyList<string>? ParentWorkflowInstanceIds { get; init; }

    public IReadOnlyList<TimestampFilterRequest>? TimestampFilters { get; init; }

    public static InstanceListRequest Of(IQueryCollection query) => new()
    {
        Page = Number(query["page"]),
        PageSize = Number(query["pageSize"]),
        SearchTerm = Text(query["searchTerm"]),
        DefinitionId = Text(query["definitionId"]),
        DefinitionIds = List(query["definitionIds"]),
        CorrelationId = Text(query["correlationId"]),
        Version = Number(query["version"]),
        HasIncidents = Flag(query["hasIncidents"]),
        IsSystem = Flag(query["isSystem"]),
        Status = Text(query["status"]),
        Statuses = List(query["statuses"]),
        SubStatus = Text(query["subStatus"]),
        SubStatuses = List(query["subStatuses"]),
        OrderBy = Text(query["orderBy"]),
        OrderDirection = Text(query["orderDirection"]),
        ParentWorkflowInstanceId = Text(query["parentWorkflowInstanceId"]),
    };

    /// <summary>Null with the reason when a word is none of Elsa's.</summary>
    public (InstanceQuery? Query, string? Problem) ToQuery()
    {
        var statuses = Words(Status, Statuses);
        var order = OrderOf(OrderBy);
        if (order is null)
        {
            return (null, "OrderBy is Created, UpdatedAt, LastExecuted, Finished or Name.");
        }

        var times = TimeFilters(TimestampFilters);
        if (times is null)
        {
            return (null, "A timestamp filter has a Column of CreatedAt, UpdatedAt, FinishedAt and an Operator of Is, IsNot, LessThan, LessThanOrEqual, GreaterThan, GreaterThanOrEqual.");
        }

        var size = PageSize is { } asked and > 0 ? Math.Min(asked, LargestPage) : LargestPage;
        return (new InstanceQuery
        {
            DefinitionId = DefinitionId,
            DefinitionIds = DefinitionIds ?? [],
            CorrelationId = CorrelationId,
            Version = Version,
            HasIncidents = HasIncidents,
            IsDeleted = false,
            Status = statuses is [var one] ? one : null,
            SubStatuses = Words(SubStatus, SubStatuses),
            SearchTerm = SearchTerm,
            ParentInstanceId = ParentWorkflowInstanceId ?? (ParentWorkflowInstanceIds is [var first, ..] ? first : null),
            Times = times,
            Order = order.Value,
            Ascending = IsAscending(OrderDirection, order.Value),
            Skip = (int)Math.Min(int.MaxValue, Math.Max(0, (long)(Page ?? 0)) * size),
            Limit = size,
        }, null);
    }

    /// <summary>Null when a word is not known.</summary>
    public static IReadOnlyList<InstanceTimeFilter>? TimeFilters(IReadOnlyList<TimestampFilterRequest>? filters)
    {
        var result = new List<InstanceTimeFilter>();
        foreach (var filter in filters ?? [])
        {
            if (!TryWord<InstanceTime>(filter.Column, out var column) || !TryWord<TimeComparison>(filter.Operator, out var comparison)
                || filter.Timestamp is not { } timestamp)
            {
                return null;
            }

            result.Add(new InstanceTimeFilter(column, comparison, timestamp));
        }

        return result;
    }

    private static bool TryWord<T>(string? text, out T word)
        where T : struct, Enum
    {
        word = default;
        return text is { Length: > 0 } && char.IsAsciiLetter(text[0]) && Enum.TryParse(text, ignoreCase: true, out word) && Enum.IsDefined(word);
    }

    private static InstanceOrder? OrderOf(string? text) => text?.ToUpperInvariant() switch
    {
        null or "" or "CREATED" or "CREATEDAT" => InstanceOrder.Created,
        "UPDATED" or "UPDATEDAT" or "LASTEXECUTED" => InstanceOrder.Updated,
        "FINISHED" or "FINISHEDAT" => InstanceOrder.Finished,
        "NAME" => InstanceOrder.Name,
        _ => null,
    };

    private static bool IsAscending(string? direction, InstanceOrder order) =>
        string.IsNullOrEmpty(direction) ? order == InstanceOrder.Name : string.Equals(direction, "Ascending", StringComparison.OrdinalIgnoreCase);

    private static IReadOnlyList<string> Words(string? one, IReadOnlyList<string>? more) =>
        [.. (more ?? []).Append(one ?? "").Where(w => w.Length > 0).Distinct(StringComparer.Ordinal)];

    private static string? Text(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static IReadOnlyList<string>? List(Microsoft.Extensions.Primitives.StringValues values) => [.. values.OfType<string>().Where(v => v.Length > 0)];

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static bool? Flag(string? text) => bool.TryParse(text, out var flag) ? flag : null;
}
