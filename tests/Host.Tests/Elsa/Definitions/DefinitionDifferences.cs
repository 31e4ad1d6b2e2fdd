using System.Text.RegularExpressions;
using DirectiveFlow.Host.Tests.Elsa.Instances;

namespace DirectiveFlow.Host.Tests.Elsa.Definitions;

/// <summary>Where our answers differ from the recorded ones, and why.</summary>
internal static class DefinitionDifferences
{
    public static readonly IReadOnlyList<InstanceDifferences.Difference> Listed =
    [
        new("001 002 003", @"clrType: missing here$|customProperties\.Type: missing here$", "Descriptors name no class of a program."),
        new("001 002 003", @"\.ports: \d items there, \d here$", "This Studio draws only ports it is told: the port on which an ordinary activity ends is told too."),
        new("001", @"isSensitive: false there, true here$", "Headers and keys of a request are secret."),
        new("001", @"no Elsa\.(\w*Alteration\w*|RunCSharp|Inline|Workflows\.[\w.]+) here$", "Activities of Elsa's own alterations, of C#, and classes that stand for others; see docs/control-flow.md."),
        new("001", @"(DirectiveFlow\.\w+|Elsa\.StateMachine) only here$|^\$\.count: ", "Our own activities, and one of the newer Elsa."),
        new("001", @"uiSpecifications\.(singleline|Refresh): missing here$", "Paths of workflows over HTTP are below one fixed prefix; nothing is asked for again."),
        new("004 015 018 038 045 047 183 186 188", @"^\$: Null there, Object here$", "A refusal of ours says why, as a problem document."),
        new("024", @"users: 0 items there", "Here the users are the accounts of the product."),
        new("025", @"roles: 0 items there", "Here the roles are those of the product."),
        new("029", @"^status: 201 there, 405 here$|(missing|only) here$", "Definitions bear no labels here; the list of labels is empty."),
        new("005", @"no (Delegate|CSharp) here|(Output|Python) only here|\$\.count: ", "C# is not run here; see the table of activities in docs. Delegates are no data."),
        new("006", @"no (Stream|Route|Http|Form|Download|Elsa\.)|\.description: ", "Variables are data; streams and objects of a request are none. Descriptions are in our words."),
        new("008 009 012", @"\.description: ", "Descriptions are in our words."),
        new("010 011", @"items: |count: ", "A step is committed whole, after it has run; there is no strategy to choose."),
        new("013", @"items: no |\$\.count: ", "Only features that this service has."),
        new("033 048", @"activities\[5\]\.taskId: missing here$", "An output that nobody bound is left out."),
        new("040", @"isArray: only here$|stringData: |savedBy: only here$|publishedBy: only here$", "Spelling of the text; who saved and published is told too."),
        new("043", @"^status: 500 there, 400 here$|^\$: Null", "A word that is none of Elsa's is the caller's mistake."),
        new("049", @"^status: 500 there, 200 here$|^\$: Null", "Without a parent the whole workflow is meant."),
        new("050", @"\$\.children: only here$", "What is in the container, which the newer Studio asks for."),
        new("052", @"count: 5 there, 4 here", "Elsa counts a workflow of its own; alterations are none here."),
        new("063", @"only here$", "The row is told as in lists."),
        new("071", @"nodeId: missing here$|autoUpdateConsumingWorkflows: missing here$|branches\.typeName: ", "A file has the bytes that its author saved."),
        new("072", @"binaryBytes", "Sizes of packages."),
        new("076", @"^status: 201 there, 400 here$|(missing|only) here$", "What is no definition is refused; Elsa makes an empty workflow of it."),
        new("077", @"^status: 200 there, 400 here$|(missing|only) here$|content type", "A definition with an unknown activity is kept as a draft, not published."),
        new("081", @"^\$\.\$text: ", "Types that scripts really see here; no classes of .NET."),
        new("079", @"customProperties\.source: missing here$", "A place in Elsa's source."),
    ];

    public static InstanceDifferences.Difference? Find(string number, string difference) => Listed.FirstOrDefault(d =>
        (d.Numbers is "*" || d.Numbers.Split(' ').Contains(number, StringComparer.Ordinal))
        && Regex.IsMatch(difference, d.Pattern, RegexOptions.None, TimeSpan.FromSeconds(1)));
}
