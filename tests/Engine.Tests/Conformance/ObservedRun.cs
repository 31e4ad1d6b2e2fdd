using DirectiveFlow.Engine.Activities.Flow;
using DirectiveFlow.Engine.Journal;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.EngineTesting.Hosting;

namespace DirectiveFlow.Engine.Tests.Conformance;

/// <summary>Runs a scene's file here and tells what happened, aspect by aspect, in the words of the record.</summary>
internal static class ObservedRun
{
    public static readonly string[] Aspects = ["status", "subStatus", "lines", "activities", "bookmarks", "incidents", "output"];

    /// <returns>One line per aspect that differs; none when everything is as observed.</returns>
    public static async Task<IReadOnlyList<string>> DifferencesAsync(ObservedRow row, bool inTokenMode)
    {
        var host = new EngineHost(configure: o =>
            o.FlowchartMode = inTokenMode ? FlowchartExecutionMode.TokenBased : FlowchartExecutionMode.CounterBased);
        foreach (var text in Observed.Scene(row.Scene).Where(t => !Observed.IsRefused(t)))
        {
            await host.PublishAsync(text);
        }

        var id = (await host.StartAndDrainAsync(row.DefinitionId)).InstanceId!;
        var result = new List<string>();
        foreach (var aspect in Aspects)
        {
            var (wanted, actual) = (row.Expected(aspect, inTokenMode), await ActualAsync(host, id, aspect));
            if (!string.Equals(wanted, actual, StringComparison.Ordinal))
            {
                result.Add($"{aspect}\n  observed: {wanted}\n  here:     {actual}");
            }
        }

        return result;
    }

    /// <summary>Sets are put in order; what the record writes in order stays so.</summary>
    public static string Join(string aspect, IEnumerable<string> items) => string.Join(" | ", aspect switch
    {
        "bookmarks" or "incidents" or "output" => items.Order(StringComparer.Ordinal),

        // Which number the synthetic activity around a root gets depends on how Elsa inlines a referenced definition.
        "activities" => items.Select(i => i.StartsWith("Elsa.Workflow@", StringComparison.Ordinal) ? "Elsa.Workflow" + i[i.IndexOf(' ', StringComparison.Ordinal)..] : i),
        _ => items,
    });

    private static async Task<string> ActualAsync(EngineHost host, string id, string aspect) => aspect switch
    {
        "status" => host.Instance(id).Status,
        "subStatus" => host.Instance(id).SubStatus,

        // Real Elsa writes an empty line for no text; the record keeps only lines with text. Those of children count too.
        "lines" => Join(aspect, JournalReader.Expand(host.Store.Journal)
            .Where(e => e is { Event: JournalEvent.Line, Text.Length: > 0 }).Select(e => e.Text!)),
        "bookmarks" => Join(aspect, host.Store.Bookmarks.Select(b => $"{b.Name}@{b.ActivityId}")),
        "incidents" => Join(aspect, host.Store.Incidents.Select(i => $"{i.ActivityId}: {i.Message} / {i.Message}")),
        "output" => Join(aspect, (await OutputAsync(host, id)).Output.Select(o => $"{o.Key}={o.Value.GetRawText()}")),
        _ => Join(aspect, await ActivitiesAsync(host, id)),
    };

    /// <summary>A second start of an instance changes nothing and answers with what it has.</summary>
    private static Task<StepResult> OutputAsync(EngineHost host, string id) =>
        host.Runtime.StartAsync(new StartWorkflow { VersionId = host.Instance(id).DefinitionVersionId, InstanceId = id });

    /// <summary>Every run of an activity in the order of their starts, with how it stands now.</summary>
    private static async Task<IEnumerable<string>> ActivitiesAsync(EngineHost host, string id)
    {
        var entry = await host.Catalog.FindVersionAsync(host.Instance(id).DefinitionVersionId, CancellationToken.None);
        var runs = new SortedDictionary<long, string>();
        foreach (var item in host.Log(id))
        {
            var node = entry!.Graph.Find(item.ActivityId)!;
            runs[item.ContextId] = $"{node.TypeName}@{node.LocalId} " + item.Event switch
            {
                JournalEvent.Completed => "Completed",
                JournalEvent.Faulted => "Faulted",
                JournalEvent.Cancelled => "Canceled",
                _ => "Running",
            };
        }

        return runs.Values;
    }
}
