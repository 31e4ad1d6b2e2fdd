namespace DirectiveFlow.Directives.Reading;

/// <summary>Orders in running text.</summary>
internal sealed partial class AssignmentReader
{
    /// <summary>A paragraph without a number.</summary>
    private void ReadRunning(TextSpan paragraph, DutyContext? place)
    {
        var context = place ?? new DutyContext("");
        context = context with { Rule = "assignment.order", Confidence = ReadingConfidence.Likely };
        _chain = Math.Max(0, _chain - 1);
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

            if (TakeOrders(sentence, context) || (_chain > 0 ? TakeColon(sentence, context) || TakeChained(sentence, context) : TakeDirected(sentence, context)) || TakeFormal(sentence, context) || (_inTasks && TakeSectionDuty(sentence, context)))
            {
                _chain = ChainLength;
                continue;
            }

            if (TakeAddressee(sentence, context) || TakePassive(sentence, context))
            {
                continue;
            }

            if (Issues().IsMatch(source.Fold(sentence)))
            {
                // What a document just issued orders stands below its announcement.
                _chain = Math.Max(_chain, ChainLength - 1);
                continue;
            }

            if (place is not null && OrderPhrases.NextBoundary(_text, sentence.Start, sentence.End) is > 0 and var later && TakeNamed(new TextSpan(OrderPhrases.AfterJoint(_text, later, sentence.End), sentence.End), context))
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
        && (_ordered || clause.Ranged || aside.Groups["alone"].Success || FormalVerb().Match(_text, clause.Verb) is { Success: true } || (context.Ordinal is null && Obliging().Match(_text, clause.Verb) is { Success: true }))
        && TakeNamed(rest, context with { Rule = "assignment.formal-verb" });

    /// <summary>A sentence under a heading of a task section: "Trung tâm X xây dựng …"; of a kind of body ("các cấp ủy xác định …") only with a term, else it may state a principle.</summary>
    private bool TakeSectionDuty(TextSpan sentence, DutyContext context) =>
        context.Ordinal is not null && UnitPhrases.Clause(_text, sentence.Start, sentence.End) is { } clause
        && (_text.AsSpan(sentence.Start + 1, clause.NameEnd - sentence.Start - 1).ContainsAnyInRange('A', 'Z') || deadlines.In(sentence).Count > 0)
        && !Told().IsMatch(_text.AsSpan(clause.NameEnd, sentence.End - clause.NameEnd)) && !Passes().IsMatch(_text, clause.Verb)
        && TakeNamed(sentence, context with { Rule = "assignment.item", Confidence = ReadingConfidence.Unsure });

    /// <summary>"Thủ tướng chỉ đạo Bộ X …", "ông A lưu ý Sở Y …": a person above them orders.</summary>
    private bool TakeDirected(TextSpan sentence, DutyContext context) =>
        Directing().Match(_text, sentence.Start, sentence.Length) is { Success: true } directing
        && directing.Index + directing.Length is var unit
        && UnitPhrases.Clause(_text, unit, sentence.End) is { } clause
        && TakeNamed(new TextSpan(unit, sentence.End), context with { Rule = "assignment.directed" })
        && clause.Verb > unit;

    /// <summary>"UBND các tỉnh: rà soát …" behind an order.</summary>
    private bool TakeColon(TextSpan sentence, DutyContext context)
    {
        if (LeadHeadings.WithColon(_text, sentence) is not { } colon)
        {
            return false;
        }

        Take(_duties.Parse(context with { Lead = source.Slice(colon.Lead), Rule = "assignment.unit-colon" }, colon.Duty, sentence.End));
        return true;
    }

    /// <summary>Right after an order: "Bộ X rà soát …" goes on with it, if nothing says that it is told as done.</summary>
    private bool TakeChained(TextSpan sentence, DutyContext context) =>
        new TextSpan(sentence.Start + Regarding().Match(_text, sentence.Start, sentence.Length).Length, sentence.End) is var rest
        && UnitPhrases.Clause(_text, rest.Start, rest.End) is { } clause
        && !Passes().IsMatch(_text, clause.Verb)
        && !Told().IsMatch(_text.AsSpan(clause.Verb, rest.End - clause.Verb))
        && TakeNamed(rest, context with { Rule = "assignment.chained", Confidence = ReadingConfidence.Unsure });

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
        if (UnitPhrases.VerbAt(_text, duty) && (deadlines.In(sentence).Count > 0 || (_chain >= ChainLength - 1 && joined.Groups["more"].Success)))
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
}
