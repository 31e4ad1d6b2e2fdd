using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DirectiveFlow.Storage.Migrations.Sqlite;

/// <summary>
/// A number that rises with every change of a unit or a person, in the change's own transaction: what snapshots of the organisation in
/// a host's memory are checked with. Triggers, so that no way of changing can forget it.
/// </summary>
[DbContext(typeof(SqliteFlowDbContext))]
[Migration("20261123010000_OrganizationStamp")]
internal sealed class OrganizationStamp : Migration
{
    private static readonly string[] s_tables = ["units", "persons"];
    private static readonly string[] s_changes = ["insert", "update", "delete"];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("create table organization_stamp (version integer not null)");
        migrationBuilder.Sql("insert into organization_stamp values (1)");
        foreach (var (table, change) in Triggers())
        {
            migrationBuilder.Sql(
                $"create trigger {table}_{change}_stamp after {change} on {table} begin update organization_stamp set version = version + 1; end");
        }
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        foreach (var (table, change) in Triggers())
        {
            migrationBuilder.Sql($"drop trigger {table}_{change}_stamp");
        }

        migrationBuilder.Sql("drop table organization_stamp");
    }

    private static IEnumerable<(string Table, string Change)> Triggers() =>
        s_tables.SelectMany(table => s_changes.Select(change => (table, change)));
}
