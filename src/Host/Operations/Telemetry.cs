using DirectiveFlow.Host.Settings;
using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace DirectiveFlow.Host.Operations;

/// <summary>Traces and metrics, only when Telemetry:Otlp says where to.</summary>
internal static class Telemetry
{
    public static void AddTelemetry(this IServiceCollection services, HostSettings settings, HostIdentity host)
    {
        if (settings.Otlp is not { } collector)
        {
            return;
        }

        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("directiveflow", serviceInstanceId: host.Name))
            .WithTracing(traces => traces
                .AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddNpgsql().AddSource("MassTransit", "DirectiveFlow.*")
                .AddOtlpExporter(otlp => otlp.Endpoint = collector))
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddMeter("MassTransit", "DirectiveFlow.*")
                .AddOtlpExporter(otlp => otlp.Endpoint = collector));
    }
}
