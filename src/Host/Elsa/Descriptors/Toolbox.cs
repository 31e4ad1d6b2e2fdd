using System.Text.Json;
using DirectiveFlow.Engine.Catalog;

namespace DirectiveFlow.Host.Elsa.Descriptors;

/// <summary>
/// Activities as the designer shows them, in Vietnamese or English: those of the program, described once, and published workflows
/// that may be used as activities, read each time.
/// </summary>
internal sealed class Toolbox(ActivityRegistry registry, CompositeDescriptors composites, LiveOptions live)
{
    /// <summary>The outcome of an activity that names none.</summary>
    private const string Done = "Done";

    /// <summary>Studio makes the ports of these from what the activity says.</summary>
    private static readonly HashSet<string> s_ownPorts = new(StringComparer.Ordinal)
    {
        "Elsa.FlowSwitch", "Elsa.FlowFork", "Elsa.FlowSendHttpRequest", "Elsa.NotFoundActivity", "Elsa.Workflow", "Elsa.Flowchart",
    };

    private readonly Lazy<IReadOnlyList<ActivityDescriptor>> _vietnamese = new(() => Read(registry, isEnglish: false));
    private readonly Lazy<IReadOnlyList<ActivityDescriptor>> _english = new(() => Read(registry, isEnglish: true));

    /// <summary>No type occurs twice: of a workflow that bears the name of an activity only the activity is shown.</summary>
    public async Task<IReadOnlyList<ActivityDescriptor>> DescribeAsync(bool isEnglish, CancellationToken cancellationToken)
    {
        var own = new List<ActivityDescriptor>();
        foreach (var descriptor in (isEnglish ? _english : _vietnamese).Value)
        {
            own.Add(await live.FillAsync(descriptor, isEnglish, refresh: true, cancellationToken));
        }

        var used = await composites.DescribeAsync(cancellationToken);
        return used.Count == 0 ? own : [.. own.Concat(used.Select(WithDone)).DistinctBy(d => (d.TypeName, d.Version))];
    }

    /// <summary>Null when there is no such input; empty when it has no list.</summary>
    public async Task<IReadOnlyDictionary<string, JsonElement>?> OptionsAsync(string typeName, string inputName, bool isEnglish, CancellationToken cancellationToken)
    {
        if ((isEnglish ? _english : _vietnamese).Value.FirstOrDefault(d => string.Equals(d.TypeName, typeName, StringComparison.Ordinal)) is not { } descriptor)
        {
            return null;
        }

        descriptor = await live.FillAsync(descriptor, isEnglish, refresh: false, cancellationToken);
        return descriptor.Inputs.FirstOrDefault(i => string.Equals(i.Name, inputName, StringComparison.OrdinalIgnoreCase))?.UISpecifications;
    }

    private static ActivityDescriptor[] Read(ActivityRegistry registry, bool isEnglish) =>
        [.. registry.Describe().Select(d => ToolboxWords.Of(WithDone(d), isEnglish))];

    /// <summary>
    /// Elsa's server leaves the port on which an ordinary activity ends to be understood; this Studio draws only ports it is told.
    /// </summary>
    private static ActivityDescriptor WithDone(ActivityDescriptor descriptor) =>
        descriptor.IsTerminal || s_ownPorts.Contains(descriptor.TypeName) || descriptor.Ports.Any(p => p.Type is "Flow")
            ? descriptor
            : descriptor with { Ports = [.. descriptor.Ports, new PortDescriptor(Done, Done, "Flow", IsBrowsable: true)] };
}
