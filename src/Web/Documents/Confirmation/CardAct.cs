namespace DirectiveFlow.Web.Documents.Confirmation;

/// <summary>What a person can do with one proposal.</summary>
public enum CardAct
{
    Take,
    Reject,
    Undo,
    Edit,
    ChooseUnit,
    Save,
    Cancel,
    Merge,
    Split,
}
