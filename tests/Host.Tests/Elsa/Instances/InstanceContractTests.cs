namespace DirectiveFlow.Host.Tests.Elsa.Instances;

/// <summary>Every endpoint of the instance side answers as a real Elsa server did, but for the differences listed with their reasons.</summary>
[Trait("Needs", "shared")]
public sealed class InstanceContractTests(InstanceJourney journey) : IClassFixture<InstanceJourney>
{
    /// <summary>165 to 167 are files of instances, which have tests of their own.</summary>
    private static readonly string[] s_numbers = [.. Enumerable.Range(83, 102).Except([165, 166, 167])
        .Select(n => n.ToString("000", System.Globalization.CultureInfo.InvariantCulture))];

    public static TheoryData<string> Recordings => [.. s_numbers];

    [Theory]
    [MemberData(nameof(Recordings))]
    public void The_answer_is_the_recorded_one_but_for_listed_differences(string number)
    {
        Assert.SkipUnless(RecordedAnswer.Exist, TestServers.Places.SharedFolder.WhyAbsent);

        var unlisted = Differences(number).Where(d => InstanceDifferences.Find(number, d) is null).ToList();

        Assert.True(unlisted.Count == 0, string.Join('\n', unlisted));
    }

    [Fact]
    public void Every_listed_difference_is_still_one()
    {
        Assert.SkipUnless(RecordedAnswer.Exist, TestServers.Places.SharedFolder.WhyAbsent);

        var met = s_numbers.SelectMany(n => Differences(n).Select(d => InstanceDifferences.Find(n, d))).ToHashSet();

        Assert.Empty(InstanceDifferences.Listed.Where(d => !met.Contains(d)).Select(d => d.Pattern));
    }

    [Fact]
    public void An_execution_says_in_its_headers_which_instance_it_made()
    {
        Assert.SkipUnless(RecordedAnswer.Exist, TestServers.Places.SharedFolder.WhyAbsent);

        foreach (var number in new[] { "083", "084", "085", "086", "087" })
        {
            var headers = journey.Answers[number].Headers;

            Assert.Equal("False", headers["x-elsa-workflow-cannot-start"]);
            Assert.Equal(journey.Answers[number].Body.GetProperty("workflowState").GetProperty("id").GetString(), headers["x-elsa-workflow-instance-id"]);
            Assert.Equal(number is "087", !headers.ContainsKey("x-elsa-response"));
        }
    }

    private List<string> Differences(string number)
    {
        var (recorded, ours) = (RecordedAnswer.Of(number), journey.Answers[number]);
        List<string> differences = recorded.Status == ours.Status ? [] : [$"status: {recorded.Status} there, {ours.Status} here"];
        if (recorded.ContentType is { } type && !string.Equals(type, ours.ContentType, StringComparison.Ordinal) && recorded.Status == ours.Status)
        {
            differences.Add($"content type: {type} there, {ours.ContentType} here");
        }

        differences.AddRange(AnswerComparer.Differences(recorded.Body, ours.Body));
        return differences;
    }
}
