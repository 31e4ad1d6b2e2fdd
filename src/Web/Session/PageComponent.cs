using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Web.Language;
using Microsoft.AspNetCore.Components;

namespace DirectiveFlow.Web.Session;

/// <summary>A page or part of one that knows who looks at it.</summary>
public abstract class PageComponent : UiComponent
{
    /// <summary>Cascaded by the main layout.</summary>
    [CascadingParameter]
    public Actor Viewer { get; set; } = null!;
}
