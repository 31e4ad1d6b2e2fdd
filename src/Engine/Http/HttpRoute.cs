using System.Globalization;
using System.Text;

namespace DirectiveFlow.Engine.Http;

/// <summary>
/// The path of an endpoint: literal parts, <c>{name}</c> for one part and, last, <c>{*name}</c> for the rest. Two templates that match the same
/// paths have the same <see cref="Shape"/>; a stimulus is found by it, so no table of routes is kept anywhere.
/// </summary>
public sealed class HttpRoute
{
    /// <summary>Of a template. Longer paths are matched only by templates that take the rest.</summary>
    public const int MaxSegments = 8;

    private const string One = "{}";
    private const string Rest = "{*}";
    private readonly IReadOnlyList<string> _segments;

    private HttpRoute(IReadOnlyList<string> segments, string shape)
    {
        _segments = segments;
        Shape = shape;
    }

    /// <summary>Lower-case parts with <c>{}</c> for each parameter.</summary>
    public string Shape { get; }

    /// <exception cref="FormatException">Too many parts, or a parameter for the rest that is not the last part; the message says so.</exception>
    public static HttpRoute Parse(string template)
    {
        var segments = Split(template);
        if (segments.Length > MaxSegments)
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"A path has at most {MaxSegments} parts."));
        }

        var shape = new string[segments.Length];
        for (var i = 0; i < segments.Length; i++)
        {
            shape[i] = ShapeOf(segments[i]);
            if (shape[i] is Rest && i < segments.Length - 1)
            {
                throw new FormatException($"'{segments[i]}' takes the rest of the path and must be its last part.");
            }
        }

        return new HttpRoute(segments, string.Join('/', shape));
    }

    /// <summary>Shapes of all templates that match a path, the most exact first.</summary>
    public static IReadOnlyList<string> ShapesFor(string path)
    {
        var segments = Split(path).Select(s => s.Normalize(NormalizationForm.FormC).ToLowerInvariant()).ToArray();
        var result = new List<string>();
        if (segments.Length <= MaxSegments)
        {
            // A bit per part, the first part highest: parameters in late parts come before parameters in early ones.
            result.AddRange(Enumerable.Range(0, 1 << segments.Length)
                .Select(mask => string.Join('/', segments.Select((s, i) => (mask >> (segments.Length - 1 - i) & 1) == 1 ? One : s))));
        }

        for (var kept = Math.Min(segments.Length - 1, MaxSegments - 1); kept >= 0; kept--)
        {
            result.Add(string.Join('/', segments.Take(kept).Append(Rest)));
        }

        return result;
    }

    /// <summary>Values of the parameters for a path of this shape.</summary>
    public IReadOnlyDictionary<string, string> ValuesOf(string path)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var parts = Split(path);
        for (var i = 0; i < _segments.Count && i < parts.Length; i++)
        {
            var shape = ShapeOf(_segments[i]);
            if (shape is One or Rest)
            {
                values[NameOf(_segments[i])] = shape is Rest ? string.Join('/', parts.Skip(i)) : parts[i];
            }
        }

        return values;
    }

    private static string[] Split(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string ShapeOf(string segment)
    {
        if (!segment.StartsWith('{') || !segment.EndsWith('}'))
        {
            return segment.Normalize(NormalizationForm.FormC).ToLowerInvariant();
        }

        return segment.StartsWith("{*", StringComparison.Ordinal) ? Rest : One;
    }

    /// <summary>The name alone: constraints and defaults of ASP.NET templates are passed over.</summary>
    private static string NameOf(string segment)
    {
        var name = segment[1..^1].TrimStart('*');
        var end = name.AsSpan().IndexOfAny(':', '=', '?');
        return end < 0 ? name : name[..end];
    }
}
