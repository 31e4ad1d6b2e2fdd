using System.Text.Json;
using DirectiveFlow.Engine.Activities.Primitives;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Triggers;
using DirectiveFlow.Engine.Values;
using DirectiveFlow.Host.Problems;

namespace DirectiveFlow.Host.Elsa.Instances;

/// <summary>What comes from outside: events, results of tasks, resumes of bookmarks by ticket.</summary>
internal static class StimulusEndpoints
{
    private sealed record EventRequest
    {
        public string? WorkflowInstanceId { get; init; }

        public string? CorrelationId { get; init; }

        public JsonElement? Input { get; init; }

        public string? WorkflowExecutionMode { get; init; }
    }

    private sealed record TaskRequest
    {
        public JsonElement? Result { get; init; }
    }

    private sealed record TicketRequest
    {
        public string? BookmarkId { get; init; }

        public string? WorkflowInstanceId { get; init; }

        public string? EventName { get; init; }

        public TimeSpan? Lifetime { get; init; }
    }

    public static void MapStimuli(this IEndpointRouteBuilder act)
    {
        act.MapPost("/events/{eventName}/trigger", TriggerAsync);
        act.MapPost("/tasks/{taskId}/complete", async (HttpContext context, string taskId, WorkflowRuntime runtime, CancellationToken cancellationToken) =>
        {
            var body = await Answers.BodyAsync<TaskRequest>(context);
            await runtime.CompleteTaskAsync(taskId, body.Result ?? JsonValues.Null, Answers.CommandId(context), cancellationToken);
            return Results.Ok();
        });
        act.MapPost("/bookmarks/tickets", IssueAsync);
    }

    /// <summary>Anybody who is signed in and holds a ticket: it says what it opens, and until when.</summary>
    public static void MapTickets(this IEndpointRouteBuilder signedIn)
    {
        signedIn.MapGet("/bookmarks/resume", ResumeAsync);
        signedIn.MapPost("/bookmarks/resume", ResumeAsync);
        signedIn.MapGet("/events/trigger", ResumeAsync);
    }

    private static async Task<IResult> TriggerAsync(
        HttpContext context, string eventName, WorkflowRuntime runtime, Broadcast broadcast, CancellationToken cancellationToken)
    {
        var body = await Answers.BodyAsync<EventRequest>(context);
        await SendAsync(
            runtime, broadcast, eventName, new StimulusScope(body.WorkflowInstanceId, body.CorrelationId), body.Input ?? JsonValues.Null,
            string.Equals(body.WorkflowExecutionMode, "Synchronous", StringComparison.OrdinalIgnoreCase), Answers.CommandId(context), cancellationToken);
        return Results.Ok();
    }

    /// <summary>To one instance at once when the caller wants to wait for it; to all who wait through due work.</summary>
    private static async Task SendAsync(
        WorkflowRuntime runtime, Broadcast broadcast, string eventName, StimulusScope scope, JsonElement input, bool waits, string? commandId,
        CancellationToken cancellationToken)
    {
        var stimulus = new Stimulus(Event.StimulusName, new EventStimulus(eventName));
        if (waits && scope.InstanceId is { } instance)
        {
            await runtime.ResumeAsync(
                new ResumeWorkflow
                {
                    InstanceId = instance, CorrelationId = scope.CorrelationId, Stimulus = stimulus, Input = input, KeepFor = PublishEvent.KeptFor, CommandId = commandId,
                },
                cancellationToken);
            return;
        }

        await broadcast.SendAsync(stimulus, scope, input, commandId, PublishEvent.KeptFor, cancellationToken);
    }

    private static async Task<IResult> IssueAsync(HttpContext context, IInstanceStore instances, Tickets tickets, CancellationToken cancellationToken)
    {
        var body = await Answers.BodyAsync<TicketRequest>(context);
        if (body.Lifetime is not { } lifetime || lifetime <= TimeSpan.Zero || lifetime > Tickets.LongestLifetime)
        {
            return Answers.Bad("lifetime", $"A ticket has a lifetime of at most {Tickets.LongestLifetime.TotalDays} days.");
        }

        if (!string.IsNullOrEmpty(body.EventName))
        {
            return Answers.Ok(tickets.Issue(new Ticket(null, body.WorkflowInstanceId, body.EventName), lifetime));
        }

        var waits = await instances.BookmarksAsync(body.WorkflowInstanceId ?? "", cancellationToken);
        return waits.Any(b => string.Equals(b.Id, body.BookmarkId, StringComparison.Ordinal))
            ? Answers.Ok(tickets.Issue(new Ticket(body.BookmarkId, body.WorkflowInstanceId, null), lifetime)) : Problem.NotFound(context);
    }

    /// <summary>The ticket is checked before anything else of the request is read.</summary>
    private static async Task<IResult> ResumeAsync(
        HttpContext context, WorkflowRuntime runtime, Broadcast broadcast, Tickets tickets, CancellationToken cancellationToken)
    {
        if (context.Request.Query["t"].ToString() is not { Length: > 0 } text)
        {
            return Answers.Bad("t", "Query parameter was not found!");
        }

        if (tickets.Open(text) is not { } ticket)
        {
            return Answers.Bad("generalErrors", "Invalid token.");
        }

        var input = context.Request.Query["in"].ToString() is { Length: > 0 } query ? JsonValues.ParseOrText(query)
            : HttpMethods.IsPost(context.Request.Method) ? JsonValues.From(await Answers.BodyAsync<Dictionary<string, JsonElement>>(context)) : JsonValues.Null;
        if (ticket.EventName is { } eventName)
        {
            await SendAsync(runtime, broadcast, eventName, new StimulusScope(ticket.InstanceId), input, waits: true, Answers.CommandId(context), cancellationToken);
        }
        else
        {
            await runtime.ResumeAsync(
                new ResumeWorkflow { InstanceId = ticket.InstanceId, BookmarkId = ticket.BookmarkId, Input = input, CommandId = Answers.CommandId(context) }, cancellationToken);
        }

        return Results.Ok();
    }
}
