using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Queries;
using DirectiveFlow.Directives.Reading.Dictionaries;
using DirectiveFlow.Directives.Rules;

namespace DirectiveFlow.Directives.Reading.Coverage;

/// <summary>What a plan takes up of a directive of this installation; a proposal, nothing is stored.</summary>
/// <param name="Implements">The plan says itself that it carries out this directive.</param>
/// <param name="Demands">One entry for each group and task of the directive, in the order of its text.</param>
public sealed record PlanComparison(Guid DirectiveId, string Code, bool Implements, IReadOnlyList<CoveredDemand> Demands)
{
    public int TakenUp => Demands.Count(demand => demand.Grade == CoverageGrade.TakenUp);

    public int Doubtful => Demands.Count(demand => demand.Grade == CoverageGrade.Doubtful);

    public int Missing => Demands.Count(demand => demand.Grade == CoverageGrade.Missing);
}

/// <summary>Compares a department's plan with the directive it carries out, both read with the installation's dictionaries.</summary>
public sealed class DirectiveCoverage(IDirectiveQueries queries, DocumentReader reader)
{
    /// <param name="plan">The whole text of the plan.</param>
    /// <returns>Null if there is no such directive, or the viewer may not see it.</returns>
    /// <exception cref="UnreadableTextException">The plan is empty, too long or not text.</exception>
    /// <exception cref="RuleViolationException"><c>coverage.no-text</c>: the directive's text is not kept (it is secret).</exception>
    public async Task<PlanComparison?> CompareAsync(Actor viewer, Guid directiveId, string? plan, CancellationToken cancellationToken)
    {
        if (await queries.GetDirectiveAsync(viewer, directiveId, cancellationToken) is not { } directive)
        {
            return null;
        }

        if (directive.Text is not { Length: > 0 } text)
        {
            throw new RuleViolationException(
                "coverage.no-text", "reading", "Văn bản này không lưu toàn văn nên không đối chiếu được.", "The text of this directive is not kept, so nothing can be compared with it.");
        }

        var superior = await reader.ReadAsync(text, directive.IssuedDate, cancellationToken);
        var answer = await reader.ReadAsync(plan, null, cancellationToken);
        var implements = answer.Documents.Any(document => string.Equals(document.Code, directive.Code, StringComparison.OrdinalIgnoreCase));
        return new PlanComparison(directive.Id, directive.Code, implements, PlanCoverage.Compare(superior, answer));
    }
}
