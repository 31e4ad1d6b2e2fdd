using System.Globalization;
using System.Text;
using DirectiveFlow.Engine.Persistence;

namespace DirectiveFlow.Engine.Definitions.Packages;

/// <summary>A file to hand out.</summary>
public sealed record DefinitionFile(string Name, byte[] Content)
{
    /// <summary>Name of a package with several definitions.</summary>
    public const string PackageName = "workflow-definitions.zip";

    /// <summary>One version as a file: Elsa's schema, ids and flags of the stored version, all other bytes as saved.</summary>
    public static DefinitionFile Of(DefinitionRecord version) => new(NameOf(version), Encoding.UTF8.GetBytes(DefinitionText.AsFile(version)));

    /// <summary>Elsa's name of a file: <c>workflow-definition-{name in ASCII}-{definition id}-{version id}.json</c>.</summary>
    private static string NameOf(DefinitionSummary version)
    {
        var slug = Slug(version.Name ?? "");
        return $"workflow-definition-{(slug.Length == 0 ? "" : slug + "-")}{Safe(version.DefinitionId)}-{Safe(version.Id)}.json";
    }

    private static string Slug(string name)
    {
        var slug = new StringBuilder(name.Length);
        foreach (var c in name.ToLowerInvariant().Normalize(NormalizationForm.FormD))
        {
            var plain = c == 'đ' ? 'd' : c;
            if (char.IsAsciiLetterOrDigit(plain))
            {
                slug.Append(plain);
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        return slug.ToString(0, Math.Min(slug.Length, 80)).Trim('-');
    }

    /// <summary>An id may hold anything; a file name may not.</summary>
    private static string Safe(string id) => string.Concat(id.Take(120).Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_'));
}
