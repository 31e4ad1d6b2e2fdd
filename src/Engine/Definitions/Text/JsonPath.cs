using System.Globalization;
using System.Text;

namespace DirectiveFlow.Engine.Definitions.Text;

/// <summary>Where a reader of a JSON text stands, as a path; also the names seen in each open object.</summary>
internal sealed class JsonPath
{
    private const int NameLength = 80;
    private readonly List<Level> _levels = [];

    public int Depth { get; private set; }

    public void Open(bool isArray)
    {
        if (Depth == _levels.Count)
        {
            _levels.Add(new Level());
        }

        _levels[Depth++].Restart(isArray);
    }

    public void Close() => Depth--;

    /// <summary>The next value begins: in an array it is the next item.</summary>
    public void EnterValue()
    {
        if (Depth > 0 && _levels[Depth - 1].IsArray)
        {
            _levels[Depth - 1].Index++;
        }
    }

    /// <summary>A member begins. Answers false when its object has one of this name already.</summary>
    public bool EnterMember(string name) => _levels[Depth - 1].Enter(name);

    public override string ToString()
    {
        var path = new StringBuilder("$");
        for (var i = 0; i < Depth; i++)
        {
            var level = _levels[i];
            if (level.IsArray)
            {
                path.Append(level.Index >= 0 ? string.Create(CultureInfo.InvariantCulture, $"[{level.Index}]") : "");
            }
            else if (level.Name is { } name)
            {
                path.Append(Member(name));
            }
        }

        return path.ToString();
    }

    /// <summary>A step to a member: <c>.name</c>, or <c>['odd name']</c>.</summary>
    public static string Member(string name)
    {
        var isPlain = name.Length is > 0 and <= NameLength && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '$' or '-');
        return isPlain ? "." + name : "['" + Shown(name).Replace("'", "\\'", StringComparison.Ordinal) + "']";
    }

    public static string Shown(string name) => name.Length <= NameLength ? name : string.Concat(name.AsSpan(0, NameLength), "…");

    private sealed class Level
    {
        private readonly HashSet<string> _names = new(StringComparer.Ordinal);

        public bool IsArray { get; private set; }

        public int Index { get; set; }

        public string? Name { get; private set; }

        public void Restart(bool isArray)
        {
            IsArray = isArray;
            Index = -1;
            Name = null;
            _names.Clear();
        }

        public bool Enter(string name)
        {
            Name = name;
            return _names.Add(name);
        }
    }
}
