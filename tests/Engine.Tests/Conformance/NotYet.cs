using DirectiveFlow.TestServers.Places;

namespace DirectiveFlow.Engine.Tests.Conformance;

/// <summary>
/// Rows that differ from the record, with the reason: <c>not-yet.txt</c> beside this file. A listed row must differ, so that the
/// list shrinks as the engine grows; what stays at the end is a difference we want.
/// </summary>
internal static class NotYet
{
    /// <summary>Reason by <c>scene/file mode</c>.</summary>
    public static IReadOnlyDictionary<string, string> Rows { get; } =
        File.ReadLines(RepositoryRoot.Of("tests/Engine.Tests/Conformance/not-yet.txt"))
            .Where(line => line.Length > 0 && !line.StartsWith('#'))
            .Select(line => line.Split('|', 2, StringSplitOptions.TrimEntries))
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal);
}
