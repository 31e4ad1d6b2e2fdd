using System.Text.Json;
using System.Text.Json.Nodes;
using DirectiveFlow.Host.Tests.Elsa.Instances;

namespace DirectiveFlow.Host.Tests.Elsa.Definitions;

/// <summary>Every endpoint of the definition side answers as a real Elsa server did, but for the differences listed with their reasons.</summary>
[Trait("Needs", "shared")]
public sealed class DefinitionContractTests(DefinitionJourney journey) : IClassFixture<DefinitionJourney>
{
    public static TheoryData<string> Recordings => [.. DefinitionJourney.Numbers.Select(n => n.ToString("000", System.Globalization.CultureInfo.InvariantCulture))];

    [Theory]
    [MemberData(nameof(Recordings))]
    public void The_answer_is_the_recorded_one_but_for_listed_differences(string number)
    {
        Assert.SkipUnless(RecordedAnswer.Exist, TestServers.Places.SharedFolder.WhyAbsent);

        var unlisted = Differences(number).Where(d => DefinitionDifferences.Find(number, d) is null).ToList();

        Assert.True(unlisted.Count == 0, string.Join('\n', unlisted));
    }

    [Fact]
    public void Every_listed_difference_is_still_one()
    {
        Assert.SkipUnless(RecordedAnswer.Exist, TestServers.Places.SharedFolder.WhyAbsent);

        var met = Recordings.SelectMany(row => Differences(row.Data).Select(d => DefinitionDifferences.Find(row.Data, d))).ToHashSet();

        Assert.Empty(DefinitionDifferences.Listed.Where(d => !met.Contains(d)).Select(d => d.Pattern));
    }

    private List<string> Differences(string number)
    {
        var (status, type, recorded, own) = journey.Answers[number];
        List<string> differences = status == own.Status ? [] : [$"status: {status} there, {own.Status} here"];
        if (type is not null && status == own.Status && !string.Equals(type, own.ContentType, StringComparison.Ordinal))
        {
            differences.Add($"content type: {type} there, {own.ContentType} here");
        }

        var (there, here) = Aligned(recorded, own.Body, differences);
        differences.AddRange(AnswerComparer.Differences(there, here));
        return differences;
    }

    /// <summary>Lists of things with a type or a name of their own are compared by that; what only one side has is a difference by itself.</summary>
    private static (JsonElement There, JsonElement Here) Aligned(JsonElement recorded, JsonElement own, List<string> differences)
    {
        if (recorded.ValueKind != JsonValueKind.Object || own.ValueKind != JsonValueKind.Object
            || JsonNode.Parse(recorded.GetRawText()) is not JsonObject there || JsonNode.Parse(own.GetRawText()) is not JsonObject here
            || there["items"] is not JsonArray { Count: > 0 } items || here["items"] is not JsonArray ownItems || Key(items[0]!) is null)
        {
            return (recorded, own);
        }

        var (known, mine) = (items.ToDictionary(i => Key(i!)!, i => i!.DeepClone()), ownItems.ToDictionary(i => Key(i!)!, i => i!.DeepClone()));
        differences.AddRange(known.Keys.Except(mine.Keys).Select(key => $"$.items: no {key} here"));
        differences.AddRange(mine.Keys.Except(known.Keys).Select(key => $"$.items: {key} only here"));
        var both = known.Keys.Intersect(mine.Keys).ToArray();
        there["items"] = new JsonArray([.. both.Select(key => known[key])]);
        here["items"] = new JsonArray([.. both.Select(key => mine[key])]);
        return (JsonElement.Parse(there.ToJsonString()), JsonElement.Parse(here.ToJsonString()));
    }

    private static string? Key(JsonNode item) => item is JsonObject json
        ? (json["fullName"] ?? json["typeName"] ?? (json.ContainsKey("isSerializable") ? json["type"] : null))?.GetValue<string>() : null;
}
