using System.Text.RegularExpressions;

namespace DirectiveFlow.Host.Tests.Elsa.Instances;

/// <summary>Where our answers differ from the recorded ones, and why.</summary>
internal static class InstanceDifferences
{
    /// <param name="Numbers">Numbers of recordings with blanks between, or * for all.</param>
    /// <param name="Pattern">Of the line that <see cref="AnswerComparer"/> writes.</param>
    internal sealed record Difference(string Numbers, string Pattern, string Why);

    public static readonly IReadOnlyList<Difference> Listed =
    [
        new("*", @"\._type: missing here$", "A mark of Elsa's own serializer; nobody reads it."),
        new("*", @"\.properties\.CurrentIndex: missing here$", "Private bookkeeping of Elsa's sequence; ours keeps none under that name."),
        new("086 092 141", @"bookmarks\[0\]\.hash: ", "The hash of a delay covers its time, that of a task its id: each run has another one."),
        new("088 091 129 131 183", @"^\$: Null there, Object here$", "A refusal of ours says why, as a problem document."),
        new("085 108", @"Variables\.(amountVariable: missing|va: only) here$|dynamicVariables: 1 items there, 0 here$",
            "Elsa makes a second variable beside the declared one that is given at the start; here the declared one gets the value."),
        new("112", @"^status: 500 there, 200 here$|^\$: Null there, Object here$", "Elsa fails on the second variable it made; we answer."),
        new("087 116 122 178", @"exception\.(type|message): |exception\.innerException: missing here$|incidents\[0\]\.message: ",
            "The words and types of an error are those of whoever raised it."),
        new("118 119", @"\.message: |payload\.(exception: |message: |source: missing|data: missing|innerException: missing)", "The same, in the journal."),
        new("125 138 147", @"items\[0\]\.outputs: missing here$",
            "Outputs are kept where the definition binds them, when they are set; those of the workflow are in its state, which no list of runs reads."),
        new("132", @"activityExecutionContexts\[[12]\]", "Open runs are told innermost first, always; Elsa changes the order of the outer ones after a resume."),
        new("164", @"^status: 200 there, 400 here$|: (missing|only) here$", "What a finished instance left behind is not changed any more."),
        new("169", @"activityExecutionContexts|executionLogSequence: ",
            "Elsa leaves open runs of a cancelled instance as running and writes nothing to its journal; here they are cancelled, in the journal too."),
        new("173", @"logEntries\[0\]\.message: ", "The reason is in our words."),
        new("176", @"\.jobs\[0\]\.(status|log)", "Elsa cancels what has failed already and calls it a success; here a plan says that there was nothing to cancel."),
        new("178", @"completionCallbacks: 0 items there, 2 here$|activityExecutionContexts\[[02]\]|executionLogSequence: 8 there, 9 here$",
            "Open runs are told innermost first, with the callbacks they still have; a retry is an entry of the journal."),
        new("178", @"^\$\.incidentCount: 1 there, 2 here$", "Each failure is an incident of its own; the first was closed by the retry."),
    ];

    public static Difference? Find(string number, string difference) => Listed.FirstOrDefault(d =>
        (d.Numbers is "*" || d.Numbers.Split(' ').Contains(number, StringComparer.Ordinal))
        && Regex.IsMatch(difference, d.Pattern, RegexOptions.None, TimeSpan.FromSeconds(1)));
}
