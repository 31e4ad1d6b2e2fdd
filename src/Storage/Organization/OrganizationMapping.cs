using DirectiveFlow.Directives.Organization;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Organization;

/// <summary>Units and persons. Nothing of them is ever deleted.</summary>
internal static class OrganizationMapping
{
    public static void Map(ModelBuilder builder)
    {
        builder.Entity<Unit>(unit =>
        {
            unit.ToTable("Units");
            unit.HasKey(u => u.Id);
            unit.HasIndex(u => u.Code).IsUnique();
        });
        builder.Entity<Person>(person =>
        {
            person.ToTable("Persons");
            person.HasKey(p => p.Id);
            person.PrimitiveCollection(p => p.Roles);
            person.HasOne<Unit>().WithMany().HasForeignKey(p => p.UnitId).OnDelete(DeleteBehavior.Restrict);
        });
    }
}
