using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace DirectiveFlow.Directives.Tests.Reading.Intake;

/// <summary>Files made byte by byte, honest and hostile, so that no sample of unknown origin is kept.</summary>
internal static class TestFiles
{
    private const string Types = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>""";

    public static byte[] Word(string body, string? numbering = null, params (string Name, byte[] Bytes)[] more)
    {
        const string head = """<?xml version="1.0" encoding="UTF-8"?>""";
        var document = head + $"""<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>{body}</w:body></w:document>""";
        return Zip(
        [
            ("[Content_Types].xml", Encoding.UTF8.GetBytes(Types)),
            ("word/document.xml", Encoding.UTF8.GetBytes(document)),
            .. numbering is null ? Array.Empty<(string, byte[])>() : [("word/numbering.xml", Encoding.UTF8.GetBytes(head + $"""<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{numbering}</w:numbering>"""))],
            .. more,
        ]);
    }

    public static string Paragraph(string words, int? list = null, int level = 0) =>
        (list is { } number ? $"""<w:p><w:pPr><w:numPr><w:ilvl w:val="{level.ToString(CultureInfo.InvariantCulture)}"/><w:numId w:val="{number.ToString(CultureInfo.InvariantCulture)}"/></w:numPr></w:pPr>""" : "<w:p>")
        + $"""<w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>""";

    public static string Table(params string[][] rows) =>
        "<w:tbl>" + string.Concat(rows.Select(row => "<w:tr>" + string.Concat(row.Select(cell => $"<w:tc>{Paragraph(cell)}</w:tc>")) + "</w:tr>")) + "</w:tbl>";

    public static byte[] Zip(IEnumerable<(string Name, byte[] Bytes)> entries)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create))
        {
            foreach (var (name, bytes) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }

        return file.ToArray();
    }

    /// <summary>A PDF of one page with these lines.</summary>
    public static byte[] Pdf(params string[] lines) => PdfOfPages(
        1, "BT /F1 12 Tf 14 TL 60 800 Td " + string.Concat(lines.Select(line => $"{Shown(line)} T* ")) + "ET");

    /// <summary>A PDF of one page with a table drawn with lines; <c>\n</c> breaks the line inside a cell, a null cell belongs to the one above it, "" is empty.</summary>
    public static byte[] PdfTable(double[] widths, params string?[][] rows)
    {
        var content = new StringBuilder("0.5 w /F1 8 Tf ");
        double top = 800;
        for (var row = 0; row < rows.Length; row++)
        {
            var height = 6 + (10 * rows[row].Max(cell => (cell ?? "").Split('\n').Length));
            double left = 40;
            for (var column = 0; column < widths.Length; column++)
            {
                var cell = rows[row][column];
                content.Append(CultureInfo.InvariantCulture, $"{left:0.##} {top - height:0.##} m {left:0.##} {top:0.##} l S ");
                if (cell is not null)
                {
                    content.Append(CultureInfo.InvariantCulture, $"{left:0.##} {top:0.##} m {left + widths[column]:0.##} {top:0.##} l S BT 10 TL {left + 2:0.##} {top - 10:0.##} Td {string.Concat(cell.Split('\n').Select(line => Shown(line) + " T* "))} ET ");
                }

                left += widths[column];
            }

            content.Append(CultureInfo.InvariantCulture, $"{left:0.##} {top - height:0.##} m {left:0.##} {top:0.##} l S ");
            top -= height;
        }

        return PdfOfPages(1, content.Append(CultureInfo.InvariantCulture, $"40 {top:0.##} m {40 + widths.Sum():0.##} {top:0.##} l S").ToString());
    }

    /// <summary>Pages that all show the same, with one font whose character codes are UTF-16, so that Vietnamese needs no font file.</summary>
    public static byte[] PdfOfPages(int pages, string content)
    {
        const string map = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end end";
        return PdfOf(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            $"<< /Type /Pages /Kids [{string.Join(' ', Enumerable.Range(8, pages).Select(page => string.Create(CultureInfo.InvariantCulture, $"{page} 0 R")))}] /Count {pages.ToString(CultureInfo.InvariantCulture)} >>",
            Stream(content),
            "<< /Type /Font /Subtype /Type0 /BaseFont /Times /Encoding /Identity-H /DescendantFonts [5 0 R] /ToUnicode 6 0 R >>",
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Times /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 500 /FontDescriptor 7 0 R >>",
            Stream(map),
            "<< /Type /FontDescriptor /FontName /Times /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 700 /StemV 80 >>",
            .. Enumerable.Repeat("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R /Resources << /Font << /F1 4 0 R >> >> >>", pages),
        ]);
    }

    /// <summary>A PDF that a password protects.</summary>
    public static byte[] EncryptedPdf()
    {
        var plain = Encoding.Latin1.GetString(Pdf("Kế hoạch"));
        var noise = new string('A', 64);
        return Encoding.Latin1.GetBytes(plain.Replace("/Root 1 0 R >>", $"/Root 1 0 R /ID [<{noise[..32]}> <{noise[..32]}>] /Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -44 /O <{noise}> /U <{noise}> >> >>", StringComparison.Ordinal));
    }

    private static string Shown(string words) => $"<{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(words))}> Tj";

    /// <summary>A page that is one picture.</summary>
    public static byte[] ScannedPdf() => PdfOf(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /I1 5 0 R >> >> >>",
        Stream("q 595 0 0 842 0 0 cm /I1 Do Q"),
        "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\nx\nendstream");

    private static string Stream(string content) => string.Create(CultureInfo.InvariantCulture, $"<< /Length {content.Length} >>\nstream\n{content}\nendstream");

    private static byte[] PdfOf(params string[] objects)
    {
        var file = new StringBuilder("%PDF-1.7\n");
        var places = new List<int>();
        for (var i = 0; i < objects.Length; i++)
        {
            places.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        var table = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var place in places)
        {
            file.Append(CultureInfo.InvariantCulture, $"{place:0000000000} 00000 n \n");
        }

        file.Append(CultureInfo.InvariantCulture, $"trailer << /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF");
        return Encoding.Latin1.GetBytes(file.ToString());
    }
}
