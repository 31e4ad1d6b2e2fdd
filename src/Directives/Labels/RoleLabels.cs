using DirectiveFlow.Directives.Organization;

namespace DirectiveFlow.Directives.Labels;

public static class RoleLabels
{
    private static readonly Dictionary<string, Label> Names = new(StringComparer.Ordinal)
    {
        [Roles.Clerk] = new("Văn thư", "Clerk"),
        [Roles.Leader] = new("Lãnh đạo", "Leader"),
        [Roles.Monitor] = new("Văn phòng, theo dõi", "Monitor"),
        [Roles.LeadHead] = new("Thủ trưởng đơn vị chủ trì", "Head of lead unit"),
        [Roles.CoordHead] = new("Thủ trưởng đơn vị phối hợp", "Head of coordinating unit"),
        [Roles.Officer] = new("Chuyên viên", "Officer"),
        [Roles.Appraiser] = new("Người thẩm định", "Appraiser"),
        [Roles.Superior] = new("Cơ quan giao việc cấp trên", "Superior"),
        [Roles.Inspector] = new("Kiểm tra, thanh tra", "Inspector"),
        [Roles.Admin] = new("Quản trị", "Administrator"),
        [Roles.Delegate] = new("Người được uỷ quyền", "Deputy"),
        [Roles.System] = new("Hệ thống", "System"),
    };

    /// <exception cref="ArgumentException">No such role id.</exception>
    public static Label Of(string role) =>
        Names.TryGetValue(role, out var label) ? label : throw new ArgumentException($"No role is called '{role}'.", nameof(role));

    internal static string List(IEnumerable<string> roles, Func<Label, string> language) =>
        string.Join(", ", roles.Where(r => !string.Equals(r, Roles.System, StringComparison.Ordinal)).Select(r => language(Of(r))));
}
