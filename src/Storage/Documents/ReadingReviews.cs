using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Launching;
using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Documents;

/// <summary>Judgements as counts. Every reviewed directive has a first item, which stands for its review.</summary>
internal sealed class ReadingReviews(IDbContextFactory<FlowDbContext> contexts) : IReadingReviews
{
    public async Task<IReadOnlyList<ReviewedDocument>> LastAsync(int documents, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var last = await context.Set<ReviewedItem>().Where(item => item.Number == 1)
            .OrderByDescending(item => item.At).ThenByDescending(item => item.DirectiveId).Take(documents)
            .Join(context.Set<Directive>(), item => item.DirectiveId, directive => directive.Id, (item, directive) => new { directive.Id, directive.Code, item.At, item.PersonName })
            .ToListAsync(cancellationToken);
        var which = last.ConvertAll(document => document.Id);
        var counts = await context.Set<ReviewedItem>().Where(item => which.Contains(item.DirectiveId))
            .GroupBy(item => new { item.DirectiveId, item.Kind, item.Decision })
            .Select(group => new { group.Key.DirectiveId, group.Key.Kind, group.Key.Decision, Count = group.Count() })
            .ToListAsync(cancellationToken);
        var byDocument = counts.ToLookup(count => count.DirectiveId);
        return last.OrderByDescending(document => document.At).ThenByDescending(document => document.Id)
            .Select(document => new ReviewedDocument(
                document.Id, document.Code, document.At, document.PersonName,
                [.. byDocument[document.Id].GroupBy(count => count.Kind).OrderBy(kind => kind.Key).Select(kind => CountOf(kind.Key, kind.ToDictionary(count => count.Decision, count => count.Count)))]))
            .ToList();
    }

    public async Task<IReadOnlyList<ReviewedItem>> OfDirectiveAsync(Guid directiveId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Set<ReviewedItem>().AsNoTracking().Where(item => item.DirectiveId == directiveId).OrderBy(item => item.Number).ToListAsync(cancellationToken);
    }

    private static KindCount CountOf(ReadKind kind, Dictionary<ReviewDecision, int> counts) => new(
        kind,
        counts.GetValueOrDefault(ReviewDecision.Accepted), counts.GetValueOrDefault(ReviewDecision.Changed),
        counts.GetValueOrDefault(ReviewDecision.Rejected), counts.GetValueOrDefault(ReviewDecision.Added));
}
