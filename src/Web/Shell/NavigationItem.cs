using DirectiveFlow.Directives.Labels;
using DirectiveFlow.Directives.Organization;

namespace DirectiveFlow.Web.Shell;

/// <summary>One place of the navigation.</summary>
/// <param name="Outside">Not a page of ours: followed as a plain link.</param>
public sealed record NavigationItem(string Path, string Icon, Label Label, Label Short, bool Outside = false)
{
    private static readonly NavigationItem Home =
        new("/", "home", new("Trang chủ", "Home"), new("Trang chủ", "Home"));

    private static readonly NavigationItem MyTasks =
        new("/my-tasks", "list", new("Việc của tôi", "My work"), new("Việc của tôi", "My work"));

    private static readonly NavigationItem Reviews =
        new("/reviews", "inbox", new("Chờ tôi xử lý", "Waiting for me"), new("Chờ xử lý", "Waiting"));

    private static readonly NavigationItem Launch =
        new("/directives/launch", "flow", new("Triển khai chỉ đạo", "Launch a directive"), new("Triển khai", "Launch"));

    private static readonly NavigationItem Directives =
        new("/directives", "document", new("Văn bản chỉ đạo", "Directives"), new("Văn bản", "Directives"));

    private static readonly NavigationItem Instances =
        new("/ops/instances", "warning", new("Vận hành", "Operations"), new("Vận hành", "Operations"));

    private static readonly NavigationItem Definitions =
        new("/ops/definitions", "swap", new("Các phiên bản", "Versions"), new("Phiên bản", "Versions"));

    private static readonly NavigationItem Jobs =
        new("/ops/jobs", "gear", new("Việc nền", "Background jobs"), new("Việc nền", "Jobs"), Outside: true);

    private static readonly NavigationItem Dictionaries =
        new("/ops/dictionaries", "list", new("Từ điển đọc", "Dictionaries"), new("Từ điển", "Words"));

    private static readonly NavigationItem Accuracy =
        new("/ops/reading", "search", new("Độ chính xác khi đọc", "Reading accuracy"), new("Độ chính xác", "Accuracy"));

    private static readonly NavigationItem Studio =
        new("/studio/", "flow", new("Thiết kế quy trình", "Process designer"), new("Quy trình", "Designer"), Outside: true);

    /// <summary>One navigation for all roles of a person: the sum of what each role opens (PROCESS section 1).</summary>
    public static IReadOnlyList<NavigationItem> For(Actor viewer)
    {
        var items = new List<NavigationItem>();
        if (viewer.HasAny([Roles.Leader, Roles.Monitor, Roles.Clerk, Roles.Appraiser]))
        {
            items.Add(Home);
        }

        if (viewer.HasAny([Roles.Leader, Roles.Appraiser]))
        {
            items.Add(Reviews);
        }

        if (viewer.HasAny([Roles.LeadHead, Roles.CoordHead, Roles.Officer]))
        {
            items.Add(MyTasks);
        }

        if (viewer.HasAny([Roles.Clerk, Roles.Monitor, Roles.Leader]))
        {
            items.Add(Launch);
        }

        items.Add(Directives);
        if (viewer.Has(Roles.Admin))
        {
            items.AddRange([Instances, Studio, Definitions, Dictionaries, Accuracy, Jobs]);
        }
        else if (viewer.Has(Roles.Inspector))
        {
            items.AddRange([Instances, Studio, Definitions]);
        }

        if (viewer.Has(Roles.Monitor) && !viewer.Has(Roles.Admin))
        {
            items.Add(Accuracy);
        }

        return items;
    }

    /// <summary>Whether the page at this path (no leading slash, no query) belongs to the item: the longest fit wins.</summary>
    public static NavigationItem? Current(IReadOnlyList<NavigationItem> items, string path) => items
        .Where(item => item.Path is "/" ? path.Length == 0 : IsUnder("/" + path, item.Path))
        .MaxBy(item => item.Path.Length);

    private static bool IsUnder(string path, string root) =>
        (path + "/").StartsWith(root.TrimEnd('/') + "/", StringComparison.Ordinal);
}
