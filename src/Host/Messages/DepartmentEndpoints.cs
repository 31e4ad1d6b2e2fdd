using System.Collections.Concurrent;
using System.Reflection;
using DirectiveFlow.Contracts;
using MassTransit;

namespace DirectiveFlow.Host.Messages;

/// <summary>
/// The receiving side: one durable queue per served department, one message of a department at a time, so that a directive's
/// messages take effect in the order they were written. What still fails after its retries is parked with its cause.
/// </summary>
internal sealed class DepartmentEndpoints(
    IReceiveEndpointConnector connector, DepartmentInbox inbox, MessageParking parking)
{
    private static readonly TimeSpan[] Retries =
        [TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(2)];

    private static readonly MethodInfo HandleMethod =
        typeof(DepartmentEndpoints).GetMethod(nameof(Handle), BindingFlags.Instance | BindingFlags.NonPublic)!;

    private readonly ConcurrentDictionary<string, Lazy<HostReceiveEndpointHandle>> _connected = new(StringComparer.Ordinal);

    /// <summary>Listens to the department's queue from now on; asking again changes nothing. Returns once the queue is there.</summary>
    public Task EnsureAsync(string department, CancellationToken cancellationToken) =>
        Connect(department).Ready.WaitAsync(cancellationToken);

    /// <summary>As <see cref="EnsureAsync"/>, without waiting for a broker that is away.</summary>
    public HostReceiveEndpointHandle Connect(string department) =>
        _connected.GetOrAdd(department, code => new Lazy<HostReceiveEndpointHandle>(
            () => connector.ConnectReceiveEndpoint(DepartmentQueue.NameOf(code), (_, endpoint) => Configure(code, endpoint)))).Value;

    private void Configure(string department, IReceiveEndpointConfigurator endpoint)
    {
        endpoint.ConfigureConsumeTopology = false;
        endpoint.PrefetchCount = 16;
        endpoint.ConcurrentMessageLimit = 1;
        endpoint.PublishFaults = false;
        if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbitMq)
        {
            rabbitMq.Durable = true;
            rabbitMq.SingleActiveConsumer = true;
        }

        endpoint.UseMessageRetry(retry => retry.Intervals(Retries));
        endpoint.ConfigureError(pipe => pipe.UseFilter(new ParkFaulted(department, parking)));
        endpoint.ConfigureDeadLetter(pipe => pipe.UseFilter(new ParkUnknown(department, parking)));
        foreach (var contract in ContractCatalog.Types)
        {
            HandleMethod.MakeGenericMethod(contract).Invoke(this, [department, endpoint]);
        }
    }

    private void Handle<T>(string department, IReceiveEndpointConfigurator endpoint)
        where T : class, IDepartmentMessage =>
        endpoint.Handler<T>(context => inbox.ReceiveAsync(department, context.Message, context.CancellationToken));
}
