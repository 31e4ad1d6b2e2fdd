using DirectiveFlow.Directives.Calendars;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Rules;
using DirectiveFlow.Engine.Execution;

namespace DirectiveFlow.Activities.Directives;

/// <summary>What the activities of a directive's cycle share: the directive, and who acts when under which calendar.</summary>
internal static class DirectiveStep
{
    /// <exception cref="InvalidOperationException">The workflow was started for a directive that does not exist: an incident.</exception>
    public static async Task<Directive> DirectiveAsync(this ActivityExecutionContext context, Guid id) =>
        await context.GetRequiredService<IDirectiveRepository>().FindAsync(id, context.CancellationToken)
        ?? throw new InvalidOperationException($"Directive {id} does not exist.");

    public static async Task<Act> ActAsync(this ActivityExecutionContext context, Actor actor) =>
        new(actor, context.UtcNow, await context.GetRequiredService<ICalendarSource>().GetAsync(context.CancellationToken));
}
