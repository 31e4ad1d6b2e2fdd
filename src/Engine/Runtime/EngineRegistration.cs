using DirectiveFlow.Engine.Activities.Primitives;
using DirectiveFlow.Engine.Alterations;
using DirectiveFlow.Engine.Archives;
using DirectiveFlow.Engine.Catalog;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Definitions.Composites;
using DirectiveFlow.Engine.Definitions.Library;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Expressions;
using DirectiveFlow.Engine.Http;
using DirectiveFlow.Engine.Incidents;
using DirectiveFlow.Engine.Expressions.JavaScript;
using DirectiveFlow.Engine.Expressions.Liquid;
using DirectiveFlow.Engine.Retention;
using DirectiveFlow.Engine.Simulation;
using DirectiveFlow.Engine.Stimuli;
using DirectiveFlow.Engine.Triggers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DirectiveFlow.Engine.Runtime;

/// <summary>Registers the engine.</summary>
public static class EngineRegistration
{
    /// <summary>Adds plans of alterations. Needs an <see cref="Persistence.IInstanceStore"/> and an <see cref="Persistence.IAlterationStore"/>.</summary>
    public static IServiceCollection AddAlterationPlans(this IServiceCollection services) => services
        .AddSingleton<AlterationPlans>()
        .AddSingleton<InstanceArchives>()
        .AddSingleton<IDueWorkHandler, AlterationListHandler>()
        .AddSingleton<IDueWorkHandler, AlterationHandler>();

    /// <summary>Adds what closes incidents. Needs an <see cref="Persistence.IIncidentStore"/>.</summary>
    public static IServiceCollection AddIncidents(this IServiceCollection services) => services.AddSingleton<IncidentDesk>();

    /// <summary>
    /// Adds what removes instances that are deleted, and what is old by <see cref="EngineOptions.KeepFinishedFor"/> and
    /// <see cref="EngineOptions.KeepRecordsFor"/>. Needs an <see cref="Persistence.IInstanceStore"/>; takes every
    /// <see cref="Persistence.IRecordSweep"/> there is.
    /// </summary>
    public static IServiceCollection AddRetention(this IServiceCollection services) => services
        .AddSingleton<IDueWorkHandler, PurgeHandler>()
        .AddSingleton<IDueWorkHandler, RetentionHandler>()
        .AddSingleton<RetentionSchedule>();

    /// <summary>
    /// Adds the runtime, the catalogue and the handlers of due work. The host adds <see cref="Persistence.IUnitOfWorkFactory"/>,
    /// <see cref="Persistence.IDefinitionStore"/>, <see cref="Persistence.IInstanceFamily"/>, <see cref="Identity.IIdGenerator"/> and logging; <see cref="TimeProvider.System"/> is used unless another is registered.
    /// </summary>
    public static IServiceCollection AddEngine(this IServiceCollection services, Action<EngineOptions>? configure = null)
    {
        var options = new EngineOptions();
        configure?.Invoke(options);
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => new ActivityRegistry(options.Assemblies));
        services.AddSingleton<IExpressionLanguage, LiteralLanguage>();
        services.AddSingleton<IExpressionLanguage, ObjectLanguage>();
        services.AddSingleton<IExpressionLanguage, JsonLanguage>();
        services.AddSingleton<IExpressionLanguage, VariableLanguage>();
        services.AddSingleton<IExpressionLanguage, InputLanguage>();
        services.AddSingleton<IExpressionLanguage, JavaScriptLanguage>();
        services.AddSingleton<IExpressionLanguage, LiquidLanguage>();
        services.AddSingleton<IExpressionLanguage, OutputLanguage>();
        services.AddSingleton(provider => new ExpressionCompiler([.. provider.GetServices<IExpressionLanguage>()]));
        services.AddSingleton<JavaScriptTypeDefinitions>();
        services.AddSingleton<DefinitionCompiler>();
        services.AddSingleton<WorkflowDefinitionLibrary>();
        services.AddSingleton<DryRunner>();
        services.AddSingleton<WorkflowCatalog>();
        services.AddSingleton<WorkflowRuntime>();
        services.AddSingleton<WorkflowDispatcher>();
        services.AddSingleton<IDueWorkHandler, StartHandler>();
        services.AddSingleton<IDueWorkHandler, ResumeHandler>();
        services.AddSingleton<IDueWorkHandler, KeptStimulusHandler>();
        services.AddSingleton<IDueWorkHandler, CancelChildrenHandler>();
        services.AddSingleton<IDueWorkHandler, BroadcastHandler>();
        services.AddSingleton<IDueWorkHandler, TimeTriggerHandler>();
        services.AddSingleton<IDueWorkHandler, ExternalTaskHandler>();
        services.AddSingleton<IDueWorkHandler, HttpCallHandler>();
        services.AddSingleton<Broadcast>();
        services.AddSingleton<HttpCaller>();
        services.AddSingleton<HttpEndpoints>();
        services.AddSingleton<ReferenceResolver>();
        services.AddSingleton<CompositeDescriptors>();
        return services;
    }
}
