using System.Reflection;

namespace DirectiveFlow.Directives.Reading;

/// <summary>
/// The dictionaries of the reader: text files in the program, with comments after "#", a line "version …" and lists under
/// "[name]". They are data so that they can be read, compared and extended without a change of code.
/// </summary>
public sealed class RuleData
{
    private readonly Dictionary<string, List<string>> _lists = new(StringComparer.Ordinal) { [""] = [] };

    private RuleData(string name, TextReader reader)
    {
        Name = name;
        var list = _lists[""];
        while (reader.ReadLine() is { } line)
        {
            var comment = line.IndexOf('#', StringComparison.Ordinal);
            var entry = (comment < 0 ? line : line[..comment]).Trim();
            if (entry.StartsWith("version ", StringComparison.Ordinal))
            {
                Version = entry["version ".Length..];
            }
            else if (entry.StartsWith('[') && entry.EndsWith(']'))
            {
                list = _lists[entry[1..^1]] = [];
            }
            else if (entry.Length > 0)
            {
                list.Add(entry);
            }
        }
    }

    public string Name { get; }

    /// <summary>Day of the last change, yyyy-MM-dd.</summary>
    public string Version { get; } = "";

    /// <summary>Every dictionary and its version, for a reading to say what it was made with.</summary>
    public static IReadOnlyDictionary<string, string> Versions { get; } =
        new[] { "duty-verbs", "unit-heads", "document-types", "units" }.ToDictionary(name => name, name => Load(name).Version, StringComparer.Ordinal);

    /// <param name="list">Name of a list; empty for the entries before the first one.</param>
    public IReadOnlyList<string> List(string list = "") => _lists[list];

    /// <summary>A dictionary shipped with the program.</summary>
    internal static RuleData Load(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"DirectiveFlow.Directives.Reading.Data.{name}.txt")
            ?? throw new InvalidOperationException($"The dictionary '{name}' is not in the program.");
        using var reader = new StreamReader(stream);
        return new RuleData(name, reader);
    }
}
