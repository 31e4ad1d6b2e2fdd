namespace DirectiveFlow.Host.Operations;

/// <summary>Addresses are compared as routing does: by whole segments, without regard to case.</summary>
internal static class PathUnder
{
    public static bool IsUnder(this PathString path, string folder) =>
        path.StartsWithSegments(folder, StringComparison.OrdinalIgnoreCase);
}
