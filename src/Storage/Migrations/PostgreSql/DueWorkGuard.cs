using DirectiveFlow.Storage.Database;
using DirectiveFlow.Storage.DueWork;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace DirectiveFlow.Storage.Migrations.PostgreSql;

/// <summary>
/// Ties the guard of a completion to its due row (docs/decisions: One commit per step). By hand, because the model does not know it.
/// </summary>
[DbContext(typeof(PostgreSqlFlowDbContext))]
[Migration("20261123000000_DueWorkGuard")]
internal sealed class DueWorkGuard : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddForeignKey(
        name: DueWorkMapping.GuardConstraint,
        table: "due_work_guards",
        column: "id",
        principalTable: "due_work",
        principalColumn: "id",
        onDelete: ReferentialAction.Cascade);

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.DropForeignKey(DueWorkMapping.GuardConstraint, "due_work_guards");
}
