using DirectiveFlow.Contracts;
using MassTransit;

namespace DirectiveFlow.Host.Messages;

/// <summary>Sends to the department's durable queue, which is declared if it does not exist; MassTransit awaits the confirm.</summary>
internal sealed class BrokerSender(IBus bus) : IDepartmentSender
{
    public async Task SendAsync(string department, IDepartmentMessage message, CancellationToken cancellationToken)
    {
        var endpoint = await bus.GetSendEndpoint(AddressOf(department));
        await endpoint.Send(
            (object)message, message.GetType(), Pipe.Execute<SendContext>(context => context.MessageId = message.MessageId), cancellationToken);
    }

    /// <summary>One consumer at a time, whatever the number of hosts: that is what keeps a directive's messages in order.</summary>
    private static Uri AddressOf(string department) => new($"queue:{DepartmentQueue.NameOf(department)}?singleactiveconsumer=true");
}
