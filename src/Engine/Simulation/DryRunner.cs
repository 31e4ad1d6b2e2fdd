using DirectiveFlow.Engine.Catalog;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Expressions;
using DirectiveFlow.Engine.Identity;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Triggers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DirectiveFlow.Engine.Simulation;

/// <summary>
/// Tries definitions out: the real engine runs them in memory under a simulated clock, with answers given beforehand. Nothing
/// is stored, sent or called; definitions that the tried one starts are read from the store.
/// </summary>
/// <remarks>
/// Timers move the clock. Activities of the engine run as they do for real; activities of the product wait for an answer that
/// says how they end. What gets no answer stops there and is listed. The same request gives the same result.
/// </remarks>
public sealed class DryRunner(IDefinitionStore definitions, EngineOptions options, TimeProvider time)
{
    /// <exception cref="DefinitionException">The text has errors; nothing was run.</exception>
    public async Task<DryRunResult> RunAsync(DryRunRequest request, CancellationToken cancellationToken = default)
    {
        var definition = WorkflowDefinition.Parse(request.Json);
        var tried = new DefinitionRecord
        {
            Id = "dry-run",
            DefinitionId = definition.DefinitionId ?? "dry-run",
            Version = definition.Version,
            Name = definition.Name,
            IsPublished = true,
            IsFrozen = true,
            CreatedAt = request.StartAt ?? time.GetUtcNow(),
            ContentHash = ContentHash.Of(definition.Text),
            Json = definition.Text,
        };
        var clock = new SimulatedClock(tried.CreatedAt);
        await using var services = Compose(tried, clock);
        var errors = services.GetRequiredService<DefinitionCompiler>().Compile(definition).Problems.Where(p => p.IsError).ToArray();
        return errors.Length > 0 ? throw new DefinitionException(errors) : await new DryRunLoop(services, clock, request).RunAsync(tried, cancellationToken);
    }

    private ServiceProvider Compose(DefinitionRecord tried, SimulatedClock clock)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.ClearProviders());
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton<IIdGenerator, SimulatedIds>();
        services.AddSingleton<IDefinitionStore>(new SimulatedDefinitions(definitions, tried));
        services.AddSingleton<SimulatedStore>();
        services.AddSingleton<IUnitOfWorkFactory>(provider => provider.GetRequiredService<SimulatedStore>());
        services.AddSingleton<IInstanceFamily>(provider => provider.GetRequiredService<SimulatedStore>());
        services.AddSingleton<IStimulusStore>(provider => provider.GetRequiredService<SimulatedStore>());
        services.AddEngine(copy => copy.CopyFrom(options));
        services.AddSingleton(provider => new DefinitionCompiler(
            provider.GetRequiredService<ActivityRegistry>(), provider.GetRequiredService<ExpressionCompiler>())
        {
            StandInFor = type => type.Assembly == typeof(DryRunner).Assembly ? null : new StandIn(),
        });
        return services.BuildServiceProvider();
    }
}
