using System.Text.Json;
using DirectiveFlow.Engine.Catalog;

namespace DirectiveFlow.Host.Elsa.Descriptors;

/// <summary>
/// The words of the toolbox by language. A class describes itself in one language only - Elsa's activities in English, ours in
/// Vietnamese -; what a file says about it comes first, what no file knows stays as the class says it.
/// </summary>
internal sealed record ToolboxWords
{
    /// <summary>A name and an explanation; either may be absent.</summary>
    internal sealed record Entry(string? Name = null, string? Description = null);

    /// <param name="Inputs">Only where the word differs from the usual one of that name.</param>
    internal sealed record ActivityWords(
        string? Name = null, string? Description = null, IReadOnlyDictionary<string, Entry>? Inputs = null, IReadOnlyDictionary<string, Entry>? Outputs = null);

    private static readonly ToolboxWords s_vietnamese = WordFile.Read<ToolboxWords>("toolbox-vi.json");
    private static readonly ToolboxWords s_english = WordFile.Read<ToolboxWords>("toolbox-en.json");

    public IReadOnlyDictionary<string, string> Categories { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Ports { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Usual words for inputs and outputs of a name.</summary>
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, ActivityWords> Activities { get; init; } = new Dictionary<string, ActivityWords>(StringComparer.Ordinal);

    public static ActivityDescriptor Of(ActivityDescriptor descriptor, bool isEnglish) => (isEnglish ? s_english : s_vietnamese).Translate(descriptor);

    private ActivityDescriptor Translate(ActivityDescriptor descriptor)
    {
        var words = Activities.GetValueOrDefault(descriptor.TypeName);
        return descriptor with
        {
            Category = Categories.GetValueOrDefault(descriptor.Category, descriptor.Category),
            DisplayName = words?.Name ?? descriptor.DisplayName,
            Description = words?.Description ?? descriptor.Description,
            Ports = [.. descriptor.Ports.Select(p => p with { DisplayName = Ports.GetValueOrDefault(p.Name, p.DisplayName) })],
            Inputs = [.. descriptor.Inputs.Select(i => Translate(i, words?.Inputs?.GetValueOrDefault(i.Name)))],
            Outputs = [.. descriptor.Outputs.Select(o => Translate(o, words?.Outputs?.GetValueOrDefault(o.Name)))],
        };
    }

    private InputDescriptor Translate(InputDescriptor input, Entry? words) => input with
    {
        DisplayName = words?.Name ?? Values.GetValueOrDefault(input.Name, input.DisplayName),
        Description = words?.Description ?? input.Description,
        Category = input.Category is { } category ? Categories.GetValueOrDefault(category, category) : null,
    };

    private OutputDescriptor Translate(OutputDescriptor output, Entry? words) => output with
    {
        DisplayName = words?.Name ?? Values.GetValueOrDefault(output.Name, output.DisplayName),
        Description = words?.Description ?? output.Description,
    };
}
