using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Database;

/// <summary>Hands out pooled contexts of the configured provider as the common type.</summary>
internal sealed class FlowDbContextFactory<TContext>(IDbContextFactory<TContext> inner) : IDbContextFactory<FlowDbContext>
    where TContext : FlowDbContext
{
    public FlowDbContext CreateDbContext() => inner.CreateDbContext();
}
