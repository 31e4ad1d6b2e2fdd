using DirectiveFlow.Directives.Labels;

namespace DirectiveFlow.Web.Language;

/// <summary>
/// The language one person reads the screens in: Vietnamese, or English for those who asked for it. Both wordings stand
/// beside each other where they are used, so neither can be missing.
/// </summary>
public sealed record UiLanguage(string Code)
{
    /// <summary>Name of the cookie that keeps the choice; its value is a code.</summary>
    public const string CookieName = "directiveflow.language";

    public static UiLanguage Vietnamese { get; } = new("vi");

    public static UiLanguage English { get; } = new("en");

    public bool IsEnglish => Code is "en";

    /// <summary>Whatever is not English is Vietnamese: a broken cookie never breaks a page.</summary>
    public static UiLanguage Of(string? code) => code is "en" ? English : Vietnamese;

    public string Text(string vietnamese, string english) => IsEnglish ? english : vietnamese;

    public string Text(Label label) => IsEnglish ? label.En : label.Vi;
}
