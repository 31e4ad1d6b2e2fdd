using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Engine.Identity;

namespace DirectiveFlow.Workflows.Demo;

/// <summary>A person of the demo organisation and the name to sign in with.</summary>
public sealed record DemoAccount(string UserName, Person Person, string RoleLabel);

/// <summary>
/// An invented organisation to try the product with: a provincial department of science and technology (leadership, office,
/// six divisions) and four neighbouring departments. Names of persons are invented.
/// </summary>
public sealed class DemoOrganization
{
    /// <summary>Code of the department whose leader launches directives.</summary>
    public const string DepartmentCode = "SKHCN";

    private readonly List<Unit> _units = [];
    private readonly List<DemoAccount> _accounts = [];

    private DemoOrganization()
    {
    }

    public IReadOnlyList<Unit> Units => _units;

    /// <summary>Everybody; the first of each <see cref="DemoAccount.RoleLabel"/> is the one to show.</summary>
    public IReadOnlyList<DemoAccount> Accounts => _accounts;

    public static DemoOrganization Create(IIdGenerator ids)
    {
        var demo = new DemoOrganization();
        var department = demo.AddUnit(ids, DepartmentCode, DepartmentCode, "Sở Khoa học và Công nghệ", "Sở KH&CN", UnitKind.Department);
        var leadership = Within("SKHCN-BGD", "Ban Giám đốc", "BGĐ", UnitKind.Leadership);
        var office = Within("SKHCN-VP", "Văn phòng Sở", "VP", UnitKind.Office);
        var divisions = new[]
        {
            (Unit: Within("SKHCN-KHTC", "Phòng Kế hoạch - Tài chính", "P.KHTC", UnitKind.Division), Head: "Trần Thị Thu Hà", User: "khtc"),
            (Unit: Within("SKHCN-QLKH", "Phòng Quản lý Khoa học", "P.QLKH", UnitKind.Division), Head: "Lê Minh Quân", User: "qlkh"),
            (Unit: Within("SKHCN-QLCN", "Phòng Quản lý Công nghệ và Đổi mới sáng tạo", "P.QLCN", UnitKind.Division), Head: "Phạm Ngọc Lan", User: "qlcn"),
            (Unit: Within("SKHCN-CDS", "Phòng Chuyển đổi số", "P.CĐS", UnitKind.Division), Head: "Hoàng Đức Thịnh", User: "cds"),
            (Unit: Within("SKHCN-TDC", "Phòng Quản lý Tiêu chuẩn Đo lường Chất lượng", "P.TĐC", UnitKind.Division), Head: "Vũ Thanh Bình", User: "tdc"),
            (Unit: Within("SKHCN-TTr", "Thanh tra Sở", "TTr", UnitKind.Division), Head: "Đặng Quốc Việt", User: "thanhtra"),
        };

        demo.AddPerson(ids, "giamdoc", "Nguyễn Văn Thành", "Giám đốc Sở", leadership, "Lãnh đạo", Roles.Leader);
        demo.AddPerson(ids, "phogiamdoc", "Bùi Thị Mai", "Phó Giám đốc Sở", leadership, "Người thẩm định", Roles.Appraiser);
        demo.AddPerson(ids, "vanthu", "Ngô Thị Hạnh", "Văn thư Sở", office, "Văn thư", Roles.Clerk);
        demo.AddPerson(ids, "theodoi", "Đỗ Hải Nam", "Chánh Văn phòng Sở", office, "Theo dõi", Roles.Monitor, Roles.LeadHead);
        foreach (var division in divisions)
        {
            demo.AddPerson(
                ids, division.User, division.Head, HeadOf(division.Unit), division.Unit, "Thủ trưởng đơn vị", Roles.LeadHead, Roles.CoordHead);
        }

        demo.AddPerson(ids, "chuyenvien", "Lý Thị Ngọc", "Chuyên viên Phòng Quản lý Khoa học", divisions[1].Unit, "Chuyên viên", Roles.Officer);
        demo.AddPerson(ids, "kiemtra", "Trịnh Hữu Phước", "Uỷ viên Uỷ ban kiểm tra", leadership, "Kiểm tra, thanh tra", Roles.Inspector);
        foreach (var (code, name, shortName, head) in new[]
                 {
                     ("STC", "Sở Tài chính", "STC", "Phan Văn Lợi"), ("SNV", "Sở Nội vụ", "SNV", "Mai Thị Kim Chi"),
                     ("SGDDT", "Sở Giáo dục và Đào tạo", "SGD&ĐT", "Hồ Anh Tuấn"),
                     ("SNNMT", "Sở Nông nghiệp và Môi trường", "SNN&MT", "Cao Thị Bích"),
                 })
        {
            var neighbour = demo.AddUnit(ids, code, code, name, shortName, UnitKind.Department);
            demo.AddPerson(
                ids, code.ToLowerInvariant(), head, $"Giám đốc {name}", neighbour, "Sở phối hợp", Roles.LeadHead, Roles.CoordHead);
        }

        return demo;

        Unit Within(string code, string name, string shortName, UnitKind kind) =>
            demo.AddUnit(ids, code, DepartmentCode, name, shortName, kind, department.Id);
    }

    private static string HeadOf(Unit unit) => unit.Name.StartsWith("Phòng ", StringComparison.Ordinal)
        ? $"Trưởng phòng {unit.Name["Phòng ".Length..]}"
        : $"Chánh {unit.Name}";

    private Unit AddUnit(
        IIdGenerator ids, string code, string departmentCode, string name, string shortName, UnitKind kind, Guid? parentId = null)
    {
        var unit = new Unit(ids.NewGuid(), code, departmentCode, name, shortName, kind, parentId);
        _units.Add(unit);
        return unit;
    }

    private void AddPerson(
        IIdGenerator ids, string userName, string fullName, string position, Unit unit, string roleLabel, params string[] roles) =>
        _accounts.Add(new DemoAccount(userName, new Person(ids.NewGuid(), fullName, position, unit.Id, roles), roleLabel));
}
