using System.Globalization;
using System.Text;
using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Labels;
using DirectiveFlow.Directives.Organization;

namespace DirectiveFlow.Directives.Tests;

/// <summary>docs/lifecycles.md is rendered from the tables; it cannot tell another story than the code.</summary>
public sealed class LifecycleDocumentTests
{
    [Fact]
    public void The_documented_lifecycles_are_the_tables()
    {
        var path = Path.Combine(Repository(), "docs", "lifecycles.md");
        var expected = Render();
        var written = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        if (!string.Equals(expected, written, StringComparison.Ordinal))
        {
            var proposal = Path.Combine(AppContext.BaseDirectory, "lifecycles.md");
            File.WriteAllText(proposal, expected);
            Assert.Fail($"docs/lifecycles.md differs from the tables; copy {proposal} over it.");
        }
    }

    private static string Render()
    {
        var text = new StringBuilder();
        text.Append(
            """
            # Lifecycles

            Rendered from `DirectiveTransitions.Table` and `AssignmentTransitions.Table`, the tables the program itself runs on;
            a test keeps this page equal to them. A refused action answers with the rule in the first column and a stable
            code. Unit heads (`leadHead`, `coordHead`) and officers act within their own unit only.

            ## Directive

            | Rule | From | Action | To | Vietnamese | Who |
            |---|---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var t in DirectiveTransitions.Table)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"| {t.Rule} | {t.From?.ToString() ?? "-"} | `{ActionIds.Of(t.Action)}` | {t.To} | {t.Name.Vi} | {string.Join(", ", t.Who)} |\n");
        }

        text.Append("\n## Assignment\n\n| Rule | From | Action | To | Vietnamese | Who | Refused by | Effect |\n|---|---|---|---|---|---|---|---|\n");
        foreach (var group in AssignmentTransitions.Table.Where(t => t.Available).GroupBy(t => (t.Rule, t.Action, t.To)))
        {
            var t = group.First();
            var from = string.Join(", ", group.Select(g => g.From?.ToString() ?? "-"));
            var guards = string.Join(", ", t.Guards.Select(g => $"`{g.Code}`"));
            text.Append(CultureInfo.InvariantCulture,
                $"| {t.Rule} | {from} | `{ActionIds.Of(t.Action)}` | {t.To} | {t.Name.Vi} | {string.Join(", ", t.Who)} | {guards} | {t.Effect} |\n");
        }

        text.Append("\nDeclared by the process and not offered yet: ");
        text.AppendJoin(", ", AssignmentTransitions.Table.Where(t => !t.Available)
            .Select(t => $"{t.Rule} `{ActionIds.Of(t.Action)}`").Distinct(StringComparer.Ordinal));
        text.Append(".\n\n## Names on screen\n\n| State | Vietnamese | English |\n|---|---|---|\n");
        foreach (var state in Enum.GetValues<DirectiveState>())
        {
            Name(state.ToString(), DirectiveLabels.Of(state));
        }

        foreach (var state in Enum.GetValues<AssignmentState>())
        {
            Name(state.ToString(), AssignmentLabels.Of(state));
        }

        text.Append("\n| Role | Vietnamese | English |\n|---|---|---|\n");
        foreach (var role in Roles.All)
        {
            Name($"`{role}`", RoleLabels.Of(role));
        }

        return text.ToString();

        void Name(string id, Label label) =>
            text.Append(CultureInfo.InvariantCulture, $"| {id} | {label.Vi} | {label.En} |\n");
    }

    private static string Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Workflow.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("No folder above the tests holds Workflow.sln.");
    }
}
