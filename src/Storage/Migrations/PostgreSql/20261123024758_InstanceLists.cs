using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DirectiveFlow.Storage.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class InstanceLists : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterDatabase()
                .Annotation("Npgsql:PostgresExtension:pg_trgm", ",,");

            migrationBuilder.AddColumn<string>(
                name: "search_key",
                table: "workflow_instances",
                type: "text",
                nullable: true);

            // Instances of before are found, too: lower case, without marks, đ as d.
            migrationBuilder.Sql(
                """
                update workflow_instances
                set search_key = left(replace(regexp_replace(normalize(lower(concat_ws(' ', name, correlation_id)), NFD), '[\u0300-\u036f]', '', 'g'), 'đ', 'd'), 600)
                where name is not null or correlation_id is not null;
                """);

            migrationBuilder.CreateIndex(
                name: "ix_workflow_instances_definition_id_created_at",
                table: "workflow_instances",
                columns: new[] { "definition_id", "created_at" })
                .Annotation("Npgsql:IndexInclude", new[] { "sub_status" });

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
                name: "ix_workflow_instances_search_key",
                table: "workflow_instances",
                column: "search_key")
                .Annotation("Npgsql:IndexMethod", "gin")
                .Annotation("Npgsql:IndexOperators", new[] { "gin_trgm_ops" });

            migrationBuilder.CreateIndex(
                name: "ix_workflow_instances_sub_status_created_at",
                table: "workflow_instances",
                columns: new[] { "sub_status", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_journal_at",
                table: "journal",
                column: "at")
                .Annotation("Npgsql:IndexMethod", "brin");
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
                name: "ix_workflow_instances_search_key",
                table: "workflow_instances");

            migrationBuilder.DropIndex(
                name: "ix_workflow_instances_sub_status_created_at",
                table: "workflow_instances");

            migrationBuilder.DropIndex(
                name: "ix_journal_at",
                table: "journal");

            migrationBuilder.DropColumn(
                name: "search_key",
                table: "workflow_instances");

            migrationBuilder.AlterDatabase()
                .OldAnnotation("Npgsql:PostgresExtension:pg_trgm", ",,");
        }
    }
}
