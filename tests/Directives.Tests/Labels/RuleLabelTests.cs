using System.Text;
using DirectiveFlow.Directives.Labels;
using DirectiveFlow.Directives.Reading;
using DirectiveFlow.Directives.Reading.Examples;

namespace DirectiveFlow.Directives.Tests.Labels;

public sealed class RuleLabelTests
{
    [Fact]
    public void Every_rule_that_reads_something_in_the_examples_is_told_in_both_languages()
    {
        var used = ReadingExample.Shipped.SelectMany(example =>
        {
            var reading = DirectiveReader.Read(example.Text, example.Context);
            return reading.Documents.Cast<ReadItem>().Concat(reading.Deadlines).Concat(reading.TaskGroups).Concat(reading.Assignments)
                .Concat(reading.Assignments.Select(assignment => assignment.Due).OfType<ReadItem>()).Append(reading.SelfDocument).OfType<ReadItem>();
        }).Select(item => item.Rule).ToHashSet(StringComparer.Ordinal);

        Assert.True(used.Count > 20);
        Assert.All(used, rule => Assert.Contains(rule, RuleLabels.Known));
    }

    [Fact]
    public void Words_of_rules_are_in_NFC_and_an_unknown_rule_keeps_its_name()
    {
        Assert.All(RuleLabels.Known.Select(RuleLabels.Of), label => Assert.True(label.Vi.IsNormalized(NormalizationForm.FormC) && label.Vi.Length > 5 && label.En.Length > 5));
        Assert.Equal(new Label("later.rule", "later.rule"), RuleLabels.Of("later.rule"));
    }
}
