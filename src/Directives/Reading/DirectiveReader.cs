using System.Globalization;
using System.Text.RegularExpressions;
using DirectiveFlow.Directives.Reading.Dictionaries;

namespace DirectiveFlow.Directives.Reading;

/// <summary>
/// Reads a directive, or a report about one, by rules: documents and their lineage, task groups, assignments and
/// deadlines. Pure and deterministic; nothing is looked up outside the text.
/// </summary>
public static partial class DirectiveReader
{
    /// <param name="text">The whole text in any Unicode form.</param>
    /// <param name="contextDate">Day the text was issued or published, for days without a year; else the date in the text's own head is taken.</param>
    /// <exception cref="UnreadableTextException">The input is empty, too long (<see cref="ReadingLimits"/>), not text, or too tangled to search in time.</exception>
    public static DirectiveReading Read(string? text, DateOnly? contextDate) => Read(text, contextDate, Lexicon.Shipped);

    /// <param name="lexicon">The dictionaries to read with.</param>
    /// <inheritdoc cref="Read(string?, DateOnly?)"/>
    public static DirectiveReading Read(string? text, DateOnly? contextDate, Lexicon lexicon)
    {
        var source = SourceText.From(text);
        using var binding = lexicon.Bind();
        try
        {
            return Read(source, contextDate);
        }
        catch (RegexMatchTimeoutException tangled)
        {
            throw UnreadableTextException.TooTangled(tangled);
        }
    }

    private static DirectiveReading Read(SourceText source, DateOnly? contextDate)
    {
        var head = new OwnHeadReader(source).Read();
        var context = contextDate ?? DayOf(head?.Document.Date);
        var ledger = new DocumentLedger(source, new CitationScanner(source, context).Scan());
        var self = head is null ? null : Complete(head, source, ledger);
        var documents = MarkSelf(ledger.Documents(self), source, self);
        var own = self?.Code ?? documents.FirstOrDefault(document => document.Self == true)?.Code;

        var deadlines = new DeadlinePhrases(source, context);
        var table = new TaskTable(source, deadlines);
        table.Read();
        var body = Body(source, head?.End ?? 0).Where(line => !table.Rows.Contains(line)).ToList();
        var outline = Outline.Of(source, body);

        var (groups, counts) = new EnumeratedGroups(source, ledger).Read();
        groups.AddRange(new AnnouncedLists(source, ledger).Read());
        groups.AddRange(new HeadingGroups(source, outline, deadlines, own).Read());
        groups.AddRange(table.Groups);
        var assignments = new AssignmentReader(source, outline, deadlines).Read().Concat(table.Assignments).ToList();
        return new DirectiveReading
        {
            Text = source.Text,
            ContextDate = context is { } day ? DateWords.Iso(day) : null,
            Documents = documents,
            SelfDocument = self,
            Deadlines = Deadlines(source, body, deadlines, ledger, assignments),
            Horizons = Horizons(source, ledger),
            TaskGroups = groups,
            AnnouncedCounts = counts,
            CountChecks = AnnouncedCount.Check(counts, groups),
            Relations = new DocumentRelations(source, ledger, own).Read(),
            Assignments = assignments,
            RuleVersions = Lexicon.Current.Versions,
        };
    }

    /// <summary>The lines after the head, without those it is addressed to and the list of recipients; an annex after that counts again.</summary>
    private static IEnumerable<TextSpan> Body(SourceText source, int start)
    {
        var (recipients, addressees) = (false, false);
        foreach (var line in source.Lines.Where(line => line.Start >= start))
        {
            var words = source.Slice(line);
            addressees = words.StartsWith("Kính gửi", StringComparison.OrdinalIgnoreCase) || words.StartsWith("Kính trình", StringComparison.OrdinalIgnoreCase) || (addressees && words[0] is '-' or '–' or '+' or '•');
            if (addressees)
            {
                continue;
            }

            recipients = words.StartsWith("Nơi nhận", StringComparison.OrdinalIgnoreCase) || SignatureLine().IsMatch(words) || (recipients && !Reopens(words));
            if (!recipients)
            {
                yield return line;
            }
        }
    }

    /// <summary>An annex, or the head of a further document in the same file.</summary>
    private static bool Reopens(string words) =>
        words.StartsWith("PHỤ LỤC", StringComparison.OrdinalIgnoreCase) || words.StartsWith("CỘNG HÒA XÃ HỘI", StringComparison.Ordinal) || words.StartsWith("ĐẢNG CỘNG SẢN VIỆT NAM", StringComparison.Ordinal);

    private static DateOnly? DayOf(string? iso) =>
        DateOnly.TryParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>The own document's superior: cited in its subject, else in the sentence "Thực hiện Kế hoạch số …" that opens its body.</summary>
    private static ReadDocument Complete(OwnHead head, SourceText source, DocumentLedger ledger)
    {
        var implemented = head.Title is { } title ? ledger.Implemented(title) : null;
        if (implemented is null)
        {
            foreach (var line in source.Lines.Where(line => line.Start >= head.End).Take(6))
            {
                if (Preamble().IsMatch(source.Slice(line)) && ledger.FirstCodeIn(line) is { } code)
                {
                    implemented = code;
                    break;
                }
            }
        }

        return head.Document with { Implements = implemented };
    }

