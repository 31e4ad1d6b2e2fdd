using DirectiveFlow.Directives.Launching;
using DirectiveFlow.Directives.Rules;

namespace DirectiveFlow.Directives.Documents;

public sealed partial class Directive
{
    private readonly List<ReviewedItem> _reviewedItems = [];

    /// <summary>
    /// A person reviewed what was read from the text before the directive was launched: its tasks are those taken then, even if that
    /// is none, and nothing is proposed any more.
    /// </summary>
    public bool IsReviewed { get; private set; }

    /// <summary>New judgements of this unit of work; the stored ones are never loaded with the directive.</summary>
    public IReadOnlyList<ReviewedItem> ReviewedItems => _reviewedItems;

    /// <summary>Keeps the judgements of the review that led to the launch. Once, while the directive is registered.</summary>
    /// <exception cref="InvalidOperationException">It was reviewed already.</exception>
    public void Review(IReadOnlyList<Judgement> judgements, Act act)
    {
        if (IsReviewed)
        {
            throw new InvalidOperationException("A directive's reading is reviewed once, when it is launched.");
        }

        IsReviewed = true;
        _reviewedItems.AddRange(judgements.Select((judgement, index) =>
            new ReviewedItem(Id, index + 1, judgement, act.At, act.By.PersonId, act.By.FullName)));
    }
}
