using DirectiveFlow.Directives.Deadlines;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Reading;
using DirectiveFlow.Directives.Rules;
using DirectiveFlow.Directives.Tasks;

namespace DirectiveFlow.Directives.Launching;

/// <summary>A decision on what a text proposes, as a program sends it for a person.</summary>
/// <param name="Proposals">
/// Ordinals: one for what is accepted; one, or several joined to one task, for what is changed or rejected; none for what is added.
/// </param>
public sealed record ProposalDecision(ReviewDecision Decision, IReadOnlyList<int> Proposals)
{
    /// <summary>Title of the first proposal as the person saw it; null: not checked.</summary>
    public string? Proposed { get; init; }

    /// <summary>With everything below: the whole content of a changed or added task, so that what is absent there is meant to be absent.</summary>
    public string? Title { get; init; }

    public Guid? LeadUnitId { get; init; }

    public IReadOnlyList<Guid> CoordinatingUnitIds { get; init; } = [];

    public DateOnly? DueDate { get; init; }

    public string? Product { get; init; }

    /// <summary>The words of the document an added task comes from.</summary>
    public string? SourceText { get; init; }

    /// <summary>
    /// The review the decisions amount to. Every proposal is decided exactly once: nothing is taken or dropped unseen.
    /// </summary>
    /// <exception cref="RuleViolationException">
    /// <c>review.incomplete</c>, <c>review.decided-twice</c>, <c>review.proposal-unknown</c>, <c>review.reading-changed</c>,
    /// <c>review.proposals-misplaced</c>, and the rules of a task's content and deadline.
    /// </exception>
    public static IReadOnlyList<ReviewedTask> Review(IReadOnlyList<ProposalDecision> decisions, IReadOnlyList<ProposedTask> read, Act act)
    {
        var decided = new HashSet<int>();
        var tasks = decisions.Select((decision, index) => decision.Review($"review[{index}]", decided, read, act)).ToList();
        var left = read.Where(proposed => !decided.Contains(proposed.Ordinal)).Select(proposed => proposed.Ordinal).ToList();
        DirectiveRules.Check(
            left.Count == 0, "review.incomplete", "T1",
            $"Còn đề xuất chưa quyết định: {string.Join(", ", left.Take(12))}. Chấp nhận, sửa hoặc bỏ từng mục.",
            $"Proposals not decided: {string.Join(", ", left.Take(12))}. Accept, change or reject each.", "review");
        return tasks;
    }

    private ReviewedTask Review(string field, HashSet<int> decided, IReadOnlyList<ProposedTask> read, Act act)
    {
        var fits = Decision switch
        {
            ReviewDecision.Added => Proposals.Count == 0,
            ReviewDecision.Accepted => Proposals.Count == 1,
            _ => Proposals.Count > 0,
        };
        DirectiveRules.Check(
            fits, "review.proposals-misplaced", "T1",
            "Chấp nhận: đúng một đề xuất; sửa hoặc bỏ: ít nhất một; thêm mới: không có đề xuất nào.",
            "Accepted takes exactly one proposal, changed and rejected at least one, added none.", field + ".proposals");
        foreach (var ordinal in Proposals)
        {
            DirectiveRules.Check(
                ordinal >= 1 && ordinal <= read.Count, "review.proposal-unknown", "T1",
                $"Văn bản không có đề xuất số {ordinal}; nay đọc được {read.Count}.",
                $"The text has no proposal {ordinal}; {read.Count} are read now.", field + ".proposals");
            DirectiveRules.Check(
                decided.Add(ordinal), "review.decided-twice", "T1",
                $"Đề xuất số {ordinal} được quyết định hai lần.", $"Proposal {ordinal} is decided twice.", field + ".proposals");
        }

        var own = Proposals.Select(ordinal => read[ordinal - 1]).ToList();
        DirectiveRules.Check(
            Proposed is null || own is not [var first, ..] || string.Equals(Proposed, first.Title, StringComparison.Ordinal),
            "review.reading-changed", "T1",
            "Văn bản nay được đọc khác lúc bạn xem (từ điển hoặc đơn vị đã đổi). Đọc lại rồi quyết định.",
            "The text is read otherwise now (dictionaries or units changed). Read it again and decide.", field + ".proposed");
        return Decision switch
        {
            ReviewDecision.Accepted => ReviewedTask.Of(own[0]),
            ReviewDecision.Rejected => new ReviewedTask(Proposals, IsTaken: false, own[0].Title),
            _ => Content(field, own, act),
        };
    }

    private ReviewedTask Content(string field, List<ProposedTask> own, Act act)
    {
        var title = Title?.Trim() ?? "";
        DirectiveRules.CheckDecision(new TaskDecision(title, LeadUnitId, Deadline: null) { CoordinatingUnitIds = CoordinatingUnitIds }, field + ".");
        if (DueDate is { } day && own.All(proposed => ReviewedTask.Of(proposed).DueDate != day))
        {
            DeadlinePolicy.Validate(day, null, act, field + ".dueDate");
        }

        return new ReviewedTask(Proposals, IsTaken: true, title)
        {
            LeadUnitId = LeadUnitId,
            CoordinatingUnitIds = [.. CoordinatingUnitIds.Distinct()],
            DueDate = DueDate,
            Product = Product,
            TaskGroup = own is [{ Group: var group }, ..] ? group : null,
            SourceText = own.Count == 0 ? SourceText?.Trim() ?? "" : string.Join('\n', own.Select(proposed => proposed.Quotation)),
        };
    }
}
