using System.Runtime.InteropServices;

namespace DirectiveFlow.Benchmarks.Wire;

/// <summary>What went over the wire.</summary>
/// <param name="RoundTrips">Times the client spoke again after the server had answered: what latency is multiplied by.</param>
/// <param name="Statements">Statements executed, without the resets of pooled connections.</param>
/// <param name="Resets">Simple queries: resets of pooled connections and BEGIN or COMMIT.</param>
/// <param name="Transactions">Times the server was ready for a query outside of a transaction.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct WireCounts(long RoundTrips, long Statements, long Resets, long Transactions)
{
    public static WireCounts operator -(WireCounts later, WireCounts earlier) => new(
        later.RoundTrips - earlier.RoundTrips, later.Statements - earlier.Statements,
        later.Resets - earlier.Resets, later.Transactions - earlier.Transactions);

    public static WireCounts operator +(WireCounts one, WireCounts other) => new(
        one.RoundTrips + other.RoundTrips, one.Statements + other.Statements,
        one.Resets + other.Resets, one.Transactions + other.Transactions);
}
