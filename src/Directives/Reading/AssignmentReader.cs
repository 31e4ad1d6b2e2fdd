namespace DirectiveFlow.Directives.Reading;

/// <summary>
/// Walks the outline and finds the sentences that give somebody something to do. In numbered items a body's name before
/// a verb suffices; in running text an order's word is asked for (giao, chủ trì, yêu cầu, đề nghị …) or an order announced
/// before it. A lead left out is the one named last. Sections on purpose, situation or viewpoint are not searched.
/// </summary>
internal sealed partial class AssignmentReader(SourceText source, Outline outline, DeadlinePhrases deadlines)
{
    private readonly DutyParser _duties = new(source, deadlines);
    private readonly List<ReadAssignment> _found = [];
    private readonly string _text = source.Folded;
    private string? _lastLead;
    private string? _addressee;
    private bool _ordered;
    private bool _chained;

    public IReadOnlyList<ReadAssignment> Read()
    {
        foreach (var paragraph in outline.Loose)
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
        foreach (var sentence in Sentences.Of(source, item))
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

    /// <summary>A paragraph without a number.</summary>
    private void ReadRunning(TextSpan paragraph, DutyContext? place)
    {
        var context = place ?? new DutyContext("");
        context = context with { Rule = "assignment.order", Confidence = ReadingConfidence.Likely };
        var chained = _chained;
        _chained = false;
        foreach (var sentence in Sentences.Of(source, paragraph))
        {
            if (_text[sentence.End - 1] == ':')
            {
                Announce(sentence);
                continue;
            }

            if (Past().IsMatch(source.Fold(sentence)) || Courtesy().IsMatch(source.Fold(sentence)))
            {
                continue;
            }

            if (Leadless().IsMatch(source.Fold(sentence)) && _lastLead is { } last)
            {
                Take(_duties.Parse(context with { Lead = last, Carried = true, Rule = "assignment.carried-over" }, sentence.Start, sentence.End));
                continue;
            }

            if (TakeOrders(sentence, context))
            {
                _chained = true;
                continue;
            }

            if ((chained || _chained) && TakeChained(sentence, context))
            {
                _chained = true;
                continue;
            }

            if (TakeFormal(sentence, context) || TakeAddressee(sentence, context) || TakePassive(sentence, context))
            {
                continue;
            }

            if (_lastLead is { } lead && Omitted(sentence) is { } duty)
            {
                Take(_duties.Parse(context with { Lead = lead, Carried = true, Rule = "assignment.carried-over", Confidence = ReadingConfidence.Unsure }, duty, sentence.End));
            }
            else if (_lastLead is not null)
            {
                Continue(sentence);
            }
        }
    }

    /// <summary>"… yêu cầu:", "… đề nghị các sở thực hiện một số nội dung sau:": what follows is ordered, and perhaps to whom.</summary>
    private void Announce(TextSpan sentence)
    {
        _ordered = Ordering().IsMatch(source.Fold(sentence));
        if (OrderPhrases.Find(_text, sentence.Start, sentence.End) is { } order)
        {
            var rest = new TextSpan(order.Unit, sentence.End);
            _addressee = LeadHeadings.Of(_text, source.Trim(rest, trailing: ":")) is { } name ? source.Slice(name)
                : UnitPhrases.Clause(_text, order.Unit, sentence.End) is { } clause ? LeadName(order.Unit, clause.NameEnd)
                : null;
        }
    }

    /// <summary>"… giao Sở X …", "đề nghị Sở X …": an order anywhere in the sentence; after a semicolon the next one begins.</summary>
    private bool TakeOrders(TextSpan sentence, DutyContext context)
    {
        var taken = false;
        for (var from = sentence.Start; from < sentence.End && OrderPhrases.Find(_text, from, sentence.End) is { } order;)
        {
            var boundary = OrderPhrases.NextBoundary(_text, order.Unit, sentence.End);
            var end = boundary < 0 ? sentence.End : boundary;
            if (UnitPhrases.Clause(_text, order.Unit, end) is { } clause && !Since().IsMatch(_text[sentence.Start..order.Start]))
            {
                var first = order.Start == sentence.Start && !taken;
                Take(_duties.Parse(context with { Lead = LeadName(order.Unit, clause.NameEnd), Rule = "assignment.order", Confidence = first ? ReadingConfidence.Sure : ReadingConfidence.Likely }, clause.Verb, end));
                taken = true;
            }

            from = end + 1;
            if (taken && boundary >= 0 && OrderPhrases.AfterJoint(_text, boundary, sentence.End) is var next && !OrderPhrases.At(_text, next, sentence.End))
            {
                TakeNamed(new TextSpan(next, sentence.End), context);
                break;
            }
        }

        return taken;
    }

    /// <summary>"Sở X rà soát …" at the beginning of a sentence.</summary>
    private bool TakeNamed(TextSpan sentence, DutyContext context)
    {
        if (UnitPhrases.Clause(_text, sentence.Start, sentence.End) is not { } clause)
        {
            return false;
        }

        var boundary = OrderPhrases.NextBoundary(_text, clause.Verb, sentence.End);
        var end = boundary < 0 ? sentence.End : boundary;
        Take(_duties.Parse(context with { Lead = LeadName(sentence.Start, clause.NameEnd) }, clause.Verb, end));
        if (boundary >= 0)
        {
            var rest = new TextSpan(OrderPhrases.AfterJoint(_text, boundary, sentence.End), sentence.End);
            _ = TakeOrders(rest, context) || TakeNamed(rest, context);
        }

        return true;
    }

    /// <summary>In running text a body before a verb is only ordered something by a formal verb, its stated range, or an announcement.</summary>
    private bool TakeFormal(TextSpan sentence, DutyContext context) =>
        !Chairs().IsMatch(source.Fold(sentence))
        && Aside().Match(_text, sentence.Start, sentence.Length) is var aside
        && new TextSpan(sentence.Start + aside.Length, sentence.End) is var rest
        && UnitPhrases.Clause(_text, rest.Start, rest.End) is { } clause
        && (_ordered || clause.Ranged || aside.Groups["alone"].Success || FormalVerb().Match(_text, clause.Verb) is { Success: true })
        && TakeNamed(rest, context with { Rule = "assignment.formal-verb" });

    /// <summary>Right after an order: "Bộ X rà soát …" goes on with it, if nothing says that it is told as done.</summary>
    private bool TakeChained(TextSpan sentence, DutyContext context) =>
        UnitPhrases.Clause(_text, sentence.Start, sentence.End) is { } clause
        && !Told().IsMatch(_text.AsSpan(clause.Verb, sentence.End - clause.Verb))
        && TakeNamed(sentence, context with { Rule = "assignment.chained", Confidence = ReadingConfidence.Unsure });

    private bool TakePassive(TextSpan sentence, DutyContext context)
    {
        if (PassiveLeads.In(_text, sentence) is not { } passive)
        {
            return false;
        }

        var task = source.Trim(passive.Task, trailing: ",;.(");
        var parsed = _duties.ParseRemark(context with { Lead = LeadName(passive.Lead.Start, passive.Lead.End), Rule = "assignment.lead-after", Confidence = ReadingConfidence.Likely }, task, passive.Remark);
        Take([parsed]);
        return true;
    }

    /// <summary>"… gửi công văn … đến Cục X …, yêu cầu làm rõ …": the addressee is the lead.</summary>
    private bool TakeAddressee(TextSpan sentence, DutyContext context)
    {
        for (var to = Towards().Match(_text, sentence.Start, sentence.Length); to.Success; to = to.NextMatch())
        {
            var unit = to.Index + to.Length;
            if (UnitPhrases.StartAt(_text, unit) && Asked().Match(_text, unit, Math.Min(220, sentence.End - unit)) is { Success: true } asked)
            {
                var lead = source.Text[unit..IssuerNames.End(_text, unit)];
                Take(_duties.Parse(context with { Lead = lead, Rule = "assignment.addressee" }, asked.Index + asked.Length, sentence.End));
                return true;
            }
        }

        return false;
    }

    /// <summary>Where the duty of a sentence without a subject begins; the subject is that of the sentence before.</summary>
    private int? Omitted(TextSpan sentence)
    {
        var joined = Meanwhile().Match(_text, sentence.Start, sentence.Length);
        if (!joined.Success)
        {
            return null;
        }

        var duty = joined.Index + joined.Length;
        if (UnitPhrases.VerbAt(_text, duty) && deadlines.In(sentence).Count > 0)
        {
            return duty;
        }

        var with = PartnerLater().Match(_text, duty, sentence.End - duty);
        return with.Success && UnitPhrases.StartAt(_text, with.Index + with.Length) ? with.Groups["duty"].Index : null;
    }

    /// <summary>A sentence that only adds the product or the deadline of the duty before it.</summary>
    private bool Continue(TextSpan sentence)
    {
        if (_found.Count == 0)
        {
            return false;
        }

        if (ProductSentence().Match(_text, sentence.Start, sentence.Length) is { Success: true } product)
        {
            var span = source.Trim(new TextSpan(product.Index + product.Length, sentence.End), trailing: ".;");
            _found[^1] = _found[^1] with { Product = source.Slice(span) };
            return true;
        }

        if (TermSentence().Match(_text, sentence.Start, sentence.Length).Success && _found[^1].Due is null or { Date: null } && deadlines.In(sentence) is [var first, ..])
        {
            _found[^1] = _found[^1] with { Due = first.Deadline, Deadline = first.Deadline.Raw, DeadlineInherited = null };
            return true;
        }

        return false;
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
