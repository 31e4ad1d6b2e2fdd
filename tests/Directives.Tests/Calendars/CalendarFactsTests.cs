using System.Text.Json;
using DirectiveFlow.Directives.Calendars;

namespace DirectiveFlow.Directives.Tests.Calendars;

/// <summary>The shipped data against the facts collected for the project, where they are at hand.</summary>
[Trait("Needs", "shared")]
public sealed class CalendarFactsTests
{
    [Fact]
    public void The_shipped_years_agree_with_the_collected_notices()
    {
        var path = FindFacts();
        if (path is null)
        {
            Assert.Skip("The folder ../shared beside the repository is absent.");
        }

        using var facts = JsonDocument.Parse(File.ReadAllText(path));
        foreach (var fact in facts.RootElement.GetProperty("years").EnumerateObject())
        {
            var year = ShippedCalendar.Calendar.Years.Single(
                y => y.Year == int.Parse(fact.Name, System.Globalization.CultureInfo.InvariantCulture));
            if (fact.Value.TryGetProperty("provisional", out _))
            {
                Assert.True(year.Provisional);
                continue;
            }

            var swapped = year.Off.Where(o => o.Kind == DayOffKind.SwappedDayOff).Select(o => o.Date);
            var holidays = year.Off.Where(o => o.Kind != DayOffKind.SwappedDayOff).Select(o => o.Date);
            Assert.Equal(Days(fact.Value, "off"), holidays.Order());
            Assert.Equal(Days(fact.Value, "swappedOff"), swapped.Order());
            Assert.Equal(Days(fact.Value, "swappedWork"), year.SwappedWork.Order());
        }
    }

    private static IEnumerable<DateOnly> Days(JsonElement year, string name) =>
        year.GetProperty(name).EnumerateArray().Select(d => Scene.Day(d.GetString()!)).Order();

    private static string? FindFacts()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Workflow.sln")))
            {
                var path = Path.Combine(folder.FullName, "..", "shared", "domain", "calendar.json");
                return File.Exists(path) ? path : null;
            }
        }

        return null;
    }
}
