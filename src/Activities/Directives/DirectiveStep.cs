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

    /// <exception cref="InvalidOperationException">The wait was resumed without its command, by hand or by a wrong definition: an incident.</exception>
    public static T RequireResumeInput<T>(this ActivityExecutionContext context)
        where T : class =>
        context.GetResumeInput<T>() ?? throw new InvalidOperationException($"{context.Node.Id} was resumed without {typeof(T).Name}.");

    /// <summary>Who acts: the person, or the machine when none is named or known.</summary>
    public static async Task<Actor> ActorAsync(this ActivityExecutionContext context, Guid? personId) =>
        personId is { } id
        && await context.GetRequiredService<IOrganization>().FindPersonAsync(id, context.CancellationToken) is { } person
            ? person.AsActor()
            : Actor.System;

    public static async Task<Act> ActAsync(this ActivityExecutionContext context, Actor actor) =>
        new(actor, context.UtcNow, await context.GetRequiredService<ICalendarSource>().GetAsync(context.CancellationToken));
}
