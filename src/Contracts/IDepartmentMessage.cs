namespace DirectiveFlow.Contracts;

/// <summary>
/// What every message between departments carries. Messages are facts that already committed at the sender; they are
/// delivered at least once and in order per directive, so a receiver deduplicates by <see cref="MessageId"/>.
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

    /// <summary>Canonical code as people write it, for example <c>391-KH/TU</c>.</summary>
    string DirectiveCode { get; }

    /// <summary>Code of the department that sends.</summary>
    string FromDepartment { get; }

    /// <summary>Code of the department whose queue receives.</summary>
    string ToDepartment { get; }
}
