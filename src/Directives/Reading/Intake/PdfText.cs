using System.Text;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Exceptions;

namespace DirectiveFlow.Directives.Reading.Intake;

/// <summary>
/// The words of a PDF that has them, line by line as printed. A wide gap inside a line becomes a tab, so the two columns of a
/// head and the columns of a table without drawn lines stay apart; see <see cref="PdfTable"/> for one with. A PDF of scanned pictures is said to be scanned.
/// </summary>
internal static class PdfText
{
    /// <summary>A gap this many times the letter height divides columns.</summary>
    private const double ColumnGap = 1.8;

    /// <summary>Fewer letters than this on a page with a picture: the page is a scan with a stamp or a page number.</summary>
    private const int FewLetters = 30;

    public static IntakeText Extract(ReadOnlyMemory<byte> bytes)
    {
        if (CountObjects(bytes.Span) > IntakeLimits.MaxPdfObjects)
        {
            throw FileRefusals.TooComplex();
        }

        try
        {
            using var pdf = PdfDocument.Open(bytes.ToArray(), new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true });
            if (pdf.NumberOfPages > IntakeLimits.MaxPages)
            {
                throw FileRefusals.TooComplex();
            }

            var text = new StringBuilder();
            var scanned = 0;
            foreach (var page in pdf.GetPages())
            {
                if (page.Letters.Count < FewLetters && page.GetImages().Any())
                {
                    scanned++;
                }

                Append(text, page);
                if (text.Length > ReadingLimits.MaxCharacters * 2)
                {
                    throw FileRefusals.TooComplex();
                }
            }

            var letters = text.ToString().Count(char.IsLetter);
            return letters < FewLetters && (scanned > 0 || letters == 0)
                ? throw FileRefusals.Scanned()
                : IntakeText.Of(text.ToString(), FileFormat.Pdf, scanned > 0 ? ["pdf.some-pages-scanned"] : []);
        }
        catch (PdfDocumentEncryptedException encrypted)
        {
            throw FileRefusals.Encrypted(encrypted);
        }
    }

    private static int CountObjects(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        for (int at; (at = bytes.IndexOf(" obj"u8)) >= 0; bytes = bytes[(at + 4)..])
        {
            count++;
        }

        return count;
    }

    private static void Append(StringBuilder text, Page page)
    {
        var tables = new Queue<PdfTable>(PdfTable.Of(PdfRules.Of(page)));
        var words = page.GetWords().Where(word => word.Text.Length > 0 && !tables.Any(table => table.Takes(word)))
            .OrderByDescending(word => word.BoundingBox.Bottom).ToList();
        for (var from = 0; from < words.Count;)
        {
            while (tables.TryPeek(out var next) && next.Top > words[from].BoundingBox.Bottom)
            {
                tables.Dequeue().AppendTo(text);
            }

            var to = LineEnd(words, from);
            AppendLine(text, words.GetRange(from, to - from), HeightOf(words[from]));
            from = to;
        }

        foreach (var table in tables)
        {
            table.AppendTo(text);
        }

        text.Append('\n');
    }

    /// <summary>Behind the last word on the line of a word; the words run from the top of the page to its bottom.</summary>
    internal static int LineEnd(List<Word> words, int from)
    {
        var to = from + 1;
        while (to < words.Count && words[from].BoundingBox.Bottom - words[to].BoundingBox.Bottom < HeightOf(words[from]) * 0.5)
        {
            to++;
        }

        return to;
    }

    private static double HeightOf(Word word) => Math.Max(4, word.BoundingBox.Height);

    private static void AppendLine(StringBuilder text, List<Word> words, double height)
    {
        words.Sort((left, right) => left.BoundingBox.Left.CompareTo(right.BoundingBox.Left));
        for (var i = 0; i < words.Count; i++)
        {
            if (i > 0)
            {
                text.Append(words[i].BoundingBox.Left - words[i - 1].BoundingBox.Right > height * ColumnGap ? '\t' : ' ');
            }

            text.Append(words[i].Text);
        }

        text.Append('\n');
    }
}
