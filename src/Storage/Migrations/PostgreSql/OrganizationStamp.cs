using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DirectiveFlow.Storage.Migrations.PostgreSql;

/// <summary>
/// A number that rises with every change of a unit or a person, in the change's own transaction: what snapshots of the organisation in
/// the hosts' memory are checked with. Triggers, so that no way of changing can forget it. Instances are rewritten by every step, so
/// their pages keep room for the next version beside the old one.
/// </summary>
[DbContext(typeof(PostgreSqlFlowDbContext))]
[Migration("20261123010000_OrganizationStamp")]
internal sealed class OrganizationStamp : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        create table organization_stamp (version bigint not null);
        insert into organization_stamp values (1);
        create function raise_organization_stamp() returns trigger language plpgsql as
            'begin update organization_stamp set version = version + 1; return null; end';
        create trigger raise_organization_stamp after insert or update or delete or truncate on units
            for each statement execute function raise_organization_stamp();
        create trigger raise_organization_stamp after insert or update or delete or truncate on persons
            for each statement execute function raise_organization_stamp();
        alter table workflow_instances set (fillfactor = 70);
        """);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("""
        alter table workflow_instances reset (fillfactor);
        drop trigger raise_organization_stamp on persons;
        drop trigger raise_organization_stamp on units;
        drop function raise_organization_stamp();
        drop table organization_stamp;
        """);
}
