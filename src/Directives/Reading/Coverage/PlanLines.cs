namespace DirectiveFlow.Directives.Reading.Coverage;

/// <summary>The lines of a plan as answers to what is demanded, whoever has to do it.</summary>
internal static class PlanLines
{
    /// <summary>A longer plan is an annex of data; its first lines are enough.</summary>
    private const int Most = 5_000;

    private const int Shortest = 12;

    public static IEnumerable<PlanCoverage.Answer> Of(DirectiveReading plan)
    {
        var source = SourceText.From(plan.Text);
        var outline = Outline.Of(source, source.Lines);
        var items = outline.Nodes.Select(node => (Span: node.Heading, IsOwnItem: true));
        var prose = outline.Nodes.SelectMany(node => node.Paragraphs).Concat(outline.Loose).Select(span => (Span: span, IsOwnItem: false));
        return items.Concat(prose).Where(line => line.Span.Length >= Shortest).Take(Most)
            .Select(line => new PlanCoverage.Answer(source.Slice(line.Span), source.Quote(line.Span), line.IsOwnItem));
    }
}
