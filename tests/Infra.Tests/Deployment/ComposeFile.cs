using DirectiveFlow.TestServers.Places;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;
using YamlDotNet.Serialization;

namespace DirectiveFlow.Infra.Tests.Deployment;

/// <summary><c>infra/compose.yaml</c> as a container engine would see it: anchors and merge keys resolved, variables not.</summary>
internal static class ComposeFile
{
    public static Dictionary<string, Dictionary<object, object>> Services()
    {
        var top = Read();
        return ((Dictionary<object, object>)top["services"]).ToDictionary(
            s => (string)s.Key, s => (Dictionary<object, object>)s.Value, StringComparer.Ordinal);
    }

    public static Dictionary<object, object> Read()
    {
        using var text = File.OpenText(RepositoryRoot.Of("infra/compose.yaml"));
        var parser = new MergingParser(new Parser(text));
        return new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(parser);
    }

    /// <summary>Every scalar of the file, keys too.</summary>
    public static IEnumerable<string> Scalars()
    {
        using var text = File.OpenText(RepositoryRoot.Of("infra/compose.yaml"));
        var stream = new YamlStream();
        stream.Load(text);
        return [.. stream.Documents.SelectMany(d => d.AllNodes).OfType<YamlScalarNode>().Select(n => n.Value ?? string.Empty)];
    }

    public static IReadOnlyDictionary<string, string> Environment(Dictionary<object, object> service) =>
        service.TryGetValue("environment", out var found)
            ? ((Dictionary<object, object>)found).ToDictionary(e => (string)e.Key, e => (string)e.Value, StringComparer.Ordinal)
            : new Dictionary<string, string>(StringComparer.Ordinal);
}
