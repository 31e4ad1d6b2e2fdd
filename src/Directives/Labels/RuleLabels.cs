using System.Collections.Frozen;
using DirectiveFlow.Directives.Reading;

namespace DirectiveFlow.Directives.Labels;

/// <summary>What a person is told of a rule of the reader: the data file <c>rules</c>.</summary>
public static class RuleLabels
{
    private static readonly FrozenDictionary<string, Label> Labels = RuleData.Load("rules").List()
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
        .ToFrozenDictionary(parts => parts[0], parts => new Label(parts[1], parts[2]), StringComparer.Ordinal);

    /// <summary>Names of all rules that have words.</summary>
    public static IReadOnlyCollection<string> Known => Labels.Keys;

    /// <summary>The rule's own name where it has no words: a reading kept from a later program.</summary>
    public static Label Of(string rule) => Labels.TryGetValue(rule, out var label) ? label : new Label(rule, rule);
}
