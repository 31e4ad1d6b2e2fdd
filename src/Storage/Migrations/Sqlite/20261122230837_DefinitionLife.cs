using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DirectiveFlow.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DefinitionLife : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "description",
                table: "workflow_definitions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_deleted",
                table: "workflow_definitions",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "is_frozen",
                table: "workflow_definitions",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "is_readonly",
                table: "workflow_definitions",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "is_system",
                table: "workflow_definitions",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<bool>(
                name: "is_usable_as_activity",
                table: "workflow_definitions",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "published_at",
                table: "workflow_definitions",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "published_by",
                table: "workflow_definitions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "saved_at",
                table: "workflow_definitions",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "saved_by",
                table: "workflow_definitions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "search_key",
                table: "workflow_definitions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "tool_version",
                table: "workflow_definitions",
                type: "TEXT",
                nullable: true);

            // Until now every stored version was published.
            migrationBuilder.Sql("""
                update workflow_definitions set is_frozen = true, saved_at = created_at,
                    search_key = substr(lower(coalesce(name, '') || ' ' || definition_id || ' ' || id), 1, 600)
                """);

            migrationBuilder.CreateTable(
                name: "workflow_definition_events",
                columns: table => new
                {
                    definition_id = table.Column<string>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    action = table.Column<string>(type: "TEXT", nullable: false),
                    version_id = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    content_hash = table.Column<string>(type: "TEXT", nullable: false),
                    actor = table.Column<string>(type: "TEXT", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_workflow_definition_events", x => new { x.definition_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "workflow_definition_references",
                columns: table => new
                {
                    version_id = table.Column<string>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    definition_id = table.Column<string>(type: "TEXT", nullable: false),
                    target_definition_id = table.Column<string>(type: "TEXT", nullable: false),
                    target_version_id = table.Column<string>(type: "TEXT", nullable: true),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    activity_id = table.Column<string>(type: "TEXT", nullable: false),
                    path = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_workflow_definition_references", x => new { x.version_id, x.number });
                });

            migrationBuilder.CreateIndex(
                name: "ix_workflow_definitions_search_key",
                table: "workflow_definitions",
                column: "search_key",
                filter: "is_latest");

            migrationBuilder.CreateIndex(
                name: "ix_workflow_definition_references_definition_id",
                table: "workflow_definition_references",
                column: "definition_id");

            migrationBuilder.CreateIndex(
                name: "ix_workflow_definition_references_target_definition_id",
                table: "workflow_definition_references",
                column: "target_definition_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "workflow_definition_events");

            migrationBuilder.DropTable(
                name: "workflow_definition_references");

            migrationBuilder.DropIndex(
                name: "ix_workflow_definitions_search_key",
                table: "workflow_definitions");

            migrationBuilder.DropColumn(
                name: "description",
                table: "workflow_definitions");

            migrationBuilder.DropColumn(
                name: "is_deleted",
                table: "workflow_definitions");

            migrationBuilder.DropColumn(
                name: "is_frozen",
                table: "workflow_definitions");

            migrationBuilder.DropColumn(
                name: "is_readonly",
                table: "workflow_definitions");

            migrationBuilder.DropColumn(
                name: "is_system",
                table: "workflow_definitions");

            migrationBuilder.DropColumn(
                name: "is_usable_as_activity",
                table: "workflow_definitions");

            migrationBuilder.DropColumn(
                name: "published_at",
                table: "workflow_definitions");

            migrationBuilder.DropColumn(
                name: "published_by",
                table: "workflow_definitions");

            migrationBuilder.DropColumn(
                name: "saved_at",
                table: "workflow_definitions");

            migrationBuilder.DropColumn(
                name: "saved_by",
                table: "workflow_definitions");

            migrationBuilder.DropColumn(
                name: "search_key",
                table: "workflow_definitions");

            migrationBuilder.DropColumn(
                name: "tool_version",
                table: "workflow_definitions");
        }
    }
}
