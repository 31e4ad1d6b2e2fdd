using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace DirectiveFlow.Storage.Steps;

/// <summary>Table, columns and conversions of one entity type as the model has them, for statements with positional parameters.</summary>
internal sealed class RowShape
{
    private static readonly ConcurrentDictionary<IEntityType, RowShape> s_shapes = [];
    private static readonly NpgsqlCommand s_maker = new();
    private readonly string _table;
    private readonly List<Column> _columns;
    private readonly List<Column> _keys;
    private readonly string _insert;

    private RowShape(IEntityType type)
    {
        _table = type.GetTableName()!;
        var table = StoreObjectIdentifier.Table(_table);
        _columns = [.. type.GetProperties().Select(property => new Column(property, property.GetColumnName(table)!))];
        _keys = [.. _columns.Where(column => column.Property.IsPrimaryKey())];
        _insert = $"insert into {_table} ({string.Join(", ", _columns.Select(column => column.Name))}) values ";
    }

    public static RowShape Of(IEntityType type) => s_shapes.GetOrAdd(type, static added => new RowShape(added));

    /// <param name="holds">A condition; where it is false the first key column is null, so that the statement fails. Null: none.</param>
    public string Insert(IEnumerable<EntityEntry> rows, NpgsqlParameterCollection parameters, string? holds = null)
    {
        var text = new StringBuilder(_insert);
        foreach (var row in rows)
        {
            text.Append(text.Length == _insert.Length ? "(" : ", (").AppendJoin(", ", _columns.Select(column =>
                holds is not null && column == _keys[0] ? $"case when {holds} then {column.Add(row, parameters)} end" : column.Add(row, parameters))).Append(')');
        }

        return text.ToString();
    }

    public string Delete(IEnumerable<EntityEntry> rows, NpgsqlParameterCollection parameters) =>
        $"delete from {_table} where {string.Join(" or ", rows.Select(row => Where(row, parameters)))}";

    public string Update(EntityEntry row, NpgsqlParameterCollection parameters)
    {
        var changes = _columns.Where(column => !column.Property.IsPrimaryKey() && row.Property(column.Property).IsModified)
            .Select(column => $"{column.Name} = {column.Add(row, parameters)}").ToList();
        return $"update {_table} set {string.Join(", ", changes)} where {Where(row, parameters)}";
    }

    private string Where(EntityEntry row, NpgsqlParameterCollection parameters) =>
        string.Join(" and ", _keys.Select(key => $"{key.Name} = {key.Add(row, parameters)}"));

    private sealed class Column(IProperty property, string name)
    {
        private readonly RelationalTypeMapping _mapping = property.GetRelationalTypeMapping();

        public IProperty Property => property;

        public string Name => name;

        /// <summary>Adds the row's value as the next parameter; answers how the text names it.</summary>
        public string Add(EntityEntry row, NpgsqlParameterCollection parameters)
        {
            var parameter = (NpgsqlParameter)_mapping.CreateParameter(s_maker, string.Empty, Value(row), property.IsNullable);
            parameter.ParameterName = string.Empty;
            parameters.Add(parameter);
            return string.Create(CultureInfo.InvariantCulture, $"${parameters.Count}");
        }

        private object? Value(EntityEntry row) =>
            property.IsShadowProperty() ? row.Property(property).CurrentValue : property.GetGetter().GetClrValue(row.Entity);
    }
}
