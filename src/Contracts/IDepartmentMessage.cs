namespace DirectiveFlow.Contracts;

/// <summary>
/// What every message between departments carries. Messages are facts that already committed at the sender. They are delivered
/// at least once, so a receiver deduplicates by <see cref="MessageId"/>. Of one directive, a queue receives them (leaving
/// repetitions aside) so that
/// <list type="bullet">
/// <item>those that tell of one history - an assignment's, or the directive's own - come in its order (<see cref="HistoryVersion"/>);</item>
/// <item>a message comes after every message whose effect its sender had seen: what led to a step comes before what it sends.</item>
/// </list>
/// Between steps of different assignments that ran at the same moment there is no order.
/// New members are only ever added and optional: a receiver of an older version ignores what it does not know.
/// </summary>
public interface IDepartmentMessage
{
    /// <summary>Stable over every redelivery and replay of the same fact.</summary>
    Guid MessageId { get; }

    /// <summary>When the fact happened at the sender (UTC), not when it was sent.</summary>
    DateTimeOffset OccurredAt { get; }

    /// <summary>The directive at the sender; the ordering key.</summary>
    Guid DirectiveId { get; }

    /// <summary>
    /// Version that the history the message tells of had with the event told: the assignment's for a message about an assignment,
    /// else the directive's. Null for a reminder, which is no event: it comes after the message that gave the deadline and before
    /// the one that ended the waiting for it. Null also from senders of an older version.
    /// </summary>
    int? HistoryVersion { get; }

    /// <summary>Canonical code as people write it, for example <c>391-KH/TU</c>.</summary>
    string DirectiveCode { get; }

    /// <summary>Code of the department that sends.</summary>
    string FromDepartment { get; }

    /// <summary>Code of the department whose queue receives.</summary>
    string ToDepartment { get; }
}
