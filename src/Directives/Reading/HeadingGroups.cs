using System.Globalization;

namespace DirectiveFlow.Directives.Reading;

/// <summary>
/// Task groups given by headings. In a document with Roman sections: the headings inside its task sections, or, where a
/// section holds the duties of units directly, the section itself if its heading says more than "nhiệm vụ". In one
/// without: its numbered headings, save the one on organisation.
/// </summary>
internal sealed class HeadingGroups(SourceText source, Outline outline, DeadlinePhrases deadlines, string? selfCode)
{
    public IReadOnlyList<ReadTaskGroup> Read()
    {
        var groups = ReadHeadings();
        var known = groups.Select(group => group.Evidence.Offset).ToHashSet();
        return [.. groups.Concat(outline.Nodes.Where(IsAnnouncement).SelectMany(node => node.Children).Select(child => Group(child, selfCode ?? "self", child.Marker)).Where(group => !known.Contains(group.Evidence.Offset)))
            .OrderBy(group => group.Evidence.Offset)];
    }

    /// <summary>"2. … thực hiện tốt 04 nhiệm vụ sau:" over just as many items, none of which names who has to do it.</summary>
    private bool IsAnnouncement(OutlineNode node) =>
        node.Children.Count > 1 && source.Text[node.Heading.End - 1] == ':'
        && EnumeratedGroups.CountPattern().Matches(source.Fold(node.Heading)) is [.., var announced] && AnnouncedCount.NumberOf(announced.Value) == node.Children.Count
        && node.Children.TrueForAll(child => child.Marker.Length > 0 && child.Heading.Length is > 3 and < 400 && !Gives(child.Heading));

    private List<ReadTaskGroup> ReadHeadings()
    {
        var sections = outline.Roots.Where(root => root.Level <= Outline.RomanLevel).ToList();
        ReadingLimits.EnsureItems(sections.Count);
        if (sections.Count == 0)
        {
            var numbered = outline.Roots.Where(root => root.Level == Outline.ArabicLevel).ToList();
            return Headings(numbered, alone: false)
                .Where(root => !SectionKinds.IsOrganisation(Words(root)) && !SectionKinds.GivesNoTasks(Words(root)))
                .Select(root => Group(root, selfCode ?? "self", root.Marker))
                .ToList();
        }

        var groups = new List<ReadTaskGroup>();
        foreach (var section in sections.SelectMany(Sections).Where(section => SectionKinds.IsTasks(Words(section))))
        {
            var headings = Headings(section.Children, alone: true);
            if (headings.Count > 0)
            {
                groups.AddRange(headings.Select(heading => Group(heading, section.Marker, heading.Marker)));
            }
            else if (section.Children.Count > 1 && section.Children.TrueForAll(IsBareDuty))
            {
                groups.AddRange(section.Children.Select(child => Group(child, section.Marker, child.Marker) with { Confidence = ReadingConfidence.Unsure }));
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

    /// <summary>
    /// The headings of a list of items. Beside one with something below it a line without is one too; where none has anything
    /// below it (<paramref name="alone"/>), a numbered list of bare phrases is one of headings, as is one of phrases with a colon.
    /// </summary>
    private List<OutlineNode> Headings(List<OutlineNode> items, bool alone)
    {
        var below = items.Any(item => HasBelow(item) && IsHeading(item));
        var bare = items.Where(item => item.Marker.Length > 0 && IsHeading(item) && (below || alone || HasBelow(item)) && (HasBelow(item) || !Gives(item.Heading))).ToList();
        if (!below && (!alone || bare.Count < 2))
        {
            bare.Clear();
        }

        return bare.Count > 0 || !alone || items.Count < 2 || !items.All(item => item.Marker.Length > 0 && RunIn(item) is not null) ? bare : [.. items];
    }

    private static bool HasBelow(OutlineNode node) => node.Children.Count > 0 || node.Paragraphs.Count > 0;

    /// <summary>A line that names who has to do it or until when is a task of its own.</summary>
    private bool Gives(TextSpan line) =>
        deadlines.In(line).Count > 0 || UnitPhrases.StartAt(source.Folded, source.Trim(line).Start) || OrderPhrases.Find(source.Folded, line.Start, line.End) is not null;

    /// <summary>A numbered sentence that begins with its verb and names nobody: the issuer's own work.</summary>
    private bool IsBareDuty(OutlineNode node) =>
        node.Marker.Length > 0 && !HasBelow(node) && node.Heading.Length is > 10 and < 300 && UnitPhrases.VerbAt(source.Folded, source.Trim(node.Heading).Start) && !Gives(node.Heading);

    /// <summary>"1. Phát triển hạ tầng số: Nâng cấp …": the phrase before the colon; null if it is none, or names a body.</summary>
    private TextSpan? RunIn(OutlineNode node)
    {
        var colon = source.Text.IndexOf(':', node.Heading.Start, Math.Min(node.Heading.Length, 160));
        var phrase = colon < 0 ? default : source.Trim(new TextSpan(node.Heading.Start, colon));
        return phrase.Length > 3 && colon + 1 < node.Heading.End && char.IsUpper(source.Text[phrase.Start]) && !Gives(phrase) && !source.Slice(phrase).Contains('.', StringComparison.Ordinal) ? phrase : null;
    }

    /// <summary>A line that is neither a sentence nor the name of a unit.</summary>
    private bool IsHeading(OutlineNode node)
    {
        var words = Words(node);
        return words.Length is > 3 and < 400
            && words[^1] is not (';' or '.' or ':')
            && LeadHeadings.Of(source.Folded, source.Trim(node.Heading)) is null
            && !LabelledTask.HasLead(source, node)
            && (node.Level >= Outline.ArabicLevel || (node.Level == Outline.RomanLevel && node.Parent is not null));
    }

    private string Words(OutlineNode node) => source.Slice(source.Trim(node.Heading));

    private ReadTaskGroup Group(OutlineNode node, string set, string ordinal)
    {
        var span = HasBelow(node) ? source.Trim(node.Heading, trailing: ":.;") : RunIn(node) ?? source.Trim(node.Heading, trailing: ".;");
        return new ReadTaskGroup { Set = set, Ordinal = ordinal, Text = source.Slice(span), Evidence = source.Quote(span), Rule = "group.heading", Confidence = ReadingConfidence.Likely };
    }
}
