namespace DirectiveFlow.Directives.Reading;

/// <summary>
/// Walks the outline and finds the sentences that give somebody something to do. In numbered items a body's name before
/// a verb suffices; in running text an order's word is asked for (giao, chủ trì, yêu cầu, đề nghị …) or an order announced
/// before it. A lead left out is the one named last. Sections on purpose, situation or viewpoint are not searched.
/// </summary>
internal sealed partial class AssignmentReader(SourceText source, Outline outline, DeadlinePhrases deadlines)
{
    /// <summary>How many paragraphs behind an order may begin with a body and go on with it; others may stand between.</summary>
    private const int ChainLength = 3;

    private readonly DutyParser _duties = new(source, deadlines);
    private readonly List<ReadAssignment> _found = [];
    private readonly string _text = source.Folded;
    private string? _lastLead;
    private string? _addressee;
    private bool _ordered;
    private int _chain;

    /// <summary>Inside a section of tasks.</summary>
    private bool _inTasks;

    public IReadOnlyList<ReadAssignment> Read()
    {
        foreach (var paragraph in outline.Loose.Where(paragraph => !IsHeadline(paragraph)))
        {
            ReadRunning(paragraph, null);
        }

        var plain = outline.Roots.Count > 1 && outline.Roots.All(root => root.Children.Count + root.Paragraphs.Count == 0 || ReferenceEquals(root, outline.Roots[^1]));
        if (!plain)
        {
            _addressee = null;
        }

        foreach (var root in outline.Roots)
        {
            ReadNode(root, headingLead: null, inherited: null, announced: plain ? _addressee : null);
        }

        return _found;
    }

    /// <summary>The first line of a text without a stop repeats what stands below it.</summary>
    private bool IsHeadline(TextSpan paragraph) =>
        source.Lines.Count > 2 && paragraph.Start == source.Lines[0].Start && _text[paragraph.End - 1] is not ('.' or ';' or ':' or '/' or '!');

    private void ReadNode(OutlineNode node, string? headingLead, ReadDeadline? inherited, string? announced = null)
    {
        var heading = source.Trim(node.Heading, trailing: ":");
        var below = node.Children.Count + node.Paragraphs.Count > 0;
        if (SectionKinds.GivesNoTasks(source.Fold(heading)) && IsTitle(heading, below && headingLead is null))
        {
            return;
        }

        if (LabelledTask.Read(source, deadlines, node) is { } labelled)
        {
            Add(labelled);
            return;
        }

        var context = new DutyContext(headingLead ?? "") { Ordinal = OrdinalOf(node), Group = GroupOf(node), Inherited = inherited, Rule = "assignment.item", Confidence = ReadingConfidence.Likely };
        if (LeadHeadings.Of(_text, heading) is { } named)
        {
            headingLead = source.Slice(named);
        }
        else if (LeadHeadings.WithColon(_text, heading) is { } colon)
        {
            headingLead = source.Slice(colon.Lead);
            Take(_duties.Parse(context with { Lead = headingLead, Rule = "assignment.unit-colon", Confidence = ReadingConfidence.Sure }, colon.Duty, heading.End));
        }
        else if (!ReadItem(source.Trim(node.Heading), context, headingLead ?? announced) && below)
        {
            inherited = deadlines.In(node.Heading) is [.., var last] ? last.Deadline : inherited;
        }

        var outside = !_inTasks;
        _inTasks |= SectionKinds.IsTasks(source.Fold(heading));
        foreach (var paragraph in node.Paragraphs)
        {
            if (headingLead is null)
            {
                ReadRunning(paragraph, context with { Inherited = inherited });
            }
            else
            {
                ReadItem(paragraph, context with { Inherited = inherited }, headingLead);
            }
        }

        foreach (var child in node.Children)
        {
            ReadNode(child, headingLead, inherited);
        }

        _inTasks &= !outside;
    }

    /// <summary>"YÊU CẦU", "Mục tiêu" over a section; "Yêu cầu Sở X …", "Đánh giá hiệu quả …;" are duties.</summary>
    private bool IsTitle(TextSpan heading, bool section) =>
        !source.Slice(heading).Any(char.IsLower) || (section && heading.Length < 120 && !OrderPhrases.At(_text, heading.Start, heading.End));

    /// <summary>A numbered item: the first sentence gives the duty, later ones its product, its deadline or further duties.</summary>
    private bool ReadItem(TextSpan item, DutyContext context, string? headingLead)
    {
        if (item.Length == 0 || _text[item.End - 1] == ':')
        {
            return false;
        }

        var taken = false;
        foreach (var sentence in Sentences.Of(source, item).Select(WithoutTopic))
        {
            if (taken && Continue(sentence))
            {
                continue;
            }

            var own = headingLead is null || OrderPhrases.At(_text, sentence.Start, sentence.End) || (UnitPhrases.StartAt(_text, sentence.Start) && !UnitPhrases.VerbAt(_text, sentence.Start));
            if (own && (TakeOrders(sentence, context) || TakeNamed(sentence, context)))
            {
                taken = true;
            }
            else if (TakePassive(sentence, context))
            {
                taken = true;
            }
            else if (headingLead is not null && !taken)
            {
                Take(_duties.Parse(context with { Lead = headingLead, Rule = "assignment.heading", Confidence = UnitPhrases.VerbAt(_text, sentence.Start) ? ReadingConfidence.Sure : ReadingConfidence.Likely }, sentence.Start, sentence.End));
                taken = true;
            }
        }

        return taken;
    }

    /// <summary>"Về bình ổn thị trường: Sở X có phương án …": without what the order is about.</summary>
    private TextSpan WithoutTopic(TextSpan sentence)
    {
        var colon = _text.IndexOf(':', sentence.Start, Math.Min(sentence.Length, 140));
        if (colon < 0 || UnitPhrases.StartAt(_text, sentence.Start) || OrderPhrases.Find(_text, sentence.Start, colon) is not null)
        {
            return sentence;
        }

        var rest = source.Trim(new TextSpan(colon + 1, sentence.End));
        return rest.Length > 0 && UnitPhrases.Clause(_text, rest.Start, rest.End) is not null ? rest : sentence;
    }

    private string LeadName(int start, int end) => source.Slice(source.Trim(new TextSpan(start, end), trailing: ",-–"));

    private void Take(IReadOnlyList<ReadAssignment> assignments)
    {
        foreach (var assignment in assignments.Where(assignment => assignment.Lead.Length > 0))
        {
            _lastLead = assignment.Lead;
            Add(assignment);
        }
    }

    private void Add(ReadAssignment assignment)
    {
        ReadingLimits.EnsureItems(_found.Count);
        _found.Add(UnitPhrases.IsCollective(assignment.Lead) ? assignment with { Collective = true } : assignment);
    }

    private static string? OrdinalOf(OutlineNode node)
    {
        if (node.Marker.Length == 0)
        {
            return node.Parent is null ? null : OrdinalOf(node.Parent);
        }

        var above = node.Marker.Contains('.', StringComparison.Ordinal) || node.Parent is null ? null : OrdinalOf(node.Parent);
        return above is null ? node.Marker : $"{above}.{node.Marker}";
    }

    /// <summary>The nearest heading above that is not the name of a unit.</summary>
    private string? GroupOf(OutlineNode node)
    {
        for (var above = node.Parent; above is not null; above = above.Parent)
        {
            var heading = source.Trim(above.Heading, trailing: ":");
            if (LeadHeadings.Of(_text, heading) is null)
            {
                return source.Slice(heading);
            }
        }

        return null;
    }
}
