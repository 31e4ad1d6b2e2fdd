using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace DirectiveFlow.Storage.Tests.Databases;

/// <summary>
/// Counts what Npgsql sends and waits for: an executed command or batch, a commit, a rollback. (A BEGIN travels with the first
/// command and is not a trip of its own.)
/// </summary>
public sealed class RoundTrips : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _trips = new();

    public IReadOnlyCollection<string> Seen => _trips;

    public void Restart() => _trips.Clear();

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (eventId.Name is "CommandExecutionCompleted" or "BatchExecutionCompleted" or "CommittedTransaction" or "RolledbackTransaction")
        {
            _trips.Enqueue($"{eventId.Name}: {formatter(state, exception)}");
        }
    }

    public void Dispose()
    {
    }
}
