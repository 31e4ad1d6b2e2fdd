using System.Globalization;
using DirectiveFlow.Directives.Reading;

namespace DirectiveFlow.Web.Documents.Confirmation;

/// <summary>All proposals of one text and what became of them so far. Serialized to the browser's session, so that nothing is lost with a circuit.</summary>
public sealed class ReviewDraft
{
    public List<ProposalDraft> Proposals { get; init; } = [];

    /// <summary>How many were added by hand or by a split, for their keys.</summary>
    public int Made { get; set; }

    /// <summary>How many the reader had proposed.</summary>
    public int Read { get; init; }

    public static ReviewDraft Of(IReadOnlyList<ProposedTask> read) =>
        new() { Read = read.Count, Proposals = [.. read.Select(ProposalDraft.Of)] };

    public IEnumerable<ProposalDraft> Waiting => Proposals.Where(proposal => proposal.State == ProposalState.Waiting || proposal.IsEditing);

    public int NumberOf(ProposalDraft proposal) => Proposals.IndexOf(proposal) + 1;

    /// <summary>The proposal that stands for one of the reader's.</summary>
    public ProposalDraft? For(int ordinal) => Proposals.Find(proposal => proposal.Origins.Contains(ordinal));

    /// <summary>Joins a proposal to the one before it; the words, units and origins of both stay.</summary>
    /// <returns>The joined one, open for editing; null for the first.</returns>
    public ProposalDraft? MergeWithPrevious(ProposalDraft proposal)
    {
        var index = Proposals.IndexOf(proposal);
        if (index < 1)
        {
            return null;
        }

        var into = Proposals[index - 1];
        into.Title = $"{into.Title.TrimEnd('.', ';', ' ')}; {Lower(proposal.Title)}";
        into.SourceText = into.SourceText.Length == 0 ? proposal.SourceText : proposal.SourceText.Length == 0 ? into.SourceText : $"{into.SourceText}\n{proposal.SourceText}";
        into.Origins = [.. into.Origins, .. proposal.Origins];
        into.LeadUnitId = into.LeadUnitId.Length > 0 ? into.LeadUnitId : proposal.LeadUnitId;
        into.CoordinatingUnitIds = [.. into.CoordinatingUnitIds.Union(proposal.CoordinatingUnitIds, StringComparer.Ordinal).Where(unit => !string.Equals(unit, into.LeadUnitId, StringComparison.Ordinal))];
        into.DueDate ??= proposal.DueDate;
        into.Product = into.Product.Length > 0 ? into.Product : proposal.Product;
        into.State = ProposalState.Waiting;
        Proposals.RemoveAt(index);
        into.BeginEdit();
        return into;
    }

    /// <summary>Cuts a task in two at a place of its title; both keep units, deadline and the words of the document.</summary>
    /// <returns>The second; null where one side would be empty.</returns>
    public ProposalDraft? Split(ProposalDraft proposal, int at)
    {
        var (first, second) = (proposal.Title[..Math.Clamp(at, 0, proposal.Title.Length)].Trim(' ', ',', ';', '.'), proposal.Title[Math.Clamp(at, 0, proposal.Title.Length)..].Trim(' ', ',', ';', '.'));
        if (first.Length == 0 || second.Length == 0)
        {
            return null;
        }

        proposal.Title = first;
        var other = new ProposalDraft
        {
            Key = NextKey(), Title = Capital(second), LeadUnitId = proposal.LeadUnitId, CoordinatingUnitIds = [.. proposal.CoordinatingUnitIds],
            DueDate = proposal.DueDate, SourceText = proposal.SourceText, TaskGroup = proposal.TaskGroup,
        };
        Proposals.Insert(Proposals.IndexOf(proposal) + 1, other);
        other.BeginEdit();
        return other;
    }

    /// <summary>A task the reader missed, in the order of the text if its words are given.</summary>
    public ProposalDraft Add(string words, int? start, Func<int, int> startOf)
    {
        var added = new ProposalDraft { Key = NextKey(), Title = Capital(string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))), SourceText = words, Start = start };
        var index = start is { } at ? Proposals.FindIndex(other => other.Origins.Count > 0 && startOf(other.Origins[0]) > at) : -1;
        Proposals.Insert(index < 0 ? Proposals.Count : index, added);
        added.BeginEdit();
        return added;
    }

    private static string Capital(string words) => words.Length == 0 ? words : char.ToUpper(words[0], CultureInfo.InvariantCulture) + words[1..];

    private static string Lower(string words) => words.Length < 2 || char.IsUpper(words[1]) ? words : char.ToLower(words[0], CultureInfo.InvariantCulture) + words[1..];

    private string NextKey() => "a" + (++Made).ToString(CultureInfo.InvariantCulture);
}
