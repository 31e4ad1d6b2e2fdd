using System.Text.Json;
using System.Text.Json.Serialization;

namespace DirectiveFlow.Directives.Calendars;

/// <summary>The dated data that comes with the product (<c>vietnam-working-calendar.json</c>).</summary>
public static class ShippedCalendar
{
    private const string Resource = "DirectiveFlow.Directives.Calendars.vietnam-working-calendar.json";

    private static readonly Lazy<WorkingCalendar> Loaded = new(Load);

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public static WorkingCalendar Calendar => Loaded.Value;

    private static WorkingCalendar Load()
    {
        using var stream = typeof(ShippedCalendar).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"Resource {Resource} is missing from the assembly.");
        var file = JsonSerializer.Deserialize<CalendarFile>(stream, Options)
            ?? throw new InvalidOperationException($"Resource {Resource} is empty.");
        return new WorkingCalendar(file.Edition, file.Years);
    }

    private sealed record CalendarFile(string Edition, IReadOnlyList<CalendarYear> Years);
}
