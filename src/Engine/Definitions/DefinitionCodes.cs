namespace DirectiveFlow.Engine.Definitions;

/// <summary>Stable codes of what can be wrong with a definition; pages and callers translate and link by them.</summary>
public static class DefinitionCodes
{
    public const string NotJson = "definition.not-json";
    public const string NotADefinition = "definition.not-a-definition";
    public const string TooLarge = "definition.too-large";
    public const string TooDeep = "definition.too-deep";
    public const string HugeNumber = "definition.huge-number";
    public const string DuplicateName = "definition.duplicate-name";
    public const string BadCharacter = "definition.bad-character";
    public const string BadFile = "definition.bad-file";
    public const string NoRoot = "definition.no-root";
    public const string MissingId = "definition.missing-id";
    public const string DuplicateId = "definition.duplicate-id";
    public const string UnknownActivity = "definition.unknown-activity";
    public const string UnknownInput = "definition.unknown-input";
    public const string BadExpression = "definition.bad-expression";
    public const string UnknownLanguage = "definition.unknown-language";
    public const string MissingTarget = "definition.missing-target";
    public const string Unreachable = "definition.unreachable";
    public const string DeadJoin = "definition.dead-join";
    public const string BadSchedule = "definition.bad-schedule";
    public const string MissingReference = "definition.missing-reference";
    public const string ReferenceCycle = "definition.reference-cycle";
    public const string TooMany = "definition.too-many";

    /// <summary>Found by the activity itself.</summary>
    public const string Activity = "definition.activity";
}