    /// <summary>A text without a head is the document its first line names, if that line says nothing else.</summary>
    private static IReadOnlyList<ReadDocument> MarkSelf(IReadOnlyList<ReadDocument> documents, SourceText source, ReadDocument? self)
    {
        if (self is not null || documents.Count == 0)
        {
            return documents;
        }

        var first = source.Lines[0];
        var line = source.Slice(first).TrimEnd('.');
        return documents.Select(document => document.Evidence.Offset == first.Start && document.Title is { } title && line.EndsWith(title, StringComparison.Ordinal) ? document with { Self = true } : document).ToList();
    }

    /// <summary>Each wording once, in text order; words inside cited subjects and in what the text tells of the past do not count.</summary>
    private static List<ReadDeadline> Deadlines(SourceText source, List<TextSpan> body, DeadlinePhrases phrases, DocumentLedger ledger, List<ReadAssignment> assignments)
    {
        var cells = assignments.Where(assignment => assignment.Rule is "assignment.labelled").Select(assignment => assignment.Due?.Evidence).OfType<Evidence>().ToList();
        var inText = body.SelectMany(line => Sentences.Of(source, line))
            .Where(sentence => !Narrative().IsMatch(source.Fold(sentence)) && !Expected().IsMatch(source.Fold(sentence)))
            .SelectMany(phrases.In)
            .Where(found => !ledger.InTitle(found.Span.Start) && !cells.Exists(cell => cell.Offset <= found.Span.Start && found.Span.End <= cell.End && cell.Length > found.Span.Length))
            .Select(found => found.Deadline);
        var found = inText.Concat(assignments.Select(assignment => assignment.Due).OfType<ReadDeadline>())
            .OrderBy(deadline => deadline.Evidence.Offset)
            .DistinctBy(deadline => deadline.Raw, StringComparer.Ordinal)
            .ToList();

        // A headline repeats the deadline of the text below it.
        return source.Lines is not [var headline, ..] ? found : found.FindAll(deadline => deadline.Evidence.Offset >= headline.End || source.Text[headline.End - 1] is '.' or ';' || !found.Exists(other => other.Evidence.Offset > headline.End && string.Equals(other.Date, deadline.Date, StringComparison.Ordinal) && string.Equals(other.Kind, deadline.Kind, StringComparison.Ordinal)));
    }

    private static List<string> Horizons(SourceText source, DocumentLedger ledger)
    {
        return Horizon().Matches(source.Folded)
            .Where(match => !ledger.InTitle(match.Index))
            .Select(match => source.Text.Substring(match.Index, match.Length))
            .Distinct(StringComparer.Ordinal)
            .ToList();
    }

    /// <summary>The signature ends the body as the list of recipients does.</summary>
    [GeneratedRegex(@"^(?:(?:T/M|TM\.|K/T|KT\.|T/L|TL\.|TUQ\.|Q\.)\s*\p{Lu}|(?:(?:PHÓ )?(?:TỔNG )?(?:GIÁM ĐỐC|CHỦ TỊCH|BÍ THƯ|TRƯỞNG BAN|TRƯỞNG PHÒNG|CHÁNH VĂN PHÒNG|CHÁNH THANH TRA|CỤC TRƯỞNG|VỤ TRƯỞNG|VIỆN TRƯỞNG|HIỆU TRƯỞNG|THỦ TƯỚNG)|BỘ TRƯỞNG|THỨ TRƯỞNG|THƯ KÝ|CHỦ T(?:ỌA|OẠ))(?: THƯỜNG TRỰC)?\s*$)", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex SignatureLine();

    [GeneratedRegex(@"^(?:Thực hiện|Triển khai|Tiếp tục thực hiện|Để thực hiện|Để triển khai|Nhằm triển khai)\s", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Preamble();

    [GeneratedRegex(@"^(?:Để|Nhằm|Sau|Tuy nhiên|Qua|Trong thời gian qua|Trong (?:năm|tháng|quý)[^,]*,)\s[^\n]*(?:như sau:|\sđã\s)|^(?:Để|Nhằm)\s[^\n]*:$", RegexOptions.CultureInvariant, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Narrative();

    /// <summary>"Ông A cho biết, dự kiến …".</summary>
    [GeneratedRegex(@"(?:cho biết|cho hay|thông tin)\s*,?[^\n]*\sdự kiến\s|dự kiến\s+(?:sẽ\s+)?(?:diễn ra|khai mạc|được tổ chức|tổ chức)|sẽ\s+(?:được\s+)?(?:diễn ra|khai mạc|tổ chức)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Expected();

    [GeneratedRegex(@"(?:(?:thời kỳ|giai đoạn)\s+\d{4}\s*[-–]\s*\d{4}|(?:đến|vào)\s+năm\s+\d{4})(?:,\s*tầm nhìn\s+(?:đến\s+)?(?:năm\s+)?\d{4})?", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, ReadingLimits.PatternTimeoutMilliseconds)]
    private static partial Regex Horizon();
}
