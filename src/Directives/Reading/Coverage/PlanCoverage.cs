using System.Text.RegularExpressions;

namespace DirectiveFlow.Directives.Reading.Coverage;

/// <summary>How far a plan takes up one demand of the superior's document.</summary>
public enum CoverageGrade
{
    /// <summary>Nothing in the plan resembles it.</summary>
    Missing,

    /// <summary>Something resembles it, but not enough to say so without a look.</summary>
    Doubtful,

    /// <summary>The plan restates it or a task of its own carries it out.</summary>
    TakenUp,
}

/// <summary>A group or task of the superior's document, and the place of the plan that comes nearest to it.</summary>
/// <param name="Demand">Words of the superior's document.</param>
/// <param name="DemandEvidence">Where they stand in it.</param>
/// <param name="Answer">The nearest words of the plan; null if none resembles.</param>
/// <param name="AnswerEvidence">Where those stand in the plan.</param>
/// <param name="Similarity">0 to 1; the share of the demand's weighted words the answer has, see <see cref="PlanCoverage"/>.</param>
public sealed record CoveredDemand(string Demand, Evidence DemandEvidence, string? Answer, Evidence? AnswerEvidence, double Similarity, CoverageGrade Grade);

/// <summary>
/// Compares a department's plan with the document it carries out: which groups and tasks it takes up. By words, weighted by
/// how rare each is among the demands, so that "tăng cường" counts little and "khởi nghiệp" much. A proposal with its
/// evidence; a person decides. What no group or task of the plan answers is looked for in its lines: a numbered one is the department's own
/// work and counts, running text is only offered for a look. Deterministic, and linear in the product of the two numbers of items.
/// </summary>
public static partial class PlanCoverage
{
    /// <summary>From this similarity on a demand counts as taken up; a text that restates its superior has 0.7 and more.</summary>
    public const double TakenUpFrom = 0.55;

    /// <summary>Below this nothing is offered as an answer.</summary>
    public const double DoubtfulFrom = 0.35;

    private static readonly HashSet<string> Stopwords = new(
        ["và", "các", "của", "về", "cho", "trong", "với", "theo", "được", "có", "là", "để", "những", "một", "đối", "trên", "từ", "đến", "tại", "nhằm"],
        StringComparer.Ordinal);

    /// <param name="superior">Reading of the document that demands.</param>
    /// <param name="plan">Reading of the document that answers.</param>
    /// <returns>One entry per group of the superior's document, then per assignment under none of its groups, in text order.</returns>
    public static IReadOnlyList<CoveredDemand> Compare(DirectiveReading superior, DirectiveReading plan)
    {
        var demands = Items(superior);
        var items = Items(plan).Select(item => new Answer(item.Words, item.Evidence, IsOwnItem: true)).ToList();
        var lines = new Lazy<List<Answer>>(() => [.. PlanLines.Of(plan)]);
        var keys = demands.Select(demand => KeysOf(demand.Words)).ToList();
        var frequency = keys.SelectMany(set => set).GroupBy(key => key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        var results = new List<CoveredDemand>(demands.Count);
        for (var i = 0; i < demands.Count; i++)
        {
            var best = Best(items, keys[i]);
            if (best.Score < TakenUpFrom && Best(lines.Value, keys[i]) is var line && line.Score > best.Score)
            {
                best = line;
            }

            var similarity = Math.Round(best.Score, 3);
            var grade = similarity < DoubtfulFrom ? CoverageGrade.Missing : similarity >= TakenUpFrom && best.Answer!.IsOwnItem ? CoverageGrade.TakenUp : CoverageGrade.Doubtful;
            results.Add(grade == CoverageGrade.Missing
                ? new CoveredDemand(demands[i].Words, demands[i].Evidence, null, null, similarity, grade)
                : new CoveredDemand(demands[i].Words, demands[i].Evidence, best.Answer!.Words, best.Answer.Evidence, similarity, grade));
        }

        return results;

        (Answer? Answer, double Score) Best(List<Answer> answers, HashSet<string> demand)
        {
            var total = demand.Sum(Weight);
            return answers.Select(answer => ((Answer?)answer, Score: Score(demand, answer.Keys, total)))
                .OrderByDescending(answer => answer.Score).ThenBy(answer => answer.Item1!.Evidence.Offset).FirstOrDefault();
        }

        double Weight(string key) => Math.Log(1 + ((double)demands.Count / frequency.GetValueOrDefault(key, 1)));

        double Score(HashSet<string> demand, HashSet<string> answer, double total)
        {
            if (total <= 0 || answer.Count == 0)
            {
                return 0;
            }

            // Mostly how much of the demand is there; a little against answers that hold everything.
            var shared = demand.Where(answer.Contains).Sum(Weight);
            var own = answer.Sum(Weight);
            return (0.8 * shared / total) + (0.2 * shared / own);
        }
    }

    private static List<(string Words, Evidence Evidence)> Items(DirectiveReading reading)
    {
        var groups = reading.TaskGroups.Select(group => (group.Text, group.Evidence)).ToList();
        var texts = reading.TaskGroups.Select(group => group.Text).ToHashSet(StringComparer.Ordinal);
        var tasks = reading.Assignments.Where(assignment => assignment.Group is null || !texts.Contains(assignment.Group) || groups.Count == 0).Select(assignment => (assignment.Task, assignment.Evidence));
        return [.. groups.Concat(tasks).OrderBy(item => item.Evidence.Offset)];
    }

    /// <param name="IsOwnItem">Whether it is a point of the plan by itself, and not running text.</param>
    internal sealed record Answer(string Words, Evidence Evidence, bool IsOwnItem)
    {
        public HashSet<string> Keys { get; } = KeysOf(Words);
    }

    /// <summary>Pairs of syllables as well as single ones: most Vietnamese words have two.</summary>
    private static HashSet<string> KeysOf(string words)
    {
        var syllables = Syllable().Matches(ToneMarks.Fold(words).ToLowerInvariant()).Select(match => match.Value).Where(word => !Stopwords.Contains(word)).ToList();
        var keys = new HashSet<string>(syllables, StringComparer.Ordinal);
        for (var i = 1; i < syllables.Count; i++)
        {
            keys.Add(syllables[i - 1] + " " + syllables[i]);
        }

        return keys;
    }

    [GeneratedRegex(@"[\p{L}\d]+", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Syllable();
}
