namespace DirectiveFlow.Directives.Rules;

/// <summary>
/// A rule of the process refuses what was asked. Nothing was changed; the same request repeated is refused again until the
/// facts change, so it is never retried by machine.
/// </summary>
public sealed class RuleViolationException : Exception
{
    public RuleViolationException(string code, string rule, string vietnamese, string english, string? field = null)
        : base($"{vietnamese} ({english})")
    {
        Code = code;
        Rule = rule;
        Vietnamese = vietnamese;
        English = english;
        Field = field;
    }

    /// <summary>Stable for programs, e.g. <c>assignment.report.product-required</c>.</summary>
    public string Code { get; }

    /// <summary>The transition or section of the process it comes from, e.g. <c>T14</c>.</summary>
    public string Rule { get; }

    /// <summary>The sentence for the screen; says how to repair.</summary>
    public string Vietnamese { get; }

    public string English { get; }

    /// <summary>The input that has to change (camelCase, as in the API), null when no single one does.</summary>
    public string? Field { get; }
}
