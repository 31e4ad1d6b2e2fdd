using System.Text.Json.Nodes;

namespace DirectiveFlow.Host.Tests.Elsa.Definitions;

[Collection(nameof(DesignOffice))]
public sealed class LargeDefinitionTests(DesignOffice office, ITestOutputHelper output)
{
    private const int Activities = 1_000;

    /// <summary>On the machine of the figures each takes well under 300 ms; a shared one is given more.</summary>
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_definition_of_a_thousand_activities_is_saved_opened_and_published_quickly()
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
            saved = await TimedAsync("open", () => office.ReadAsync(id));
            saved["root"]!["activities"]![round]!["name"] = "Đã sửa " + round;
            saved = await TimedAsync("save", () => office.SavedAsync(saved));
            saved = await TimedAsync("publish", () => office.SavedAsync(saved, publish: true));
            Assert.Equal(round, saved["version"]!.GetValue<int>());
        }

        Assert.Equal(Activities, saved["root"]!["activities"]!.AsArray().Count);
    }

    private async Task<T> TimedAsync<T>(string act, Func<Task<T>> run)
    {
        var start = TimeProvider.System.GetTimestamp();
        var result = await run();
        var elapsed = TimeProvider.System.GetElapsedTime(start);
        output.WriteLine($"{act}: {elapsed.TotalMilliseconds:N0} ms");
        Assert.True(elapsed < s_limit, $"{act} took {elapsed}.");
        return result;
    }
}
