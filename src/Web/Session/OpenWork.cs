using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Queries;

namespace DirectiveFlow.Web.Session;

/// <summary>How much waits for somebody: open work of the own unit, reviews, unread notifications.</summary>
public sealed record OpenWorkCounts(int MyTasks, int Reviews, int Unread)
{
    public static OpenWorkCounts None { get; } = new(0, 0, 0);
}

/// <summary>
/// The counts beside the navigation and on the bell, one for each circuit. A page that changed something asks for a
/// refresh; all parts that show counts follow.
/// </summary>
public sealed class OpenWork(Operation operation)
{
    private static readonly string[] UnitRoles = [Roles.LeadHead, Roles.CoordHead, Roles.Officer];

    private Task? _first;

    public event EventHandler? Changed;

    public OpenWorkCounts Counts { get; private set; } = OpenWorkCounts.None;

    /// <summary>Loads once, however many parts of the page ask.</summary>
    public Task LoadAsync(Actor viewer) => _first ??= RefreshAsync(viewer);

    public async Task RefreshAsync(Actor viewer)
    {
        Counts = await operation.RunAsync((IDirectiveQueries queries) => CountAsync(queries, viewer));
        Changed?.Invoke(this, EventArgs.Empty);
    }

    private static async Task<OpenWorkCounts> CountAsync(IDirectiveQueries queries, Actor viewer)
    {
        var mine = viewer.HasAny(UnitRoles)
            ? (await queries.MyAssignmentsAsync(viewer, new AssignmentFilter(OpenOnly: true, Take: 1), CancellationToken.None)).Total
            : 0;
        var reviews = viewer.HasAny([Roles.Leader, Roles.Appraiser, Roles.Monitor])
            ? (await queries.ReviewQueueAsync(viewer, CancellationToken.None)).Count
            : 0;
        return new OpenWorkCounts(mine, reviews, await queries.CountUnreadNotificationsAsync(viewer, CancellationToken.None));
    }
}
