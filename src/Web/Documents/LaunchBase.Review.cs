using DirectiveFlow.Directives.Deadlines;
using DirectiveFlow.Directives.Reading.Dictionaries;
using DirectiveFlow.Directives.Reading.Examples;
using DirectiveFlow.Directives.Rules;
using DirectiveFlow.Web.Documents.Confirmation;
using Microsoft.JSInterop;

namespace DirectiveFlow.Web.Documents;

public abstract partial class LaunchBase
{
    protected async Task ActAsync(ProposalDraft proposal, CardAct act)
    {
        var review = Session!.Review;
        State.Clear();
        _focus = "card-" + proposal.Key;
        switch (act)
        {
            case CardAct.Take:
                (proposal.State, _focus) = (ProposalState.Taken, null);
                break;
            case CardAct.Reject:
                (proposal.State, _focus) = (ProposalState.Rejected, null);
                break;
            case CardAct.Undo:
                proposal.State = ProposalState.Waiting;
                break;
            case CardAct.Edit:
                proposal.BeginEdit();
                _focus = "title-" + proposal.Key;
                break;
            case CardAct.ChooseUnit:
                proposal.BeginEdit();
                proposal.RemembersName = UnitNaming.MayName(Viewer);
                _focus = "lead-" + proposal.Key;
                break;
            case CardAct.Save:
                await SaveAsync(proposal);
                break;
            case CardAct.Cancel:
                proposal.CancelEdit();
                if (proposal.Origins.Count == 0 && proposal.Title.Length == 0)
                {
                    review.Proposals.Remove(proposal);
                    _focus = "add-empty";
                }

                break;
            case CardAct.Merge:
                _focus = review.MergeWithPrevious(proposal) is { } joined ? "title-" + joined.Key : _focus;
                Session.Mark();
                break;
            case CardAct.Split:
                await SplitAsync(proposal);
                break;
        }
    }

    protected void TakeSure()
    {
        foreach (var proposal in Session!.Sure.ToList())
        {
            proposal.State = ProposalState.Taken;
        }

        _focus = Session.Review.Waiting.FirstOrDefault() is { } next ? "card-" + next.Key : "launch";
    }

    protected void AddEmpty() => Add("", null);

    /// <summary>Adds what is selected in the text; without a selection, an empty task.</summary>
    protected async Task AddSelectedAsync()
    {
        var selected = await Browser.InvokeAsync<SelectedWords?>("directiveFlow.review.selected");
        ShowsText = false;
        Add(selected?.Text.Trim() ?? "", selected?.Start);
    }

    private void Add(string words, int? start)
    {
        var added = Session!.Review.Add(words, start, ordinal => Session.Read[ordinal - 1].Offset);
        Session.Mark();
        _focus = "title-" + added.Key;
    }

    private async Task SplitAsync(ProposalDraft proposal)
    {
        var caret = await Browser.InvokeAsync<int>("directiveFlow.review.caret", "title-" + proposal.Key);
        if (Session!.Review.Split(proposal, caret) is { } second)
        {
            _focus = "title-" + second.Key;
            return;
        }

        State.Add(proposal.Key + ".title", T("Đặt con trỏ ở chỗ cần tách, giữa nội dung.", "Put the cursor where to split, inside the words."));
        _focus = "title-" + proposal.Key;
    }

    private async Task SaveAsync(ProposalDraft proposal)
    {
        if (!await IsSoundAsync(proposal))
        {
            _focus = "title-" + proposal.Key;
            return;
        }

        if (proposal.RemembersName && !await RememberAsync(proposal))
        {
            _focus = "lead-" + proposal.Key;
            return;
        }

        proposal.EndEdit();
        proposal.State = ProposalState.Taken;
        _movesOn = true;
    }

    private async Task<bool> IsSoundAsync(ProposalDraft proposal)
    {
        if (string.IsNullOrWhiteSpace(proposal.Title))
        {
            State.Add(proposal.Key + ".title", T("Ghi nội dung nhiệm vụ.", "Say what the task is."));
        }

        if (proposal.LeadUnitId.Length > 0 && proposal.CoordinatingUnitIds.Contains(proposal.LeadUnitId, StringComparer.Ordinal))
        {
            State.Add(proposal.Key + ".with", T("Đơn vị chủ trì không đồng thời phối hợp.", "The lead unit cannot also coordinate."));
        }

        if (proposal.Day is { } day && proposal.Before?.Day != day)
        {
            try
            {
                DeadlinePolicy.Validate(day, null, new Act(Viewer, Clock.GetUtcNow(), await Desk.CalendarAsync()), proposal.Key + ".due");
            }
            catch (RuleViolationException refusal)
            {
                State.Refuse(refusal, Language);
            }
        }

        return !State.HasProblems;
    }

    /// <summary>From now on the words of the text mean this unit, here and on every later reading.</summary>
    private async Task<bool> RememberAsync(ProposalDraft proposal)
    {
        var words = Session!.ReadOf(proposal).Select(task => task.Lead).FirstOrDefault(lead => lead is not null);
        if (words is null || Units.FirstOrDefault(unit => string.Equals(unit.Id.ToString(), proposal.LeadUnitId, StringComparison.Ordinal)) is not { } unit)
        {
            return true;
        }

        try
        {
            await Operation.RunAsync(async (IReadingDictionaries store) =>
            {
                var editions = await store.EditionsAsync(CancellationToken.None);
                var examples = ReadingExample.Shipped.Concat((await store.ExamplesAsync(CancellationToken.None)).Select(saved => saved.Example));
                var edition = UnitNaming.Name(Viewer, Clock.GetUtcNow(), editions is [var newest, ..] ? newest : DictionaryEdition.None, words, unit, Draft.Code, examples);
                await store.PublishAsync(edition, CancellationToken.None);
            });
        }
        catch (RuleViolationException refusal)
        {
            State.Add(proposal.Key + ".lead", T(refusal.Vietnamese, refusal.English) + " " + T("Bỏ chọn “Nhớ cho lần đọc sau” để chỉ chọn đơn vị.", "Clear “Remember” to choose the unit only."));
            return false;
        }

        proposal.RemembersName = false;
        foreach (var other in Session.Review.Proposals.Where(other => other.LeadUnitId.Length == 0 && Session.ReadOf(other).Any(task => string.Equals(task.Lead, words, StringComparison.OrdinalIgnoreCase))))
        {
            other.LeadUnitId = proposal.LeadUnitId;
        }

        Snackbar.Add(T($"Từ nay “{words}” được hiểu là {unit.Name}", $"From now on “{words}” means {unit.Name}"), MudBlazor.Severity.Normal);
        return true;
    }
}
