using System.Text.RegularExpressions;

namespace DirectiveFlow.Directives.Reading;

/// <summary>
/// Walks the outline and finds the sentences that give somebody something to do. In numbered items a body's name before
/// a verb suffices; in running text an order's word is asked for (giao, chủ trì, yêu cầu, đề nghị …). A lead left out is
/// the one named last. Sections on purpose, situation or viewpoint are not searched.
/// </summary>
internal sealed partial class AssignmentReader(SourceText source, Outline outline, DeadlinePhrases deadlines)
{
    private readonly DutyParser _duties = new(source, deadlines);
    private readonly List<ReadAssignment> _found = [];
    private string? _lastLead;

    public IReadOnlyList<ReadAssignment> Read()
    {
        foreach (var paragraph in outline.Loose)
        {
            ReadRunning(paragraph, null);
        }

        foreach (var root in outline.Roots)
        {
            ReadNode(root, headingLead: null, inherited: null);
        }

        return _found;
    }

    private void ReadNode(OutlineNode node, string? headingLead, ReadDeadline? inherited)
    {
        var heading = source.Trim(node.Heading, trailing: ":");
        var words = source.Slice(heading);
        if (SectionKinds.GivesNoTasks(words))
        {
            return;
        }

        if (LabelledTask.Read(source, deadlines, node) is { } labelled)
        {
            _found.Add(labelled);
            return;
        }

        var context = new DutyContext(headingLead ?? "") { Ordinal = OrdinalOf(node), Group = GroupOf(node), Inherited = inherited };
        var below = node.Children.Count + node.Paragraphs.Count > 0;
        if (UnitPhrases.IsName(words))
        {
            headingLead = words;
        }
        else if (UnitWithColon().Match(words) is { Success: true } colon && UnitPhrases.IsName(colon.Groups["unit"].Value))
        {
            Take(_duties.Parse(context with { Lead = colon.Groups["unit"].Value }, heading.Start + colon.Length, heading.End));
        }
        else if (!ReadItem(source.Trim(node.Heading), context, headingLead) && below)
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

    /// <summary>A numbered item: the first sentence gives the duty, later ones its product, its deadline or further duties.</summary>
    private bool ReadItem(TextSpan item, DutyContext context, string? headingLead)
    {
        if (item.Length == 0 || source.Text[item.End - 1] == ':')
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

            var own = headingLead is null || Named().Match(source.Text, sentence.Start, sentence.Length).Success;
            if (own && (TakeOrders(sentence, context) || TakeNamed(sentence, context)))
            {
                taken = true;
            }
            else if (headingLead is not null && !taken)
            {
                Take(_duties.Parse(context with { Lead = headingLead }, sentence.Start, sentence.End));
                taken = true;
            }
        }

        return taken;
    }

    /// <summary>A paragraph without a number.</summary>
    private void ReadRunning(TextSpan paragraph, DutyContext? place)
    {
        var context = place ?? new DutyContext("");
        foreach (var sentence in Sentences.Of(source, paragraph))
        {
            if (source.Text[sentence.End - 1] == ':' || Past().IsMatch(source.Slice(sentence)))
            {
                continue;
            }

            if (Leadless().IsMatch(source.Slice(sentence)) && _lastLead is { } last)
            {
                Take(_duties.Parse(context with { Lead = last, Carried = true }, sentence.Start, sentence.End));
                continue;
            }

            if (TakeOrders(sentence, context)
                || (UnitPhrases.VerbAfter(source.Text, sentence.Start, sentence.End) is { } verb && FormalVerb().Match(source.Text, verb) is { Success: true } && TakeNamed(sentence, context))
                || TakeAddressee(sentence, context))
            {
                continue;
            }

            if (_lastLead is { } lead && Omitted().Match(source.Text, sentence.Start, sentence.Length) is { Success: true } omitted)
            {
                Take(_duties.Parse(context with { Lead = lead, Carried = true }, omitted.Groups["duty"].Index, sentence.End));
            }
            else if (_lastLead is not null)
            {
                Continue(sentence);
            }
        }
    }

    /// <summary>"… giao Sở X …", "đề nghị Sở X …": an order anywhere in the sentence; after a semicolon the next one begins.</summary>
    private bool TakeOrders(TextSpan sentence, DutyContext context)
    {
        var taken = false;
        var from = sentence.Start;
        while (from < sentence.End && Order().Match(source.Text, from, sentence.End - from) is { Success: true } order)
        {
            var unit = order.Index + order.Length;
            var next = NextOrder().Match(source.Text, unit, sentence.End - unit);
            var end = next.Success ? next.Index : sentence.End;
            if (UnitPhrases.VerbAfter(source.Text, unit, end) is { } verb && !Since().IsMatch(source.Text[sentence.Start..order.Index]))
            {
                Take(_duties.Parse(context with { Lead = LeadName(unit, verb) }, verb, end));
                taken = true;
            }

            from = end + 1;
            if (taken && next.Success && next.Groups["unit"].Success)
            {
                TakeNamed(new TextSpan(next.Groups["unit"].Index, sentence.End), context);
                break;
            }
        }

        return taken;
    }

