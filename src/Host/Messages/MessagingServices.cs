using DirectiveFlow.Host.Settings;
using MassTransit;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace DirectiveFlow.Host.Messages;

/// <summary>Wires departments to each other: over RabbitMQ, or within the process behind the same outbox and inbox.</summary>
internal static class MessagingServices
{
    public static void AddMessaging(this IServiceCollection services, HostSettings settings)
    {
        services.AddMassTransit(bus =>
        {
            // Nothing is reported to anybody.
            bus.DisableUsageTelemetry();
            bus.ConfigureHealthCheckOptions(health =>
            {
                // Without a broker the host still takes work; the outbox keeps it.
                health.Name = "broker";
                health.MinimalFailureStatus = HealthStatus.Degraded;
            });
            if (settings.RabbitMq is { } address)
            {
                bus.UsingRabbitMq((_, rabbitMq) => rabbitMq.Host(address));
            }
            else
            {
                bus.UsingInMemory((_, _) => { });
            }
        });
        services.Configure<MassTransitHostOptions>(options =>
        {
            options.WaitUntilStarted = false;
            options.StopTimeout = TimeSpan.FromSeconds(8);
        });

        services.AddSingleton<DeliveryReceipts>();
        services.AddSingleton<ReceiptNotice>();
        services.AddSingleton<DepartmentInbox>();
        services.AddSingleton<MessageParking>();
        services.AddSingleton<DepartmentEndpoints>();
        services.AddSingleton<ParkedReplay>();
        services.AddSingleton<OutboxRelay>();
        if (settings.RabbitMq is null)
        {
            services.AddSingleton<IDepartmentSender, EmbeddedSender>();
        }
        else
        {
            services.AddSingleton<IDepartmentSender, BrokerSender>();
        }

        services.AddHostedService<DepartmentWatch>();
        services.AddHostedService<OutboxLoop>();
    }
}
