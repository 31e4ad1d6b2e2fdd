namespace DirectiveFlow.Web.Shell;

/// <summary>Where to go back to, as an address told us: never to another site.</summary>
public static class LocalPath
{
    /// <summary>The path when it stays on this site, else the start page.</summary>
    public static string Of(string? path) =>
        path is ['/', ..] && path is not ['/', '/' or '\\', ..] && !path.Any(char.IsControl) ? path : "/";
}
