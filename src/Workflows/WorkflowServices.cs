using DirectiveFlow.Activities.Assignments;
using DirectiveFlow.Activities.Reminders;
using DirectiveFlow.Directives.Reading;
using DirectiveFlow.Directives.Rules;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Workflows.Commands;
using DirectiveFlow.Workflows.Demo;
using DirectiveFlow.Workflows.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Workflows;

/// <summary>Registers the engine with the directive cycle's activities, the commands and the reminders.</summary>
public static class WorkflowServices
{
    /// <summary>The host adds storage, ids, clock and logging.</summary>
    public static IServiceCollection AddWorkflows(this IServiceCollection services, Action<EngineOptions>? configure = null)
    {
        services.AddEngine(options =>
        {
            options.AddActivitiesFrom(typeof(AssignmentWait).Assembly);
            options.TreatAsRefusal<RuleViolationException>();
            options.TreatAsRefusal<StaleVersionException>();
            options.TreatAsRefusal<UnreadableTextException>();
            configure?.Invoke(options);
        });
        services.AddAlterationPlans();
        services.AddRetention();
        services.AddIncidents();
        services.AddSingleton<DirectiveCommands>();
        services.AddSingleton<DemoData>();
        services.AddSingleton<DefinitionBoard>();
        services.AddSingleton<InstanceBoard>();
        services.AddSingleton<IDueWorkHandler, ReminderHandler>();
        return services;
    }
}
