using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.Playwright;

namespace DirectiveFlow.Browser.Tests.Running;

/// <summary>Documents as offices send them, made for one test.</summary>
internal static class DirectiveFiles
{
    private static readonly string[][] s_annex =
    [
        ["STT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Sản phẩm", "Thời gian hoàn thành"],
        ["1", "Xây dựng kho dữ liệu doanh nghiệp", "Phòng Chuyển đổi số", "Văn phòng Sở", "Kho dữ liệu", "Trước ngày 29/01/2027"],
        ["2", "Tập huấn kỹ năng số cho doanh nghiệp", "Phòng Quản lý Khoa học", "Phòng Chuyển đổi số", "Báo cáo tập huấn", "Trước ngày 31/3/2027"],
    ];

    /// <summary>A plan with one order in its body and an annex table of six columns with two tasks.</summary>
    public static byte[] WordWithAnnex(string code)
    {
        string[] lines =
        [
            "UBND TỈNH SÔNG LAM", $"Số: {code}", "Sông Lam, ngày 16 tháng 11 năm 2026", "KẾ HOẠCH", "Chuyển đổi số trong doanh nghiệp",
            "1. Giao Thanh tra Sở chủ trì kiểm tra việc sử dụng kinh phí, hoàn thành trước ngày 26/02/2027.", "PHỤ LỤC", "DANH MỤC NHIỆM VỤ",
        ];
        var table = string.Concat(s_annex.Select(row => $"<w:tr>{string.Concat(row.Select(cell => $"<w:tc>{Paragraph(cell)}</w:tc>"))}</w:tr>"));
        using var file = new MemoryStream();
        using (var package = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(package, "[Content_Types].xml", """<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>""");
            Add(package, "_rels/.rels", """<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>""");
            Add(package, "word/document.xml", $"""<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{string.Concat(lines.Select(Paragraph))}<w:tbl>{table}</w:tbl></w:body></w:document>""");
        }

        return file.ToArray();
    }

    /// <summary>The text as the browser prints it, and below it the annex, whose narrow cells take several lines each.</summary>
    public static async Task<byte[]> PdfAsync(Chrome chrome, string text)
    {
        await using var context = await chrome.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        var annex = string.Concat(s_annex.Select(row => $"<tr>{string.Concat(row.Select(cell => $"<td style=\"border:1px solid black;width:70pt\">{WebUtility.HtmlEncode(cell)}</td>"))}</tr>"));
        await page.SetContentAsync(
            $"<body style=\"font:14pt serif\">{string.Concat(text.Split('\n').Select(line => $"<p style=\"margin:0 0 8pt\">{WebUtility.HtmlEncode(line)}</p>"))}<p>PHỤ LỤC</p><table style=\"border-collapse:collapse\">{annex}</table>");
        return await page.PdfAsync(new PagePdfOptions { Format = "A4", Margin = new Margin { Top = "20mm", Bottom = "20mm", Left = "25mm", Right = "15mm" } });
    }

    private static string Paragraph(string words) => $"<w:p><w:r><w:t xml:space=\"preserve\">{WebUtility.HtmlEncode(words)}</w:t></w:r></w:p>";

    private static void Add(ZipArchive package, string name, string content)
    {
        using var entry = package.CreateEntry(name).Open();
        entry.Write(Encoding.UTF8.GetBytes(content));
    }
}
