using DirectiveFlow.TestServers.Processes;

namespace DirectiveFlow.TestServers.Places;

/// <summary>The browser the tests drive: the distribution's own, never one that a package downloads.</summary>
public static class Chromium
{
    public static string Path => InstalledPrograms.Chromium();

    /// <summary>Arguments that keep it quiet, alone and runnable as root.</summary>
    public static IReadOnlyList<string> Arguments { get; } =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];
}
