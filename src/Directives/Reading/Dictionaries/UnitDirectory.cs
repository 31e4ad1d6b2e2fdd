using System.Globalization;
using System.Text.RegularExpressions;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Vietnamese;

namespace DirectiveFlow.Directives.Reading.Dictionaries;

/// <summary>A body named in a text and the unit of the installation it means.</summary>
/// <param name="Words">As the text names it.</param>
/// <param name="Id">Null if the installation has no unit of that name: a person chooses one.</param>
public sealed record ResolvedUnit(string Words, Guid? Id = null, string? Code = null, string? Name = null);

/// <summary>
/// Finds the unit a text means: by its name, short name or code; by a name the installation added; by the dictionary of bodies
/// (abbreviations, and the successor of one that had ended by the day of the text); by the office of its head (Giám đốc Sở Y tế).
/// </summary>
public sealed partial class UnitDirectory
{
    private static readonly string OfTheProvince = VietnameseText.NameKey("x tỉnh")[1..];

    private readonly ILookup<string, Unit> _units;
    private readonly Dictionary<string, string> _aliases;
    private readonly Dictionary<string, Body> _bodies = new(StringComparer.Ordinal);

    /// <param name="aliases">Further names with the code or name of the unit they mean; they win over the shipped ones.</param>
    public UnitDirectory(IEnumerable<Unit> units, IEnumerable<(string Name, string Unit)> aliases)
    {
        _units = units.SelectMany(unit => new[] { unit.Name, unit.ShortName, unit.Code }.Where(name => name.Length > 0).Select(VietnameseText.NameKey).Distinct(StringComparer.Ordinal).Select(key => (key, unit)))
            .ToLookup(pair => pair.key, pair => pair.unit, StringComparer.Ordinal);
        _aliases = aliases.GroupBy(alias => VietnameseText.NameKey(alias.Name), StringComparer.Ordinal).ToDictionary(group => group.Key, group => VietnameseText.NameKey(group.Last().Unit), StringComparer.Ordinal);
        foreach (var row in RuleData.Load("units").List().Select(line => line.Split('|', StringSplitOptions.TrimEntries)))
        {
            var body = new Body(VietnameseText.NameKey(row[0]), Day(row[3]), row[4] is "-" ? null : VietnameseText.NameKey(row[4]));
            foreach (var name in row[1].Split(',', StringSplitOptions.TrimEntries).Prepend(row[0]))
            {
                _bodies.TryAdd(VietnameseText.NameKey(name), body);
            }
        }
    }

    /// <param name="day">Day the text was issued: which of two units of a name, and whether a successor is meant.</param>
    public ResolvedUnit Resolve(string words, DateOnly day)
    {
        var unit = Find(VietnameseText.NameKey(words), day)
            ?? (Head().Match(ToneMarks.Fold(VietnameseText.Clean(words))) is { Success: true } head ? Find(VietnameseText.NameKey(VietnameseText.Clean(words)[head.Length..]), day) : null);

        return unit is null ? new ResolvedUnit(words) : new ResolvedUnit(words, unit.Id, unit.Code, unit.Name);
    }

    /// <summary>The reading with the units its leads and coordinating bodies mean.</summary>
    public DirectiveReading Resolve(DirectiveReading reading, DateOnly day) => reading with
    {
        Assignments =
        [
            .. reading.Assignments.Select(assignment => assignment with
            {
                LeadUnits = [.. UnitPhrases.Split(assignment.Lead).Select(words => Resolve(words, day))],
                CoordinatingUnits = [.. assignment.Coordinating.Select(words => Resolve(words, day))],
            }),
        ],
    };

    private Unit? Find(string key, DateOnly day)
    {
        key = _aliases.GetValueOrDefault(key, key);
        if (Existing(key, day) is { } unit)
        {
            return unit;
        }

        // At most one body in the chain ended before the next began; the bound only guards against a circle in the data.
        for (var steps = 0; steps < 4 && _bodies.TryGetValue(key, out var body); steps++)
        {
            if (body.Until is { } until && until < day && body.Successor is { } successor)
            {
                key = successor;
            }
            else
            {
                return Existing(body.Key, day) ?? Existing(body.Key + OfTheProvince, day) ?? (body.Successor is { } later ? Existing(later, day) : null);
            }

            if (Existing(key, day) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private Unit? Existing(string key, DateOnly day) => _units[key].Where(unit => unit.ExistsOn(day)).FirstOrDefault();

    private static DateOnly? Day(string words) => words is "-" ? null : DateOnly.ParseExact(words, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>"Giám đốc Sở Y tế" means Sở Y tế; "Chánh Văn phòng Sở" means Văn phòng Sở.</summary>
    [GeneratedRegex(@"^(?:đồng chí\s+)?(?:(?:phó\s+|tổng\s+)?giám đốc|thủ trưởng|trưởng(?=\s+(?:phòng|ban|công an))|chánh(?=\s+(?:văn phòng|thanh tra))|chi cục trưởng|cục trưởng|vụ trưởng|viện trưởng|hiệu trưởng|chủ tịch(?=\s+(?:ubnd|uỷ ban|ủy ban)))\s+(?:của\s+)?", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Head();

    private sealed record Body(string Key, DateOnly? Until, string? Successor);
}
