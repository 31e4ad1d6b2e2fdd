using System.Text.Json.Nodes;

namespace DirectiveFlow.Host.Tests.Elsa.Definitions;

[Collection(nameof(DesignOffice))]
public sealed class LargeDefinitionTests(DesignOffice office)
{
    private const int Activities = 1_000;

    [Fact]
    public async Task A_definition_of_a_thousand_activities_is_saved_opened_and_published_whole()
    {
        var chain = Enumerable.Range(1, Activities).Select(n =>
            $$$$"""{"id":"a{{{{n}}}}","name":"Bước {{{{n}}}}","type":"Elsa.WriteLine","version":1,"metadata":{"designer":{"position":{"x":{{{{n}}}},"y":0}}},"text":{"typeName":"String","expression":{"type":"JavaScript","value":"`bước ${ {{{{n}}}} }`"}}}""");
        var flow = DesignOffice.Flow("Nghìn hoạt động", string.Join(',', chain));
        flow["root"]!["connections"] = new JsonArray([.. Enumerable.Range(1, Activities - 1).Select(n =>
            JsonNode.Parse($$$"""{"source":{"activity":"a{{{n}}}","port":"Done"},"target":{"activity":"a{{{n + 1}}}","port":"In"}}"""))]);
        var saved = await office.SavedAsync(flow);
        var id = saved["definitionId"]!.GetValue<string>();

        for (var round = 1; round <= 3; round++)
        {
            saved = await office.ReadAsync(id);
            saved["root"]!["activities"]![round]!["name"] = "Đã sửa " + round;
            saved = await office.SavedAsync(saved);
            saved = await office.SavedAsync(saved, publish: true);
            Assert.Equal(round, saved["version"]!.GetValue<int>());
        }

        Assert.Equal(Activities, saved["root"]!["activities"]!.AsArray().Count);
    }
}
