using System.Text.RegularExpressions;

namespace DirectiveFlow.Engine.Tests.Conformance;

/// <summary>Where our catalogue differs from a real server's on purpose: each with its reason.</summary>
internal static partial class CatalogueDifferences
{
    private static readonly (Regex Difference, string Reason)[] s_list =
    [
        (ClrTypes(), "CLR types of Elsa's own assemblies; a client needs the type name only."),
        (Secrets(), "Credentials are marked as secret here: they never reach journal or log. Elsa shows and stores them."),
        (BaseUrl(), "The address of the recorded server; the host that serves the designer adds its own."),
        (CSharp(), "C# is code of the host: a definition that contains it would run anything. Kept, shown, refused on publication."),
        (Machinery(), "Elsa's own machinery for alterations and for activities made in code, which no definition can carry; alterations are a service of the engine here."),
        (StateMachine(), "Of newer Elsa versions than the recorded one."),
    ];

    public static bool Explain(string difference) => Array.Exists(s_list, d => d.Difference.IsMatch(difference));

    [GeneratedRegex(@"\.clrType: only there$|\.customProperties\.Type: only there$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ClrTypes();

    [GeneratedRegex(@"\.inputs\.(Authorization|RequestHeaders)\.isSensitive:", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Secrets();

    [GeneratedRegex(@"^Elsa\.HttpEndpoint\.inputs\.Path\.uiSpecifications\.", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BaseUrl();

    [GeneratedRegex(@"^Elsa\.RunCSharp: absent here$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CSharp();

    [GeneratedRegex(@"^Elsa\.(\w*Alteration\w*|Inline|Workflows\.Activities\.DynamicActivity|Workflows\.Management\.Activities\.HostMethod\.HostMethodActivity): absent here$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Machinery();

    [GeneratedRegex(@"^Elsa\.(StateMachine|State|Transition): not in the record$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StateMachine();
}
