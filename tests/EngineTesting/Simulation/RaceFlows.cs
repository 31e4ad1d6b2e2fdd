namespace DirectiveFlow.EngineTesting.Simulation;

/// <summary>The definitions of a <see cref="Race"/>.</summary>
public static class RaceFlows
{
    public const string Child = """
        {"definitionId":"child","name":"child","version":1,"variables":[],"root":{"type":"Elsa.Sequence","id":"s","activities":[
          {"type":"Elsa.Event","id":"go","eventName":{"typeName":"String","expression":{"type":"Literal","value":"go"}}},
          {"type":"Elsa.WriteLine","id":"child","text":{"typeName":"String","expression":{"type":"Literal","value":"child"}}}]}}
        """;

    /// <summary>
    /// Three branches meet in a join: an event, a delay and two children that are waited for. Then an event, and twice the same
    /// one, whose words are written: who takes a command twice writes one word twice.
    /// </summary>
    public const string Parent = """
        {"definitionId":"parent","name":"parent","version":1,"variables":[{"id":"id-Got","name":"Got","typeName":"String","value":null}],
         "root":{"type":"Elsa.Sequence","id":"s","activities":[
          {"type":"Elsa.Flowchart","id":"f","activities":[
            {"type":"Elsa.WriteLine","id":"x","text":{"typeName":"String","expression":{"type":"Literal","value":"told"}}},
            {"type":"Elsa.Event","id":"a","eventName":{"typeName":"String","expression":{"type":"Literal","value":"a"}}},
            {"type":"Elsa.Delay","id":"d","timeSpan":{"typeName":"TimeSpan","expression":{"type":"Literal","value":"00:00:05"}}},
            {"type":"Elsa.WriteLine","id":"slept","text":{"typeName":"String","expression":{"type":"Literal","value":"slept"}}},
            {"type":"Elsa.BulkDispatchWorkflows","id":"bulk","workflowDefinitionId":{"typeName":"String","expression":{"type":"Literal","value":"child"}},
             "items":{"typeName":"Object","expression":{"type":"Object","value":"[1,2]"}},
             "correlationIdFunction":{"typeName":"String","expression":{"type":"JavaScript","value":"'case ' + Item"}}},
            {"type":"Elsa.FlowJoin","id":"j","mode":{"typeName":"Object","expression":{"type":"Literal","value":"WaitAll"}}},
            {"type":"Elsa.WriteLine","id":"joined","text":{"typeName":"String","expression":{"type":"Literal","value":"joined"}}}],
           "connections":[
            {"source":{"activity":"x","port":"Done"},"target":{"activity":"a","port":"In"}},
            {"source":{"activity":"x","port":"Done"},"target":{"activity":"d","port":"In"}},
            {"source":{"activity":"x","port":"Done"},"target":{"activity":"bulk","port":"In"}},
            {"source":{"activity":"d","port":"Done"},"target":{"activity":"slept","port":"In"}},
            {"source":{"activity":"a","port":"Done"},"target":{"activity":"j","port":"In"}},
            {"source":{"activity":"slept","port":"Done"},"target":{"activity":"j","port":"In"}},
            {"source":{"activity":"bulk","port":"Done"},"target":{"activity":"j","port":"In"}},
            {"source":{"activity":"j","port":"Done"},"target":{"activity":"joined","port":"In"}}]},
          {"type":"Elsa.Event","id":"late","eventName":{"typeName":"String","expression":{"type":"Literal","value":"late"}}},
          {"type":"Elsa.Event","id":"again1","eventName":{"typeName":"String","expression":{"type":"Literal","value":"again"}},
           "result":{"typeName":"Object","memoryReference":{"id":"id-Got"}}},
          {"type":"Elsa.WriteLine","id":"word1","text":{"typeName":"String","expression":{"type":"Variable","value":{"id":"id-Got"}}}},
          {"type":"Elsa.Event","id":"again2","eventName":{"typeName":"String","expression":{"type":"Literal","value":"again"}},
           "result":{"typeName":"Object","memoryReference":{"id":"id-Got"}}},
          {"type":"Elsa.WriteLine","id":"word2","text":{"typeName":"String","expression":{"type":"Variable","value":{"id":"id-Got"}}}},
          {"type":"Elsa.WriteLine","id":"ended","text":{"typeName":"String","expression":{"type":"Literal","value":"ended"}}}]}}
        """;

    /// <summary>The lines of an undisturbed end, sorted.</summary>
    public static readonly IReadOnlyList<string> Lines = ["child", "child", "ended", "joined", "one", "slept", "told", "two"];
}
