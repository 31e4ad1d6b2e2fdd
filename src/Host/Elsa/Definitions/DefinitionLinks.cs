namespace DirectiveFlow.Host.Elsa.Definitions;

/// <param name="Href">Below the address of the API.</param>
/// <param name="Rel">Elsa's word for what it leads to.</param>
internal sealed record Link(string Href, string Rel, string Method);

/// <summary>
/// What the caller may do, as Elsa says it. Studio looks for <c>publish</c> and <c>bulk-publish</c>: without them it shows
/// definitions and changes none.
/// </summary>
internal static class DefinitionLinks
{
    private const string Root = "/workflow-definitions";

    private static readonly Link[] s_looks =
    [
        new(Root, "self", "GET"),
        new($"{Root}/validation/is-name-unique", "is-name-unique", "GET"),
        new($"{Root}/query/count", "count", "GET"),
        new($"{Root}/many-by-id", "many-by-id", "GET"),
    ];

    private static readonly Link[] s_acts =
    [
        new("/bulk-actions/delete/workflow-definitions/by-definition-id", "bulk-delete-by-definition-id", "POST"),
        new("/bulk-actions/delete/workflow-definitions/by-id", "bulk-delete-by-id", "POST"),
        new("/bulk-actions/publish/workflow-definitions/by-definition-ids", "bulk-publish", "POST"),
        new("/bulk-actions/retract/workflow-definitions/by-definition-ids", "bulk-retract", "POST"),
        new($"{Root}/import", "import", "POST"),
        new($"{Root}/import-files", "import-files", "POST"),
        new(Root, "create", "POST"),
    ];

    public static IReadOnlyList<Link> OfList(bool mayEdit) => mayEdit ? [.. s_looks, .. s_acts] : s_looks;

    public static IReadOnlyList<Link> Of(string definitionId, bool mayEdit)
    {
        var id = Uri.EscapeDataString(definitionId);
        var one = $"{Root}/{id}";
        Link[] looks = [new(one, "self", "GET"), new($"{Root}/by-definition-id/{id}", "self", "GET"), new(one + "/versions", "versions", "GET")];
        return !mayEdit ? [.. looks, new(one + "/export", "export", "POST")] :
        [
            .. looks,
            new(one + "/bulk-dispatch", "bulk-dispatch", "POST"),
            new(one + "/dispatch", "dispatch", "POST"),
            new(one + "/execute", "execute", "POST"),
            new(one + "/export", "export", "POST"),
            new(one + "/publish", "publish", "POST"),
            new(one + "/retract", "retract", "POST"),
            new(one, "delete", "DELETE"),
            new(one + "/import", "import", "PUT"),
            new(one + "/update-references", "update-references", "POST"),
        ];
    }
}
