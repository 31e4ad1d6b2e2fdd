using System.Globalization;

namespace DirectiveFlow.Directives.Reading;

/// <summary>
/// Task groups given by headings. In a document with Roman sections: the headings inside its task sections, or, where a
/// section holds the duties of units directly, the section itself if its heading says more than "nhiệm vụ". In one
/// without: its numbered headings, save the one on organisation.
/// </summary>
internal sealed class HeadingGroups(SourceText source, Outline outline, string? selfCode)
{
    public IReadOnlyList<ReadTaskGroup> Read()
    {
        var sections = outline.Roots.Where(root => root.Level <= Outline.RomanLevel).ToList();
        ReadingLimits.EnsureItems(sections.Count);
        if (sections.Count == 0)
        {
            return outline.Roots
                .Where(root => root.Level == Outline.ArabicLevel && IsHeading(root) && !SectionKinds.IsOrganisation(Words(root)) && !SectionKinds.GivesNoTasks(Words(root)))
                .Select(root => Group(root, selfCode ?? "self", root.Marker))
                .ToList();
        }

        var groups = new List<ReadTaskGroup>();
        foreach (var section in sections.SelectMany(Sections).Where(section => SectionKinds.IsTasks(Words(section))))
        {
            var headings = section.Children.Where(IsHeading).ToList();
            if (headings.Count > 0)
            {
                groups.AddRange(headings.Select(heading => Group(heading, section.Marker, heading.Marker)));
            }
            else if (!SectionKinds.IsGeneric(Words(section)) && section.Children.Exists(child => LeadHeadings.Of(source.Folded, source.Trim(child.Heading, trailing: ":")) is not null))
            {
                groups.Add(Group(section, "self", (groups.Count(group => group.Set is "self") + 1).ToString(CultureInfo.InvariantCulture)));
            }
        }

        return groups;
    }

    /// <summary>A part or chapter that says nothing of tasks is looked into; one that does groups what stands right below it.</summary>
    private IEnumerable<OutlineNode> Sections(OutlineNode root) =>
        root.Level < Outline.RomanLevel && !SectionKinds.IsTasks(Words(root)) && !SectionKinds.GivesNoTasks(Words(root)) ? root.Children.Where(child => child.Level <= Outline.RomanLevel).SelectMany(Sections).Prepend(root) : [root];

    /// <summary>A line with something below it that is neither a sentence nor the name of a unit.</summary>
    private bool IsHeading(OutlineNode node)
    {
        var words = Words(node);
        return (node.Children.Count > 0 || node.Paragraphs.Count > 0)
            && words.Length is > 3 and < 400
            && words[^1] is not (';' or '.' or ':')
            && !UnitPhrases.IsName(words)
            && !LabelledTask.HasLead(source, node)
            && (node.Level >= Outline.ArabicLevel || (node.Level == Outline.RomanLevel && node.Parent is not null));
    }

    private string Words(OutlineNode node) => source.Slice(source.Trim(node.Heading));

    private ReadTaskGroup Group(OutlineNode node, string set, string ordinal)
    {
        var span = source.Trim(node.Heading, trailing: ":");
        return new ReadTaskGroup { Set = set, Ordinal = ordinal, Text = source.Slice(span), Evidence = source.Quote(span), Rule = "group.heading", Confidence = ReadingConfidence.Likely };
    }
}
