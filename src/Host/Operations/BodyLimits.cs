using DirectiveFlow.Directives.Reading.Intake;

namespace DirectiveFlow.Host.Operations;

/// <summary>Sizes beyond which a request is refused unread.</summary>
internal static class BodyLimits
{
    /// <summary>Any request. The largest honest one is an uploaded text, of which the reader takes one megabyte.</summary>
    public const long Largest = 4 * 1024 * 1024;

    /// <summary>A file sent to be read, with its form around it.</summary>
    public const long LargestFile = IntakeLimits.MaxBytes + (64 * 1024);
}
