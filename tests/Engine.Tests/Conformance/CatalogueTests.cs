using System.Text.Json;
using DirectiveFlow.Engine.Catalog;
using DirectiveFlow.EngineTesting.Hosting;
using DirectiveFlow.TestServers.Places;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Engine.Tests.Conformance;

/// <summary>Descriptors derived from our classes against the catalogue of a real server.</summary>
[Trait("Needs", "shared")]
public sealed class CatalogueTests
{
    /// <summary>Activities of Elsa that came after the server of the record, which is a 3.7.</summary>
    private static readonly HashSet<string> s_later = new(StringComparer.Ordinal) { "Elsa.StateMachine" };

    private const string Record = "elsa/record/001-descriptors-activities.json";

    [Fact]
    public async Task Our_activities_have_the_names_inputs_outputs_and_ports_of_Elsas()
    {
        Assert.SkipWhen(SharedFolder.Find(Record) is null, SharedFolder.WhyAbsent);
        using var record = JsonDocument.Parse(await File.ReadAllTextAsync(SharedFolder.Find(Record)!));
        var real = record.RootElement.GetProperty("responseBody").GetProperty("items").EnumerateArray()
            .ToDictionary(i => i.GetProperty("typeName").GetString()!, StringComparer.Ordinal);
        var differences = new List<string>();
        foreach (var ours in new EngineHost().Services.GetRequiredService<ActivityRegistry>().Describe())
        {
            if (!real.TryGetValue(ours.TypeName, out var theirs))
            {
                if (!s_later.Contains(ours.TypeName))
                {
                    differences.Add($"{ours.TypeName} is not Elsa's");
                }

                continue;
            }

            Check(ours.TypeName, "input", ours.Inputs.Select(i => i.Name), theirs.GetProperty("inputs"));
            Check(ours.TypeName, "output", ours.Outputs.Select(i => i.Name), theirs.GetProperty("outputs"));
            Check(ours.TypeName, "port", ours.Ports.Select(i => i.Name), theirs.GetProperty("ports"));
            if (!string.Equals(ours.Kind.ToString(), theirs.GetProperty("kind").GetString(), StringComparison.Ordinal))
            {
                differences.Add($"{ours.TypeName}: kind {ours.Kind}");
            }
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));

        void Check(string type, string what, IEnumerable<string> ours, JsonElement theirs)
        {
            var names = theirs.EnumerateArray().Select(t => t.GetProperty("name").GetString()!).ToHashSet(StringComparer.Ordinal);
            differences.AddRange(ours.Where(o => !names.Contains(o)).Select(o => $"{type}: {what} {o}"));
        }
    }
}
