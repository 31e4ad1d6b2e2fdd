using DirectiveFlow.Directives.Labels;
using Microsoft.AspNetCore.Components;

namespace DirectiveFlow.Web.Language;

/// <summary>A component that speaks the reader's language.</summary>
public abstract class UiComponent : ComponentBase
{
    /// <summary>Cascaded by the root; a component outside of it speaks Vietnamese.</summary>
    [CascadingParameter]
    public UiLanguage Language { get; set; } = UiLanguage.Vietnamese;

    /// <summary>The wording of the reader's language.</summary>
    protected string T(string vietnamese, string english) => Language.Text(vietnamese, english);

    protected string T(Label label) => Language.Text(label);
}
