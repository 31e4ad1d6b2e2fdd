using System.Text.Json.Serialization;
using DirectiveFlow.Directives.Launching;
using DirectiveFlow.Directives.Reading;

namespace DirectiveFlow.Web.Documents.Confirmation;

public enum ProposalState
{
    /// <summary>Nobody has looked at it yet.</summary>
    Waiting,
    Taken,
    Rejected,
}

/// <summary>One task on its way: as the reader proposed it, or as a person changed or added it.</summary>
public sealed class ProposalDraft
{
    /// <summary>Unique in the review; part of element ids.</summary>
    public required string Key { get; init; }

    /// <summary>Ordinals of the proposals it stands for: one, several after a merge, none when a person added it.</summary>
    public IReadOnlyList<int> Origins { get; set; } = [];

    public ProposalState State { get; set; }

    public string Title { get; set; } = "";

    public string LeadUnitId { get; set; } = "";

    public IReadOnlyCollection<string> CoordinatingUnitIds { get; set; } = [];

    public DateTime? DueDate { get; set; }

    public string Product { get; set; } = "";

    /// <summary>The words of the document; empty when added without any.</summary>
    public string SourceText { get; set; } = "";

    public string? TaskGroup { get; set; }

    /// <summary>Where the words of an added task stand in the text; null when they come from the reader or from nowhere.</summary>
    public int? Start { get; init; }

    public bool IsEditing { get; set; }

    /// <summary>The words the text names the lead with are to be known for the chosen unit from now on.</summary>
    public bool RemembersName { get; set; }

    /// <summary>As it was before the editing that is going on.</summary>
    [JsonIgnore]
    public ProposalDraft? Before { get; private set; }

    [JsonIgnore]
    public DateOnly? Day => DueDate is { } day ? DateOnly.FromDateTime(day) : null;

    /// <summary>Ids of its marks in the text.</summary>
    [JsonIgnore]
    public string Item => Origins.Count == 0 ? Key : string.Join(' ', Origins.Select(TextMarks.TaskItem));

    public static ProposalDraft Of(ProposedTask read)
    {
        var task = ReviewedTask.Of(read);
        return new ProposalDraft
        {
            Key = "p" + read.Ordinal.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Origins = task.Origins,
            Title = task.Title,
            LeadUnitId = task.LeadUnitId?.ToString() ?? "",
            CoordinatingUnitIds = [.. task.CoordinatingUnitIds.Select(unit => unit.ToString())],
            DueDate = task.DueDate?.ToDateTime(TimeOnly.MinValue),
            Product = task.Product ?? "",
            SourceText = task.SourceText,
            TaskGroup = task.TaskGroup,
        };
    }

    public ReviewedTask ToReviewed() => new(Origins, State == ProposalState.Taken, Title)
    {
        LeadUnitId = Guid.TryParse(LeadUnitId, out var lead) ? lead : null,
        CoordinatingUnitIds = [.. CoordinatingUnitIds.Select(Guid.Parse)],
        DueDate = Day,
        Product = Product,
        TaskGroup = TaskGroup,
        SourceText = SourceText,
    };

    public void BeginEdit()
    {
        Before = (ProposalDraft)MemberwiseClone();
        IsEditing = true;
    }

    public void EndEdit()
    {
        Before = null;
        IsEditing = false;
    }

    /// <summary>Takes back what was typed since the editing began.</summary>
    public void CancelEdit()
    {
        if (Before is { } before)
        {
            (Title, LeadUnitId, CoordinatingUnitIds, DueDate, Product, State) =
                (before.Title, before.LeadUnitId, before.CoordinatingUnitIds, before.DueDate, before.Product, before.State);
        }

        RemembersName = false;
        EndEdit();
    }
}
