using System.Globalization;
using System.Text;

namespace DirectiveFlow.Benchmarks.Measuring;

/// <summary>A markdown table: names to the left, numbers to the right.</summary>
internal sealed class Table(params string[] heads)
{
    private readonly StringBuilder _text = new StringBuilder()
        .Append("| ").AppendJoin(" | ", heads).AppendLine(" |")
        .Append('|').Append("---|").Append(string.Concat(Enumerable.Repeat("---:|", heads.Length - 1))).AppendLine();

    public void Add(params string[] cells) => _text.Append("| ").AppendJoin(" | ", cells).AppendLine(" |");

    public override string ToString() => _text.ToString();

    /// <summary>Three significant digits are more than a shared machine gives.</summary>
    public static string Number(double value) => Math.Abs(value) switch
    {
        >= 100 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("N1", CultureInfo.InvariantCulture),
        _ => value.ToString("N2", CultureInfo.InvariantCulture),
    };
}
