namespace DirectiveFlow.Directives.Documents;

/// <summary>How a directive relates to another document.</summary>
public enum LinkRelation
{
    /// <summary>Thực hiện, tiếp tục thực hiện.</summary>
    Implements,

    /// <summary>Căn cứ.</summary>
    BasedOn,

    Supersedes,

    Amends,
}

/// <summary>
/// A step of the lineage: depth 1 is what the directive itself implements, depth 2 what that one implements, and so on up.
/// </summary>
public sealed class DirectiveLink
{
    private DirectiveLink()
    {
        Code = TypeName = OrganName = Subject = "";
    }

    public DirectiveLink(
        LinkRelation relation, int depth, string code, string typeName, string organName, DateOnly? issuedDate, string subject)
    {
        Relation = relation;
        Depth = depth;
        Code = code;
        TypeName = typeName;
        OrganName = organName;
        IssuedDate = issuedDate;
        Subject = subject;
    }

    /// <summary>Given by the directive; unique together with <see cref="Ordinal"/>.</summary>
    public Guid DirectiveId { get; internal set; }

    /// <summary>Position in the list, from 1.</summary>
    public int Ordinal { get; internal set; }

    public LinkRelation Relation { get; private set; }

    public int Depth { get; private set; }

    public string Code { get; private set; }

    public string TypeName { get; private set; }

    public string OrganName { get; private set; }

    public DateOnly? IssuedDate { get; private set; }

    public string Subject { get; private set; }
}
