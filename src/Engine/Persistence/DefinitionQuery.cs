using System.Globalization;
using System.Runtime.InteropServices;

namespace DirectiveFlow.Engine.Persistence;

/// <summary>Which versions of a definition are meant.</summary>
public enum VersionSelection
{
    AllVersions,
    Latest,
    Published,
    LatestOrPublished,
    LatestAndPublished,
    Draft,
    Number,
}

/// <summary>Elsa's version options: a word or a version number.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct VersionOptions(VersionSelection Selection, int Number = 0)
{
    public static VersionOptions AllVersions { get; } = new(VersionSelection.AllVersions);

    public static VersionOptions Latest { get; } = new(VersionSelection.Latest);

    public static VersionOptions Published { get; } = new(VersionSelection.Published);

    /// <summary>Reads the text of a request. Absent text means all versions; a word Elsa does not have is refused.</summary>
    public static bool TryParse(string? text, out VersionOptions options)
    {
        options = AllVersions;
        if (string.IsNullOrWhiteSpace(text))
        {
            return true;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            options = new VersionOptions(VersionSelection.Number, number);
            return true;
        }

        if (char.IsAsciiLetter(text[0]) && Enum.TryParse<VersionSelection>(text, ignoreCase: true, out var selection)
            && selection != VersionSelection.Number)
        {
            options = new VersionOptions(selection);
            return true;
        }

        return false;
    }

    public bool Matches(DefinitionSummary version) => Selection switch
    {
        VersionSelection.Latest => version.IsLatest,
        VersionSelection.Published => version.IsPublished,
        VersionSelection.LatestOrPublished => version.IsLatest || version.IsPublished,
        VersionSelection.LatestAndPublished => version.IsLatest && version.IsPublished,
        VersionSelection.Draft => !version.IsPublished,
        VersionSelection.Number => version.Version == Number,
        _ => true,
    };
}

/// <summary>The column a list of definitions is ordered by; ties are broken by definition id and version.</summary>
public enum DefinitionOrder
{
    Name,
    Version,
    Created,
}

/// <summary>A question for a page of versions. Absent and empty members do not narrow.</summary>
public sealed record DefinitionQuery
{
    public VersionOptions Versions { get; init; } = VersionOptions.AllVersions;
    public IReadOnlyCollection<string> DefinitionIds { get; init; } = [];
    /// <summary>Version ids.</summary>
    public IReadOnlyCollection<string> Ids { get; init; } = [];
    /// <summary>Part of name, description or an id; case and Vietnamese marks do not matter.</summary>
    public string? SearchTerm { get; init; }
    /// <summary>Exactly this name.</summary>
    public string? Name { get; init; }
    public bool? IsSystem { get; init; }
    public bool? IsReadonly { get; init; }
    public bool? IsUsableAsActivity { get; init; }
    public DefinitionOrder Order { get; init; } = DefinitionOrder.Created;
    public bool Descending { get; init; }
    /// <summary>Rows to pass over.</summary>
    public int Skip { get; init; }
    public int Take { get; init; } = 100;
}

/// <summary>A page and the number of rows of all pages.</summary>
public sealed record DefinitionPage(IReadOnlyList<DefinitionSummary> Items, int TotalCount);
