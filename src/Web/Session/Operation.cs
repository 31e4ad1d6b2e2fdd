using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Web.Session;

/// <summary>
/// Runs each read and each command of a page in a scope of its own. A circuit lives for hours; a unit of work must not.
/// </summary>
public sealed class Operation(IServiceScopeFactory scopes)
{
    public async Task<TResult> RunAsync<TService, TResult>(Func<TService, Task<TResult>> work)
        where TService : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public async Task RunAsync<TService>(Func<TService, Task> work)
        where TService : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<TService>());
    }
}
