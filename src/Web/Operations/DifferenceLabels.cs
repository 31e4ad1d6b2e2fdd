using DirectiveFlow.Directives.Labels;
using DirectiveFlow.Engine.Definitions.Compare;

namespace DirectiveFlow.Web.Operations;

/// <summary>Words for the differences between two versions.</summary>
public static class DifferenceLabels
{
    public static Label Of(DefinitionItem item) => item switch
    {
        DefinitionItem.Activity => new("Bước", "Activities"),
        DefinitionItem.Connection => new("Đường nối", "Connections"),
        DefinitionItem.Variable => new("Biến", "Variables"),
        DefinitionItem.Input => new("Đầu vào của quy trình", "Inputs"),
        DefinitionItem.Output => new("Đầu ra của quy trình", "Outputs"),
        _ => new("Thuộc tính của quy trình", "Properties"),
    };

    public static (string Tone, string Icon, Label Label) Of(ChangeKind kind) => kind switch
    {
        ChangeKind.Added => ("ok", "plus", new("Thêm", "Added")),
        ChangeKind.Removed => ("over", "close", new("Bỏ", "Removed")),
        _ => ("soon", "edit", new("Sửa", "Changed")),
    };

    /// <summary><c>flow: a/Done → b/In</c> with the names of the activities: <c>A (Done) → B</c>.</summary>
    public static string Connection(string key, IReadOnlyDictionary<string, string> names)
    {
        var colon = key.IndexOf(": ", StringComparison.Ordinal);
        var ends = (colon < 0 ? key : key[(colon + 2)..]).Split(" → ", 2);
        return ends.Length == 2 ? $"{End(ends[0], names)} → {End(ends[1], names)}" : key;
    }

    /// <summary><c>.text.expression.value</c> without what every input has: <c>text</c>.</summary>
    public static string Path(string path) =>
        path.TrimStart('.').Replace(".expression.value", "", StringComparison.Ordinal).Replace(".expression.type", " (ngôn ngữ / language)", StringComparison.Ordinal);

    private static string End(string end, IReadOnlyDictionary<string, string> names)
    {
        var slash = end.LastIndexOf('/');
        var (id, port) = slash < 0 ? (end, "") : (end[..slash], end[(slash + 1)..]);
        var name = names.GetValueOrDefault(id, id);
        return port is "" or "In" ? name : $"{name} ({port})";
    }
}
