using System.Diagnostics.Metrics;

namespace DirectiveFlow.Host.Operations;

/// <summary>Counters of the host; exported only when Telemetry:Otlp is set.</summary>
internal static class FlowMetrics
{
    public const string MeterName = "DirectiveFlow.Host";

    private static readonly Meter Meter = new(MeterName);

    public static Counter<long> DueWorkHandled { get; } = Meter.CreateCounter<long>("directiveflow.due_work.handled");

    public static Counter<long> DueWorkFailed { get; } = Meter.CreateCounter<long>("directiveflow.due_work.failed");

    public static Counter<long> MessagesSent { get; } = Meter.CreateCounter<long>("directiveflow.messages.sent");

    public static Counter<long> MessagesReceived { get; } = Meter.CreateCounter<long>("directiveflow.messages.received");

    public static Counter<long> MessagesParked { get; } = Meter.CreateCounter<long>("directiveflow.messages.parked");
}
