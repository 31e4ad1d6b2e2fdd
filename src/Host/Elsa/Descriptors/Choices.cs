using System.Text.Json;
using DirectiveFlow.Engine.Expressions;
using DirectiveFlow.Engine.Values;
using DirectiveFlow.Host.Problems;

namespace DirectiveFlow.Host.Elsa.Descriptors;

/// <summary>
/// The lists an editor offers beside activities. Type names are Elsa's, so that definitions go back and forth; the words are ours and in
/// both languages, in one file.
/// </summary>
internal static class Choices
{
    /// <summary>The version of Elsa whose contract is spoken.</summary>
    private const string ElsaVersion = "3.7.1";

    private sealed record Choice(string TypeName, string Vi, string En, string? ViDescription = null, string? EnDescription = null, int Priority = 0, bool Deprecated = false)
    {
        public string Name(bool isEnglish) => isEnglish ? En : Vi;

        public string? Description(bool isEnglish) => isEnglish ? EnDescription : ViDescription;
    }

    private sealed record VariableType(string TypeName, string DisplayName, string Category, string Vi, string En);

    private sealed record File(
        IReadOnlyList<VariableType> Variables, IReadOnlyList<Choice> StorageDrivers, IReadOnlyList<Choice> Activation, IReadOnlyList<Choice> Incidents,
        IReadOnlyList<Choice> LogPersistence, IReadOnlyList<string> Features);

    private sealed record Feature(string Name, string Namespace, string FullName, string DisplayName, string Description);

    private static readonly File s_file = WordFile.Read<File>("choices.json");

    private static readonly Feature[] s_features = [.. s_file.Features.Select(name => new Feature(name, "Elsa", "Elsa." + name, name, ""))];

    public static void MapChoices(this IEndpointRouteBuilder read)
    {
        read.MapGet("/descriptors/expression-descriptors", (ExpressionCompiler expressions) =>
            Answers.Ok(new { Items = expressions.Descriptors, expressions.Descriptors.Count }));
        read.MapGet("/descriptors/variables", (HttpContext context) => Answers.Ok(new
        {
            Items = s_file.Variables.Select(v => new { v.TypeName, v.DisplayName, v.Category, Description = ElsaRequest.IsEnglish(context) ? v.En : v.Vi }),
        }));
        read.MapGet("/descriptors/storage-drivers", (HttpContext context) => Answers.Ok(new
        {
            Items = s_file.StorageDrivers.Select(d => new { d.TypeName, DisplayName = d.Name(ElsaRequest.IsEnglish(context)), d.Priority, d.Deprecated }),
        }));
        read.MapStrategies("/descriptors/workflow-activation-strategies", s_file.Activation);
        read.MapStrategies("/descriptors/incident-strategies", s_file.Incidents);
        read.MapStrategies("/descriptors/log-persistence-strategies", s_file.LogPersistence);

        // A step is committed whole, after it has run; there is nothing to choose.
        read.MapEmpty("/descriptors/commit-strategies/workflows");
        read.MapEmpty("/descriptors/commit-strategies/activities");
        read.MapEmpty("/descriptors/output-converters");
        read.MapEmpty("/resilience/strategies");
        read.MapGet("/features/installed", () => Answers.Ok(new { Items = s_features, Count = s_features.Length }));
        read.MapGet("/features/installed/{fullName}", (HttpContext context, string fullName) =>
            Array.Find(s_features, f => string.Equals(f.FullName, fullName, StringComparison.Ordinal)) is { } feature ? Answers.Ok(feature) : Problem.NotFound(context));
        read.MapGet("/package/version", () => Answers.Ok(new { PackageVersion = ElsaVersion }));
    }

    private static void MapStrategies(this IEndpointRouteBuilder read, string path, IReadOnlyList<Choice> choices) => read.MapGet(path, (HttpContext context) =>
    {
        var isEnglish = ElsaRequest.IsEnglish(context);
        return Answers.Ok(new
        {
            Items = choices.Select(c => new { DisplayName = c.Name(isEnglish), Description = c.Description(isEnglish), c.TypeName }), choices.Count,
        });
    });

    private static void MapEmpty(this IEndpointRouteBuilder read, string path) => read.MapGet(path, () => Answers.Ok(new { Items = Array.Empty<object>(), Count = 0 }));
}

/// <summary>Words that are data: JSON files that lie in the program.</summary>
internal static class WordFile
{
    public static T Read<T>(string name)
    {
        using var stream = typeof(WordFile).Assembly.GetManifestResourceStream("Elsa.Words." + name)!;
        return JsonSerializer.Deserialize<T>(stream, JsonValues.Options)!;
    }
}
