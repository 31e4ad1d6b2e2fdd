using DirectiveFlow.Directives.Vietnamese;

namespace DirectiveFlow.Directives.Organization;

public enum UnitKind
{
    /// <summary>Sở: a department of the province; has its own queue.</summary>
    Department,

    /// <summary>Phòng: a division of a department.</summary>
    Division,

    /// <summary>Ban Giám đốc, Thường trực.</summary>
    Leadership,

    /// <summary>Văn phòng.</summary>
    Office,

    /// <summary>A body outside that only appears as issuer or addressee.</summary>
    External,
}

/// <summary>A body that tasks are assigned to. Mergers close a unit by its validity; nothing is ever deleted.</summary>
public sealed class Unit
{
    private Unit()
    {
        Code = Name = ShortName = DepartmentCode = NameKey = "";
    }

    /// <param name="code">Unique, e.g. <c>SKHCN-VP</c>.</param>
    /// <param name="departmentCode">Code of the department whose queue receives its messages, e.g. <c>SKHCN</c>.</param>
    public Unit(
        Guid id, string code, string departmentCode, string name, string shortName, UnitKind kind, Guid? parentId = null,
        DateOnly? validFrom = null, DateOnly? validTo = null)
    {
        Id = id;
        Code = VietnameseText.Clean(code);
        DepartmentCode = VietnameseText.Clean(departmentCode);
        Name = VietnameseText.Clean(name);
        ShortName = VietnameseText.Clean(shortName);
        NameKey = VietnameseText.NameKey(name);
        Kind = kind;
        ParentId = parentId;
        ValidFrom = validFrom;
        ValidTo = validTo;
    }

    public Guid Id { get; private set; }

    public string Code { get; private set; }

    public string DepartmentCode { get; private set; }

    /// <summary>In full, as documents name it.</summary>
    public string Name { get; private set; }

    public string ShortName { get; private set; }

    /// <summary>See <see cref="VietnameseText.NameKey"/>; what a name written elsewhere is matched with.</summary>
    public string NameKey { get; private set; }

    public UnitKind Kind { get; private set; }

    public Guid? ParentId { get; private set; }

    public DateOnly? ValidFrom { get; private set; }

    /// <summary>The last day it existed.</summary>
    public DateOnly? ValidTo { get; private set; }

    public bool ExistsOn(DateOnly day) => (ValidFrom is null || ValidFrom <= day) && (ValidTo is null || day <= ValidTo);

    /// <summary>Whether a name or code as written in a text means this unit, whatever its case, tone placement or Unicode form.</summary>
    public bool IsCalled(string nameOrCode)
    {
        string[] names = [NameKey, VietnameseText.NameKey(ShortName), VietnameseText.NameKey(Code)];
        return names.Contains(VietnameseText.NameKey(nameOrCode), StringComparer.Ordinal);
    }
}