    /// <summary>"Sở X rà soát …" at the beginning of a sentence.</summary>
    private bool TakeNamed(TextSpan sentence, DutyContext context)
    {
        if (UnitPhrases.VerbAfter(source.Text, sentence.Start, sentence.End) is not { } verb)
        {
            return false;
        }

        Take(_duties.Parse(context with { Lead = LeadName(sentence.Start, verb) }, verb, sentence.End));
        return true;
    }

    /// <summary>"… gửi công văn … đến Cục X …, yêu cầu làm rõ …": the addressee is the lead.</summary>
    private bool TakeAddressee(TextSpan sentence, DutyContext context)
    {
        var match = Addressee().Match(source.Text, sentence.Start, sentence.Length);
        if (!match.Success)
        {
            return false;
        }

        var unit = match.Groups["unit"].Index;
        Take(_duties.Parse(context with { Lead = source.Text[unit..IssuerNames.End(source.Text, unit)] }, match.Index + match.Length, sentence.End));
        return true;
    }

    /// <summary>A sentence that only adds the product or the deadline of the duty before it.</summary>
    private bool Continue(TextSpan sentence)
    {
        if (_found.Count == 0)
        {
            return false;
        }

        if (ProductSentence().Match(source.Text, sentence.Start, sentence.Length) is { Success: true } product)
        {
            var span = source.Trim(new TextSpan(product.Index + product.Length, sentence.End), trailing: ".;");
            _found[^1] = _found[^1] with { Product = source.Slice(span) };
            return true;
        }

        if (TermSentence().Match(source.Text, sentence.Start, sentence.Length).Success && _found[^1].Due is null or { Date: null } && deadlines.In(sentence) is [var first, ..])
        {
            _found[^1] = _found[^1] with { Due = first.Deadline, Deadline = first.Deadline.Raw, DeadlineInherited = null };
            return true;
        }

        return false;
    }

    private string LeadName(int start, int verb) => source.Slice(source.Trim(new TextSpan(start, verb), trailing: ",-–"));

    private void Take(IReadOnlyList<ReadAssignment> assignments)
    {
        foreach (var assignment in assignments.Where(assignment => assignment.Lead.Length > 0))
        {
            ReadingLimits.EnsureItems(_found.Count);
            _lastLead = assignment.Lead;
            _found.Add(UnitPhrases.IsCollective(assignment.Lead) ? assignment with { Collective = true } : assignment);
        }
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
            var words = source.Slice(source.Trim(above.Heading, trailing: ":"));
            if (!UnitPhrases.IsName(words))
            {
                return words;
            }
        }

        return null;
    }

    [GeneratedRegex(@"^(?<unit>[^:\n]{3,120}?)\s*:\s*(?=\S)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex UnitWithColon();

    [GeneratedRegex(@"(?<!\p{L})(?<!(?:được|bàn|chuyển|đã|các nhiệm vụ)\s)(?:[Gg]iao(?:\s+cho)?|[Pp]hân công|[Yy]êu cầu|[Đđ]ề nghị|ý kiến chỉ đạo)\s+(?=" + UnitPhrases.Start + ")", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Order();

    [GeneratedRegex(@"\G(?:[Gg]iao\s|" + UnitPhrases.Start + ")", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Named();

    [GeneratedRegex(@";\s*(?:(?:đặc biệt|riêng|đồng thời)\s*,?\s*)?(?:(?=(?:giao|yêu cầu|đề nghị|phân công)\s)|(?<unit>" + UnitPhrases.Start + "))", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex NextOrder();

    [GeneratedRegex(@"\G(?:chủ trì|phối hợp|chịu trách nhiệm|có trách nhiệm|là cơ quan thường trực|là đơn vị thường trực)", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex FormalVerb();

    [GeneratedRegex(
        @"\G(?:Đồng thời\s*,\s*(?<duty>\p{Ll}[^\n]*?(?:trước|chậm nhất|trong (?:tháng|quý|vòng|năm)))|(?:Trong đó|Theo đó|Đồng thời)[^\n]*?,\s*(?<duty>phối hợp với\s+(?=" + UnitPhrases.Start + ")))",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Omitted();

    [GeneratedRegex(@"^(?:Chủ trì\s*,|Phối hợp với\s)", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Leadless();

    [GeneratedRegex(@"(?:gửi|đến|tới)\s+(?<unit>" + UnitPhrases.Start + @"[^;\n]{2,120}?),\s*(?:yêu cầu|đề nghị)\s+(?=\p{Ll})", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Addressee();

    [GeneratedRegex(@"\G(?:[-+]\s*)?(?:Sản phẩm(?:\s+đầu ra)?|Kết quả)\s*(?:là\s*)?:\s*", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex ProductSentence();

    [GeneratedRegex(@"\G(?:[-+]\s*)?(?:Báo cáo|Hoàn thành|Thời hạn|Thời gian|Gửi|Xong|Chậm nhất)(?!\p{L})", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex TermSentence();

    [GeneratedRegex(@"(?:kể từ khi|từ khi|sau khi|vẫn chưa)\s", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Since();

    [GeneratedRegex(@"kể từ khi", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Past();
}
