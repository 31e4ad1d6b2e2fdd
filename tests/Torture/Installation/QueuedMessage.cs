using System.Text.Json.Nodes;

namespace DirectiveFlow.Torture.Installation;

/// <summary>A message as it lies in a department's queue.</summary>
/// <param name="AssignmentId">Null: about the directive.</param>
/// <param name="HistoryVersion">Null: a reminder, which is no event of a history.</param>
internal sealed record QueuedMessage(
    string Type, Guid MessageId, Guid DirectiveId, Guid? AssignmentId, string? UnitCode, int? HistoryVersion)
{
    public bool IsReminder => Type is "ReminderDue" or "TaskOverdue";

    /// <summary>Opens the transport's envelope: <c>messageType</c> (an URN ending in the contract's name) and <c>message</c>.</summary>
    public static QueuedMessage Parse(string envelope)
    {
        var json = JsonNode.Parse(envelope)!;
        var message = json["message"]!;
        return new QueuedMessage(
            ((string)json["messageType"]![0]!).Split(':')[^1],
            (Guid)message["messageId"]!,
            (Guid)message["directiveId"]!,
            (Guid?)message["assignmentId"],
            (string?)message["unitCode"],
            (int?)message["historyVersion"]);
    }
}
