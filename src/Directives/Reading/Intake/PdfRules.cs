using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;

namespace DirectiveFlow.Directives.Reading.Intake;

/// <summary>A drawn line across a page: at <paramref name="At"/> of one axis, from one place of the other axis to another; in points.</summary>
internal sealed record PdfRule(double At, double From, double To);

/// <summary>The drawn lines of a page, which divide its tables into cells.</summary>
/// <param name="Across">At their height.</param>
/// <param name="Down">At their distance from the left.</param>
internal sealed record PdfRules(IReadOnlyList<PdfRule> Across, IReadOnlyList<PdfRule> Down)
{
    /// <summary>Two lines so near are one: borders are drawn twice, with a width of their own.</summary>
    public const double Same = 2.5;

    /// <summary>Shorter strokes are ornaments and pieces of letters.</summary>
    private const double Shortest = 6;

    /// <summary>A page with more strokes than this is a drawing.</summary>
    private const int Most = 4_000;

    public static PdfRules Of(Page page)
    {
        var (across, down) = (new List<PdfRule>(), new List<PdfRule>());
        foreach (var path in page.Paths.Where(path => path.IsStroked || path.IsFilled))
        {
            foreach (var part in path)
            {
                Add(part, path.IsStroked, across, down);
            }

            if (across.Count + down.Count > Most)
            {
                return new PdfRules([], []);
            }
        }

        return new PdfRules(across, down);
    }

    private static void Add(PdfSubpath part, bool stroked, List<PdfRule> across, List<PdfRule> down)
    {
        if (part.GetBoundingRectangle() is not { } box)
        {
            return;
        }

        if (box.Height <= Same && box.Width >= Shortest)
        {
            across.Add(new PdfRule((box.Bottom + box.Top) / 2, box.Left, box.Right));
        }
        else if (box.Width <= Same && box.Height >= Shortest)
        {
            down.Add(new PdfRule((box.Left + box.Right) / 2, box.Bottom, box.Top));
        }
        else if (stroked && part.IsDrawnAsRectangle)
        {
            across.AddRange([new PdfRule(box.Bottom, box.Left, box.Right), new PdfRule(box.Top, box.Left, box.Right)]);
            down.AddRange([new PdfRule(box.Left, box.Bottom, box.Top), new PdfRule(box.Right, box.Bottom, box.Top)]);
        }
        else if (stroked)
        {
            foreach (var line in part.Commands.OfType<PdfSubpath.Line>())
            {
                AddLine(line.From, line.To, across, down);
            }
        }
    }

    private static void AddLine(PdfPoint from, PdfPoint to, List<PdfRule> across, List<PdfRule> down)
    {
        var (width, height) = (Math.Abs(from.X - to.X), Math.Abs(from.Y - to.Y));
        if (height <= Same && width >= Shortest)
        {
            across.Add(new PdfRule(from.Y, Math.Min(from.X, to.X), Math.Max(from.X, to.X)));
        }
        else if (width <= Same && height >= Shortest)
        {
            down.Add(new PdfRule(from.X, Math.Min(from.Y, to.Y), Math.Max(from.Y, to.Y)));
        }
    }
}
