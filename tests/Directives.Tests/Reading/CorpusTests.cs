using System.Globalization;
using DirectiveFlow.Directives.Reading;

namespace DirectiveFlow.Directives.Tests.Reading;

/// <summary>The reader against the texts of the corpus: thresholds for every part, and for what it calls sure.</summary>
public sealed class CorpusTests(ITestOutputHelper output)
{
    private const int SmallestCorpus = 30;

    private readonly Tally _documents = new(), _dates = new(), _deadlines = new(), _groups = new(), _assignments = new(), _sure = new();

    [Fact]
    public void Every_part_is_read_as_a_person_reads_it_and_what_is_sure_is_right()
    {
        var texts = CorpusText.All();
        foreach (var text in texts)
        {
            Score(text, DirectiveReader.Read(text.Text, text.Context));
        }

        (string Part, Tally Tally, double Least)[] parts =
            [("documents", _documents, 0.98), ("dates", _dates, 0.95), ("deadlines", _deadlines, 0.92), ("groups", _groups, 0.95), ("assignments", _assignments, 0.90)];
        foreach (var (part, tally, _) in parts)
        {
            output.WriteLine($"{part,-12} {tally}");
        }

        output.WriteLine($"sure         {_sure}");
        Assert.True(texts.Count >= SmallestCorpus, $"{texts.Count} texts");
        Assert.All(parts, part => Assert.True(part.Tally.F1 >= part.Least, $"{part.Part}: {part.Tally}"));
        Assert.True(_sure.Precision >= 0.98, $"sure: {_sure}");
    }

    private void Score(CorpusText text, DirectiveReading reading)
    {
        var wanted = text.Of("doc").Select(line => line.Split(' ')).ToList();
        var documents = WordOverlap.Pair(reading.Documents, wanted, (found, want) => string.Equals(found.Code, want[0], StringComparison.OrdinalIgnoreCase) ? 1 : 0);
        _documents.Add(documents.Hits, reading.Documents.Count, wanted.Count);
        Sure(reading.Documents, documents.Surplus);
        foreach (var want in wanted.Where(want => want[1] is not "-" && !documents.Missing.Contains(want)))
        {
            var date = reading.Documents.First(found => string.Equals(found.Code, want[0], StringComparison.OrdinalIgnoreCase)).Date;
            _dates.Add(string.Equals(date, want[1], StringComparison.Ordinal) ? 1 : 0, date is null ? 0 : 1, 1);
        }

        foreach (var self in text.Of("self").Select(line => line.Split(' ')))
        {
            Assert.True(string.Equals(reading.SelfDocument?.Code ?? reading.SelfDocument?.Notation, self[0], StringComparison.Ordinal) && string.Equals(reading.SelfDocument?.Date, self[1], StringComparison.Ordinal), $"{text.Name}: the head is {reading.SelfDocument}");
        }

        var dues = text.Of("due").ToList();
        var deadlines = WordOverlap.Pair(reading.Deadlines, dues, (found, want) => string.Equals($"{found.Kind} {found.Date ?? "-"}", want, StringComparison.Ordinal) ? 1 : 0);
        _deadlines.Add(deadlines.Hits, reading.Deadlines.Count, dues.Count);
        Sure(reading.Deadlines, deadlines.Surplus);

        var heads = text.Of("group").ToList();
        var groups = WordOverlap.Pair(reading.TaskGroups, heads, (found, want) => WordOverlap.Of(found.Text, want) is >= 0.85 and var score ? score : 0);
        _groups.Add(groups.Hits, reading.TaskGroups.Count, heads.Count);
        Sure(reading.TaskGroups, groups.Surplus);

        var tasks = text.Of("task").Select(line => line.Split(" | ")).ToList();
        var assignments = WordOverlap.Pair(reading.Assignments, tasks, (found, want) => (WordOverlap.Of(found.Lead, want[0]), WordOverlap.Of(found.Task, want[1])) is ( >= 0.8, >= 0.7) and var (lead, task) ? lead + task : 0);
        _assignments.Add(assignments.Hits, reading.Assignments.Count, tasks.Count);
        Sure(reading.Assignments, assignments.Surplus);
        Tell(text.Name, assignments.Surplus.Select(item => $"+ {item.Lead} | {item.Task} [{item.Rule}]").Concat(assignments.Missing.Select(want => $"- {want[0]} | {want[1]}")));
        Tell(text.Name, deadlines.Surplus.Select(item => $"+ due {item.Kind} {item.Raw}").Concat(deadlines.Missing.Select(want => $"- due {want}")));
        Tell(text.Name, groups.Surplus.Select(item => $"+ group {item.Text}").Concat(groups.Missing.Select(want => $"- group {want}")));
        Tell(text.Name, documents.Surplus.Select(item => $"+ doc {item.Code}").Concat(documents.Missing.Select(want => $"- doc {want[0]}")));
    }

    private void Sure(IReadOnlyList<ReadItem> found, IReadOnlyList<ReadItem> wrong)
    {
        var sure = found.Count(item => item.IsSure);
        _sure.Add(sure - wrong.Count(item => item.IsSure), sure, sure);
    }

    private void Tell(string name, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            output.WriteLine($"{name}: {line}");
        }
    }

    private sealed class Tally
    {
        private int _hits;
        private int _found;
        private int _wanted;

        public double Precision => _found == 0 ? 1 : (double)_hits / _found;

        public double F1 => _found + _wanted == 0 ? 1 : 2.0 * _hits / (_found + _wanted);

        public void Add(int hits, int found, int wanted)
        {
            _hits += hits;
            _found += found;
            _wanted += wanted;
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"precision {Precision:0.000}, F1 {F1:0.000} ({_hits} of {_wanted}, {_found} given)");
    }
}
