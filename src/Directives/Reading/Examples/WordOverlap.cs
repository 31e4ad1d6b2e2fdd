using System.Text.RegularExpressions;
using DirectiveFlow.Directives.Vietnamese;

namespace DirectiveFlow.Directives.Reading.Examples;

/// <summary>F1 of the words two phrases share, and the pairing of found with expected items it makes.</summary>
internal static partial class WordOverlap
{
    public static double Of(string one, string other)
    {
        var (left, right) = (Words(one), Words(other));
        var shared = left.Sum(pair => Math.Min(pair.Value, right.GetValueOrDefault(pair.Key)));
        var total = left.Values.Sum() + right.Values.Sum();
        return total == 0 ? 0 : 2.0 * shared / total;
    }

    /// <summary>Each expected item with the best found one left that is the same; what is left over was found and not expected.</summary>
    public static (int Hits, IReadOnlyList<T> Surplus, IReadOnlyList<TWant> Missing) Pair<T, TWant>(IEnumerable<T> found, IEnumerable<TWant> expected, Func<T, TWant, double> same)
    {
        var left = found.ToList();
        var missing = new List<TWant>();
        var hits = 0;
        foreach (var want in expected)
        {
            var best = left.Select((item, index) => (Score: same(item, want), index)).Where(pair => pair.Score > 0).OrderByDescending(pair => pair.Score).Select(pair => (int?)pair.index).FirstOrDefault();
            if (best is { } at)
            {
                left.RemoveAt(at);
                hits++;
            }
            else
            {
                missing.Add(want);
            }
        }

        return (hits, left, missing);
    }

    private static Dictionary<string, int> Words(string text) =>
        Word().Matches(VietnameseText.NameKey(text)).GroupBy(match => match.Value, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);

    [GeneratedRegex(@"\w+", RegexOptions.CultureInvariant, 2_000)]
    private static partial Regex Word();
}
