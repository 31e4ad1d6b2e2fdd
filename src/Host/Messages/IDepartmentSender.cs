using DirectiveFlow.Contracts;

namespace DirectiveFlow.Host.Messages;

/// <summary>Hands a message over. Two ways to run, one promise: when the call returns, the message can no longer be lost.</summary>
internal interface IDepartmentSender
{
    /// <summary>
    /// Returns when the broker confirmed the message as durable, or, without a broker, when the receiver committed its effect.
    /// </summary>
    /// <exception cref="Exception">The message may or may not have arrived; sending it again is safe, receivers deduplicate.</exception>
    Task SendAsync(string department, IDepartmentMessage message, CancellationToken cancellationToken);
}
