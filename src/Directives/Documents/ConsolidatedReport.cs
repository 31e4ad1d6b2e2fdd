namespace DirectiveFlow.Directives.Documents;

/// <summary>The result of a directive as it goes up: the text and the figures it states. Never changed once written.</summary>
/// <param name="Text">In Vietnamese, ready to be sent upward.</param>
/// <param name="Assigned">All assignments.</param>
/// <param name="CompletedOnTime">By the time of the report that was finally approved.</param>
/// <param name="WrittenAt">UTC.</param>
public sealed record ConsolidatedReport(
    string Text, int Tasks, int Assigned, int CompletedOnTime, int CompletedLate, int Cancelled, DateTimeOffset WrittenAt);
