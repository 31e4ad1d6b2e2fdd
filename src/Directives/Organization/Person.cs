using DirectiveFlow.Directives.Vietnamese;

namespace DirectiveFlow.Directives.Organization;

/// <summary>An official. Acts of the past keep the name they were done under.</summary>
public sealed class Person
{
    private readonly List<string> _roles = [];

    private Person()
    {
        FullName = Position = "";
    }

    /// <param name="position">Post as official lists name it, e.g. <c>Trưởng phòng Chuyển đổi số</c>.</param>
    public Person(Guid id, string fullName, string position, Guid unitId, IEnumerable<string> roles)
    {
        Id = id;
        FullName = VietnameseText.Clean(fullName);
        Position = VietnameseText.Clean(position);
        UnitId = unitId;
        _roles.AddRange(roles);
    }

    public Guid Id { get; private set; }

    public string FullName { get; private set; }

    public string Position { get; private set; }

    public Guid UnitId { get; private set; }

    /// <summary>Ids of <see cref="Organization.Roles"/>.</summary>
    public IReadOnlyList<string> Roles => _roles;

    public Actor AsActor() => new(Id, FullName, UnitId, [.. _roles]);
}
