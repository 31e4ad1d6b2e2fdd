using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace DirectiveFlow.Storage.Database;

/// <summary>Names and keys as the whole model has them: snake_case everywhere, ids given by the application and never by the database.</summary>
internal static class Conventions
{
    public static void Apply(ModelBuilder builder)
    {
        foreach (var entity in builder.Model.GetEntityTypes())
        {
            GivenKeys(entity);
            if (!entity.IsOwned() && entity.GetTableName() is { } table)
            {
                entity.SetTableName(SnakeCase(table.StartsWith("AspNetUser", StringComparison.Ordinal)
                    ? string.Concat("Account", table.AsSpan("AspNetUser".Length))
                    : table));
            }
        }

        foreach (var entity in builder.Model.GetEntityTypes())
        {
            NameColumns(entity, string.Empty);

            foreach (var key in entity.GetKeys())
            {
                key.SetName(SnakeCase(key.GetName() ?? string.Empty));
            }

            foreach (var foreignKey in entity.GetForeignKeys())
            {
                foreignKey.SetConstraintName(SnakeCase(foreignKey.GetConstraintName() ?? string.Empty));
            }

            foreach (var index in entity.GetIndexes())
            {
                index.SetDatabaseName(SnakeCase(index.GetDatabaseName() ?? string.Empty));
            }
        }
    }

    /// <summary>Parts without a key of their own lie in the owner's table under the name of the part: <c>deadline_due_date</c>.</summary>
    private static void NameColumns(IMutableTypeBase type, string prefix)
    {
        foreach (var property in type.GetProperties())
        {
            property.SetColumnName(SnakeCase(prefix + property.GetColumnName()));
        }

        foreach (var part in type.GetComplexProperties())
        {
            NameColumns(part.ComplexType, prefix + part.Name);
        }
    }

    /// <summary><c>DueAt</c> becomes <c>due_at</c>, <c>PK_DueWork</c> becomes <c>pk_due_work</c>.</summary>
    internal static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            var startsWord = char.IsUpper(c) && i > 0 && name[i - 1] != '_'
                && (char.IsLower(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (startsWord)
            {
                text.Append('_');
            }

            text.Append(char.ToLower(c, CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    /// <summary>
    /// A generated key would split a commit in two batches (the second waits for the value) and make EF take a new entity with
    /// a given id for an old one. Only the outbox position, which nothing refers to, comes from the database.
    /// </summary>
    private static void GivenKeys(IMutableEntityType entity)
    {
        foreach (var property in entity.FindPrimaryKey()?.Properties ?? [])
        {
            if (property.ClrType == typeof(Guid) && !entity.ClrType.Namespace!.StartsWith("Microsoft.", StringComparison.Ordinal))
            {
                property.ValueGenerated = ValueGenerated.Never;
            }
        }
    }
}
