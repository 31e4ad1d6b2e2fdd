using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Host.Problems;

namespace DirectiveFlow.Host.Elsa.Instances;

/// <summary>Lists of instances, one instance, its journal.</summary>
internal static class InstanceEndpoints
{
    private const int LargestJournalPage = 10_000;

    private sealed record JournalRequest
    {
        public JournalFilter? Filter { get; init; }

        public int? Skip { get; init; }

        public int? Take { get; init; }
    }

    public static void MapInstances(this IEndpointRouteBuilder read)
    {
        read.MapGet("/workflow-instances", (HttpContext context, InstancePages pages, CancellationToken cancellationToken) =>
            ListAsync(InstanceListRequest.Of(context.Request.Query), pages, cancellationToken));
        read.MapPost("/workflow-instances", async (HttpContext context, InstancePages pages, CancellationToken cancellationToken) =>
            await ListAsync(await Answers.BodyAsync<InstanceListRequest>(context), pages, cancellationToken));
        read.MapGet("/workflow-instances/{id}", async (HttpContext context, string id, WorkflowStates states, CancellationToken cancellationToken) =>
            await states.FindAsync(id, cancellationToken) is { } instance ? Answers.Ok(instance) : Problem.NotFound(context));
        read.MapGet("/workflow-instances/{id}/execution-state", async (HttpContext context, string id, InstanceReader reader, CancellationToken cancellationToken) =>
            await reader.FindAsync(id, cancellationToken) is { } i ? Answers.Ok(new { i.Status, i.SubStatus, i.UpdatedAt }) : Problem.NotFound(context));
        read.MapGet("/workflow-instances/{id}/journal", (string id, int? page, int? pageSize, int? skip, int? take, InstanceReader reader, IInstanceStore instances, CancellationToken cancellationToken) =>
            JournalAsync(id, new JournalFilter(), skip ?? (page ?? 0) * (pageSize ?? 0), take ?? pageSize, reader, instances, cancellationToken));
        read.MapPost("/workflow-instances/{id}/journal", async (HttpContext context, string id, int? skip, int? take, InstanceReader reader, IInstanceStore instances, CancellationToken cancellationToken) =>
        {
            var body = await Answers.BodyAsync<JournalRequest>(context);
            return await JournalAsync(id, body.Filter ?? new JournalFilter(), skip ?? body.Skip ?? 0, take ?? body.Take, reader, instances, cancellationToken);
        });
        read.MapGet("/workflow-instances/{id}/journal/{activityId}", async (HttpContext context, string id, string activityId, InstanceReader reader, IInstanceStore instances, CancellationToken cancellationToken) =>
            await reader.ViewAsync(id, cancellationToken) is { } view
                && JournalPages.Last(view, activityId, await IncidentsAsync(view, instances, cancellationToken)) is { } last
                ? Answers.Ok(last) : Problem.NotFound(context));
    }

    public static async Task<IReadOnlyList<IncidentRecord>> IncidentsAsync(InstanceView view, IInstanceStore instances, CancellationToken cancellationToken) =>
        view.Instance.IncidentCount == 0 ? [] : await instances.IncidentsAsync(view.Instance.Id, cancellationToken);

    private static async Task<IResult> ListAsync(
        InstanceListRequest request, InstancePages pages, CancellationToken cancellationToken)
    {
        var (query, problem) = request.ToQuery();
        if (query is null)
        {
            return Answers.Bad("generalErrors", problem!);
        }

        if (request.IsSystem == true)
        {
            // Plans of alterations and the like are no workflows here.
            return Answers.Ok(new { Items = Array.Empty<ElsaInstanceSummary>(), TotalCount = 0 });
        }

        var (page, count) = await pages.PageAsync(query, cancellationToken);
        return Answers.Ok(new { Items = page.Select(ElsaInstanceSummary.Of), TotalCount = count });
    }

    /// <summary>An instance that does not exist has an empty journal, as Elsa answers.</summary>
    private static async Task<IResult> JournalAsync(
        string id, JournalFilter filter, int skip, int? take, InstanceReader reader, IInstanceStore instances, CancellationToken cancellationToken)
    {
        if (await reader.ViewAsync(id, cancellationToken) is not { } view)
        {
            return Answers.Ok(new { Items = Array.Empty<ElsaJournalRecord>(), TotalCount = 0 });
        }

        var (items, total) = JournalPages.Page(
            view, filter, Math.Max(0, skip), take is > 0 and <= LargestJournalPage ? take.Value : LargestJournalPage,
            await IncidentsAsync(view, instances, cancellationToken));
        return Answers.Ok(new { Items = items, TotalCount = total });
    }
}
