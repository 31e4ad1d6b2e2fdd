using System.Globalization;
using System.Text;
using System.Xml;

namespace DirectiveFlow.Directives.Reading.Intake;

/// <summary>
/// The numbers Word draws itself ("1.2.", "a)", "-") and does not store in the text. Without them an outline cannot be
/// read. Counts as Word does: a level counts on until a higher one steps.
/// </summary>
internal sealed class WordNumbering
{
    private readonly Dictionary<string, Level[]> _abstract = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Number, int Level)> _styles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int[]> _counters = new(StringComparer.Ordinal);

    public static WordNumbering Of(WordPackage package)
    {
        var numbering = new WordNumbering();
        numbering.ReadDefinitions(package);
        numbering.ReadStyles(package);
        return numbering;
    }

    /// <summary>The style's own list, for a paragraph that names none.</summary>
    public (string Number, int Level)? OfStyle(string style) => _styles.TryGetValue(style, out var list) ? list : null;

    /// <summary>Steps the counter of a list and gives what is drawn before the paragraph, with a blank; empty if nothing is.</summary>
    public string Next(string number, int level)
    {
        if (!_numbers.TryGetValue(number, out var id) || !_abstract.TryGetValue(id, out var levels) || level < 0 || level >= levels.Length)
        {
            return "";
        }

        if (!_counters.TryGetValue(id, out var counters))
        {
            _counters[id] = counters = levels.Select(each => each.Start - 1).ToArray();
        }

        counters[level]++;
        for (var below = level + 1; below < counters.Length; below++)
        {
            counters[below] = levels[below].Start - 1;
        }

        if (levels[level].Format is "bullet")
        {
            return "- ";
        }

        var drawn = new StringBuilder(levels[level].Text);
        for (var i = 0; i <= level; i++)
        {
            drawn.Replace($"%{(i + 1).ToString(CultureInfo.InvariantCulture)}", Written(levels[i].Format, Math.Max(counters[i], levels[i].Start)));
        }

        return drawn.Length == 0 ? "" : drawn.Append(' ').ToString();
    }

    private static string Written(string format, int value) => format switch
    {
        "upperRoman" => Roman(value),
        "lowerRoman" => Roman(value).ToLowerInvariant(),
        "lowerLetter" => ((char)('a' + ((value - 1) % 26))).ToString(),
        "upperLetter" => ((char)('A' + ((value - 1) % 26))).ToString(),
        "none" => "",
        "decimalZero" => value.ToString("00", CultureInfo.InvariantCulture),
        _ => value.ToString(CultureInfo.InvariantCulture),
    };

    private static string Roman(int value)
    {
        var roman = new StringBuilder();
        foreach (var (unit, sign) in new[] { (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I") })
        {
            for (value %= 400; value >= unit; value -= unit)
            {
                roman.Append(sign);
            }
        }

        return roman.ToString();
    }

    private void ReadDefinitions(WordPackage package)
    {
        using var xml = package.Open("word/numbering.xml");
        string? current = null, number = null;
        var level = 0;
        while (xml?.Read() == true)
        {
            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            switch (xml.LocalName)
            {
                case "abstractNum" when Value(xml, "abstractNumId") is { } id:
                    current = id;
                    _abstract[id] = Enumerable.Range(0, 9).Select(_ => new Level("decimal", "", 1)).ToArray();
                    break;
                case "lvl" when current is not null && int.TryParse(Value(xml, "ilvl"), CultureInfo.InvariantCulture, out var index) && index is >= 0 and < 9:
                    level = index;
                    break;
                case "start" when current is not null && int.TryParse(Value(xml, "val"), CultureInfo.InvariantCulture, out var start) && start is >= 0 and < 10_000:
                    _abstract[current][level] = _abstract[current][level] with { Start = start };
                    break;
                case "numFmt" when current is not null && Value(xml, "val") is { } format:
                    _abstract[current][level] = _abstract[current][level] with { Format = format };
                    break;
                case "lvlText" when current is not null && Value(xml, "val") is { Length: < 40 } text:
                    _abstract[current][level] = _abstract[current][level] with { Text = text };
                    break;
                case "num":
                    (current, number) = (null, Value(xml, "numId"));
                    break;
                case "abstractNumId" when number is not null && Value(xml, "val") is { } of:
                    _numbers[number] = of;
                    break;
            }
        }
    }

    private void ReadStyles(WordPackage package)
    {
        using var xml = package.Open("word/styles.xml");
        string? style = null;
        var level = 0;
        while (xml?.Read() == true)
        {
            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            switch (xml.LocalName)
            {
                case "style":
                    (style, level) = (Value(xml, "styleId"), 0);
                    break;
                case "ilvl" when int.TryParse(Value(xml, "val"), CultureInfo.InvariantCulture, out var index):
                    level = index;
                    break;
                case "numId" when style is not null && Value(xml, "val") is { } number:
                    _styles[style] = (number, level);
                    break;
            }
        }
    }

    private static string? Value(XmlReader xml, string name) => xml.GetAttribute(name, WordText.Namespace) ?? xml.GetAttribute("w:" + name);

    private sealed record Level(string Format, string Text, int Start);
}
