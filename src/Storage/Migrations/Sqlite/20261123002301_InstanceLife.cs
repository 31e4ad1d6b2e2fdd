using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DirectiveFlow.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class InstanceLife : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "held_by",
                table: "workflow_instances",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "closed_at",
                table: "incidents",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "closed_by",
                table: "incidents",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "context_id",
                table: "incidents",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "resolution",
                table: "incidents",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "activation_slots",
                columns: table => new
                {
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    instance_id = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_activation_slots", x => x.key);
                });

            migrationBuilder.CreateTable(
                name: "alteration_jobs",
                columns: table => new
                {
                    plan_id = table.Column<string>(type: "TEXT", nullable: false),
                    instance_id = table.Column<string>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", nullable: false),
                    log = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alteration_jobs", x => new { x.plan_id, x.instance_id });
                });

            migrationBuilder.CreateTable(
                name: "alteration_plans",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: true),
                    alterations = table.Column<string>(type: "TEXT", nullable: false),
                    filter = table.Column<string>(type: "TEXT", nullable: false),
                    status = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    created_by = table.Column<string>(type: "TEXT", nullable: false),
                    completed_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_alteration_plans", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_workflow_instances_correlation_id",
                table: "workflow_instances",
                column: "correlation_id",
                filter: "correlation_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_workflow_instances_parent_instance_id",
                table: "workflow_instances",
                column: "parent_instance_id",
                filter: "parent_instance_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_incidents_at",
                table: "incidents",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_alteration_plans_created_at",
                table: "alteration_plans",
                column: "created_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "activation_slots");

            migrationBuilder.DropTable(
                name: "alteration_jobs");

            migrationBuilder.DropTable(
                name: "alteration_plans");

            migrationBuilder.DropIndex(
                name: "ix_workflow_instances_correlation_id",
                table: "workflow_instances");

            migrationBuilder.DropIndex(
                name: "ix_workflow_instances_parent_instance_id",
                table: "workflow_instances");

            migrationBuilder.DropIndex(
                name: "ix_incidents_at",
                table: "incidents");

            migrationBuilder.DropColumn(
                name: "held_by",
                table: "workflow_instances");

            migrationBuilder.DropColumn(
                name: "closed_at",
                table: "incidents");

            migrationBuilder.DropColumn(
                name: "closed_by",
                table: "incidents");

            migrationBuilder.DropColumn(
                name: "context_id",
                table: "incidents");

            migrationBuilder.DropColumn(
                name: "resolution",
                table: "incidents");
        }
    }
}
