using DirectiveFlow.Web.Session;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace DirectiveFlow.Web.Shell;

/// <summary>A navigation that follows the address and the counts of open work.</summary>
public abstract class NavigationComponent : PageComponent, IDisposable
{
    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required OpenWork Work { get; set; }

    protected IReadOnlyList<NavigationItem> Items { get; private set; } = [];

    protected NavigationItem? Current { get; private set; }

    public void Dispose()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        Work.Changed -= OnWorkChanged;
        GC.SuppressFinalize(this);
    }

    protected override async Task OnInitializedAsync()
    {
        Items = NavigationItem.For(Viewer);
        Follow();
        Navigation.LocationChanged += OnLocationChanged;
        Work.Changed += OnWorkChanged;
        await Work.LoadAsync(Viewer);
    }

    protected int CountOf(NavigationItem item) => item.Path switch
    {
        "/my-tasks" => Work.Counts.MyTasks,
        "/reviews" => Work.Counts.Reviews,
        _ => 0,
    };

    private void OnLocationChanged(object? sender, LocationChangedEventArgs change)
    {
        Follow();
        _ = InvokeAsync(StateHasChanged);
    }

    private void OnWorkChanged(object? sender, EventArgs change) => _ = InvokeAsync(StateHasChanged);

    private void Follow() =>
        Current = NavigationItem.Current(Items, Navigation.ToBaseRelativePath(Navigation.Uri).Split('?', '#')[0].TrimEnd('/'));
}
