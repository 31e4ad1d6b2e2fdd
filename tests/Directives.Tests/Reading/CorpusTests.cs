using System.Globalization;
using DirectiveFlow.Directives.Reading;
using DirectiveFlow.Directives.Reading.Examples;

namespace DirectiveFlow.Directives.Tests.Reading;

/// <summary>The reader against the texts of the corpus: thresholds for every part, and for what it calls sure.</summary>
public sealed class CorpusTests(ITestOutputHelper output)
{
    private const int SmallestCorpus = 118;

    private readonly Dictionary<string, Tally> _parts = new(StringComparer.Ordinal);
    private readonly Tally _sure = new();

    [Fact]
    public void Every_part_is_read_as_a_person_reads_it_and_what_is_sure_is_right()
    {
        foreach (var text in ReadingExample.Shipped)
        {
            Score(text, DirectiveReader.Read(text.Text, text.Context));
        }

        (string Part, double Least)[] parts = [("documents", 0.98), ("dates", 0.95), ("deadlines", 0.95), ("groups", 0.95), ("assignments", 0.95)];
        foreach (var (part, tally) in _parts)
        {
            output.WriteLine($"{part,-12} {tally}");
        }

        output.WriteLine($"sure         {_sure}");
        Assert.True(ReadingExample.Shipped.Count >= SmallestCorpus, $"{ReadingExample.Shipped.Count} texts");
        Assert.All(parts, part => Assert.True(_parts[part.Part].F1 >= part.Least, $"{part.Part}: {_parts[part.Part]}"));
        Assert.True(_sure.Precision >= 0.98, $"sure: {_sure}");
    }

    private void Score(ReadingExample text, DirectiveReading reading)
    {
        foreach (var self in text.Of("self").Select(line => line.Split(' ')))
        {
            Assert.True(string.Equals(reading.SelfDocument?.Code ?? reading.SelfDocument?.Notation, self[0], StringComparison.Ordinal) && string.Equals(reading.SelfDocument?.Date, self[1], StringComparison.Ordinal), $"{text.Name}: the head is {reading.SelfDocument}");
        }

        var wrong = 0;
        foreach (var part in ExampleCheck.Of(text, reading))
        {
            (_parts.TryGetValue(part.Part, out var tally) ? tally : _parts[part.Part] = new Tally()).Add(part.Hits, part.Found, part.Wanted);
            wrong += part.Surplus.Count(item => item.IsSure);
            foreach (var line in part.Lines)
            {
                output.WriteLine($"{text.Name}: {line}");
            }
        }

        var sure = reading.Documents.Cast<ReadItem>().Concat(reading.Deadlines).Concat(reading.TaskGroups).Concat(reading.Assignments).Count(item => item.IsSure);
        _sure.Add(sure - wrong, sure, sure);
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
