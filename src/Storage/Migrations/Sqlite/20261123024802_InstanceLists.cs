using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DirectiveFlow.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class InstanceLists : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "search_key",
                table: "workflow_instances",
                type: "TEXT",
                nullable: true);

            // Instances of before are found by words without marks.
            migrationBuilder.Sql(
                """
                update workflow_instances
                set search_key = lower(trim(coalesce(name, '') || ' ' || coalesce(correlation_id, '')))
                where name is not null or correlation_id is not null;
                """);

            migrationBuilder.CreateIndex(
                name: "ix_workflow_instances_definition_id_created_at",
                table: "workflow_instances",
                columns: new[] { "definition_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_workflow_instances_finished_at",
                table: "workflow_instances",
                column: "finished_at",
                filter: "finished_at is not null");

            migrationBuilder.CreateIndex(
                name: "ix_workflow_instances_incidents",
                table: "workflow_instances",
                column: "created_at",
                filter: "incident_count > 0");

            migrationBuilder.CreateIndex(
                name: "ix_workflow_instances_name",
                table: "workflow_instances",
                column: "name",
                filter: "name is not null");

            migrationBuilder.CreateIndex(
                name: "ix_workflow_instances_running",
                table: "workflow_instances",
                column: "created_at",
                filter: "status = 'Running'");

            migrationBuilder.CreateIndex(
                name: "ix_workflow_instances_sub_status_created_at",
                table: "workflow_instances",
                columns: new[] { "sub_status", "created_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_workflow_instances_definition_id_created_at",
                table: "workflow_instances");

            migrationBuilder.DropIndex(
                name: "ix_workflow_instances_finished_at",
                table: "workflow_instances");

            migrationBuilder.DropIndex(
                name: "ix_workflow_instances_incidents",
                table: "workflow_instances");

            migrationBuilder.DropIndex(
                name: "ix_workflow_instances_name",
                table: "workflow_instances");

            migrationBuilder.DropIndex(
                name: "ix_workflow_instances_running",
                table: "workflow_instances");

            migrationBuilder.DropIndex(
                name: "ix_workflow_instances_sub_status_created_at",
                table: "workflow_instances");

            migrationBuilder.DropColumn(
                name: "search_key",
                table: "workflow_instances");
        }
    }
}
