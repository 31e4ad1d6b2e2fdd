using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace DirectiveFlow.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DefinitionLists : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_workflow_definitions_listed",
                table: "workflow_definitions",
                column: "search_key",
                filter: "not is_deleted");

            migrationBuilder.CreateIndex(
                name: "ix_workflow_definitions_published",
                table: "workflow_definitions",
                column: "search_key",
                filter: "is_published");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_workflow_definitions_listed",
                table: "workflow_definitions");

            migrationBuilder.DropIndex(
                name: "ix_workflow_definitions_published",
                table: "workflow_definitions");
        }
    }
}
