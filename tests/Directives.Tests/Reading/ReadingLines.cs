using DirectiveFlow.Directives.Reading;

namespace DirectiveFlow.Directives.Tests.Reading;

/// <summary>A reading as short lines, one for each thing found: what two readings are compared by.</summary>
internal static class ReadingLines
{
    public static List<string> Of(DirectiveReading reading) =>
    [
        .. reading.SelfDocument is { } self ? new[] { $"self {self.Code ?? self.Notation} {self.Date ?? "-"}" } : [],
        .. reading.Documents.Select(item => $"doc {item.Code} {item.Date ?? "-"}"),
        .. reading.Deadlines.Select(item => $"due {item.Kind} {item.Date ?? "-"}"),
        .. reading.TaskGroups.Select(item => $"group {item.Text}"),
        .. reading.Assignments.Select(item => $"task {item.Lead} | {item.Task}"),
        .. reading.Assignments.Where(item => item.Coordinating.Count > 0).Select(item => "with " + string.Join(" + ", item.Coordinating)),
        .. reading.Assignments.Where(item => item.Product is not null).Select(item => "product " + item.Product),
        .. reading.Assignments.Where(item => item.StandingBody == true).Select(item => "standing " + item.Lead),
        .. reading.Assignments.Where(item => item.Collective == true).Select(_ => "collective"),
        .. reading.AnnouncedCounts.Values.Select(count => "count " + count),
    ];
}
