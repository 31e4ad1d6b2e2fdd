using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Documents;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace DirectiveFlow.Storage.History;

/// <summary>
/// Makes the history of a directive or an assignment tamper-evident (I8): each line carries the SHA-256 of its content and of
/// the seal before it, and the aggregate carries the last seal, so that a changed, removed or truncated line shows.
/// </summary>
internal static class HistoryChain
{
    /// <summary>Shadow column of a history line.</summary>
    public const string Seal = "Seal";

    /// <summary>Shadow column of the aggregate: the seal of its last line.</summary>
    public const string Head = "HistoryHead";

    /// <summary>What the first line continues.</summary>
    public static readonly byte[] Beginning = [];

    /// <summary>Seals the lines added in this unit, in the order of their versions.</summary>
    public static void SealNewLines(ChangeTracker tracker)
    {
        var lines = tracker.Entries().Where(e => e.State == Microsoft.EntityFrameworkCore.EntityState.Added)
            .Select(e => (Entry: e, Line: HistoryLine.Of(e.Entity))).Where(l => l.Line is not null)
            .OrderBy(l => l.Line!.Version).ToList();
        if (lines.Count == 0)
        {
            return;
        }

        var aggregates = tracker.Entries()
            .Where(e => e.Entity is Directive or Assignment)
            .ToDictionary(e => e.Entity is Directive d ? d.Id : ((Assignment)e.Entity).Id);
        foreach (var (entry, line) in lines)
        {
            var head = aggregates[line!.AggregateId].Property(Head);
            head.CurrentValue = line.SealAfter((byte[]?)head.CurrentValue ?? Beginning);
            entry.Property(Seal).CurrentValue = head.CurrentValue;
        }
    }
}

/// <summary>The content of a history line as it is sealed.</summary>
internal sealed record HistoryLine(
    Guid AggregateId, int Version, DateTimeOffset At, Guid? ActorId, string ActorName, string? OnBehalfOf, string Action,
    string? From, string To, string? Reason, string? Data)
{
    public static HistoryLine? Of(object entity) => entity switch
    {
        DirectiveEvent e => new(
            e.DirectiveId, e.Version, e.At, e.ActorId, e.ActorName, null, e.Action, e.FromState?.ToString(), e.ToState.ToString(), e.Reason, e.Data),
        AssignmentEvent e => new(
            e.AssignmentId, e.Version, e.At, e.ActorId, e.ActorName, e.OnBehalfOf, e.Action, e.FromState?.ToString(), e.ToState.ToString(), e.Reason, e.Data),
        _ => null,
    };

    public byte[] SealAfter(byte[] previous)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previous);
        hash.AppendData(AggregateId.ToByteArray(bigEndian: true));
        Append(hash, Version);

        // Whole microseconds: what both databases keep.
        Append(hash, At.UtcTicks / TimeSpan.TicksPerMicrosecond);
        Append(hash, ActorId?.ToString("N"));
        Append(hash, ActorName);
        Append(hash, OnBehalfOf);
        Append(hash, Action);
        Append(hash, From);
        Append(hash, To);
        Append(hash, Reason);
        Append(hash, Data);
        return hash.GetHashAndReset();
    }

    /// <summary>Length first, so that no two contents run together; null is not the empty text.</summary>
    private static void Append(IncrementalHash hash, string? text)
    {
        Append(hash, text is null ? -1 : Encoding.UTF8.GetByteCount(text));
        hash.AppendData(Encoding.UTF8.GetBytes(text ?? string.Empty));
    }

    private static void Append(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
