namespace DirectiveFlow.Torture.Installation;

/// <summary>The promise about order, asked of every message of a queue (repetitions left aside); see docs/decisions.</summary>
internal static class DeliveryOrder
{
    public static void IsKept(IReadOnlyList<QueuedMessage> queue)
    {
        Assert.NotEmpty(queue);
        foreach (var ofDirective in queue.GroupBy(m => m.DirectiveId).Select(group => group.ToList()))
        {
            HistoryComesInOrder([.. ofDirective.Where(m => m.AssignmentId is null)]);
            EndComesLast(ofDirective);
            foreach (var ofAssignment in ofDirective.Where(m => m.AssignmentId is not null).GroupBy(m => m.AssignmentId).Select(group => group.ToList()))
            {
                HistoryComesInOrder([.. ofAssignment.Where(m => !m.IsReminder)]);
                AssignmentComesFirst(ofAssignment);
                RemindersFallWhereTheyBelong(ofAssignment);
            }
        }
    }

    /// <summary>Several messages may tell of one event to several receivers; to one queue each goes once, so versions only grow.</summary>
    private static void HistoryComesInOrder(IReadOnlyList<QueuedMessage> messages)
    {
        Assert.All(messages, m => Assert.NotNull(m.HistoryVersion));
        foreach (var (earlier, later) in messages.Zip(messages.Skip(1)))
        {
            var sameEvent = earlier.AssignmentId is null && earlier.HistoryVersion == later.HistoryVersion;
            Assert.True(sameEvent || earlier.HistoryVersion < later.HistoryVersion, $"{earlier} came before {later}");
        }
    }

    /// <summary>The directive closes because of its assignments, so it tells so after all that they told.</summary>
    private static void EndComesLast(List<QueuedMessage> messages)
    {
        var closed = messages.Index().Where(m => m.Item.Type is "DirectiveClosed").Select(m => m.Index).ToList();
        Assert.True(closed.Count <= 1, "A directive closes once.");
        Assert.All(closed, at => Assert.Equal(messages.Count - 1, at));
    }

    /// <summary>
    /// Whoever carries the assignment hears of it first of all. (The home department hears of other departments' assignments only
    /// what these answer, and first that they accept or return.)
    /// </summary>
    private static void AssignmentComesFirst(List<QueuedMessage> messages)
    {
        var isCarrier = messages.Any(m => m.Type is "TaskAssigned" or "ReportReviewed" or "TaskCancelled" || m.IsReminder);
        Assert.True(
            messages[0].Type is "TaskAssigned" || (!isCarrier && messages[0].Type is "TaskAcknowledged" or "TaskReturned"),
            $"The first message was {messages[0]}");
    }

    /// <summary>A reminder waits for a report: none comes between a report and the demand for another.</summary>
    private static void RemindersFallWhereTheyBelong(List<QueuedMessage> messages)
    {
        var isReported = false;
        foreach (var message in messages)
        {
            isReported = message.Type switch { "ReportSubmitted" => true, "TaskAssigned" => false, _ => isReported };
            Assert.False(isReported && message.IsReminder, $"{message} came after the report.");
        }
    }
}
