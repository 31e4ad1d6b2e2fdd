using System.Text;
using DirectiveFlow.Directives.Reading;
using DirectiveFlow.Directives.Reading.Intake;

namespace DirectiveFlow.Directives.Tests.Reading.Intake;

/// <summary>Files made to harm the reader end in a refusal with a stable code, in both languages.</summary>
public sealed class HostileFileTests
{
    private static readonly byte[] Mebibytes = new byte[32 * 1024 * 1024];

    public static TheoryData<string, string, string> Files => new()
    {
        { "too large", "a.txt", "file.too-large" },
        { "zip bomb", "a.docx", "file.compression-bomb" },
        { "many entries", "a.docx", "file.compression-bomb" },
        { "bomb that lies about its size", "a.docx", "file.damaged" },
        { "zip of zips", "a.docx", "file.type-unsupported" },
        { "entities", "a.docx", "file.unsafe-xml" },
        { "macros", "a.docx", "file.macros" },
        { "honest word", "a.docm", "file.macros" },
        { "deep tables", "a.docx", "file.too-complex" },
        { "deep xml", "a.docx", "file.too-complex" },
        { "old word", "a.doc", "file.old-word" },
        { "program", "a.pdf", "file.wrong-type" },
        { "program", "a.xyz", "file.type-unsupported" },
        { "picture", "a.docx", "file.wrong-type" },
        { "honest word", "a.pdf", "file.wrong-type" },
        { "plain", "a.docx", "file.wrong-type" },
        { "plain", "a.rtf", "file.type-unsupported" },
        { "pdf and zip", "a.pdf", "file.polyglot" },
        { "html before pdf", "a.html", "file.polyglot" },
        { "a million objects", "a.pdf", "file.too-complex" },
        { "broken pdf", "a.pdf", "file.damaged" },
        { "broken word", "a.docx", "file.damaged" },
        { "scan", "a.pdf", "file.scanned" },
        { "pdf with a password", "a.pdf", "file.encrypted" },
        { "pdf of too many pages", "a.pdf", "file.too-complex" },
        { "empty word", "a.docx", "file.no-text" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void It_is_refused_with_its_code(string kind, string name, string code)
    {
        var refused = Assert.Throws<UnreadableTextException>(() => DocumentIntake.Extract(Make(kind), name));

        Assert.Equal(code, refused.Code);
        Assert.True(refused.Vietnamese.Length > 20 && refused.English.Length > 20);
    }

    [Fact]
    public void Cutting_or_changing_any_byte_of_a_file_gives_a_text_or_a_refusal()
    {
        byte[][] files = [TestFiles.Word(TestFiles.Paragraph("Kế hoạch") + TestFiles.Table(["a", "b", "c"])), TestFiles.Pdf("Kế hoạch của Sở Y tế"), TestFiles.ScannedPdf()];
        const int seed = 20261122;
        var random = new Random(seed);
        foreach (var file in files)
        {
            for (var i = 0; i < 150; i++)
            {
                var damaged = i % 3 == 0 ? file[..random.Next(file.Length)] : (byte[])file.Clone();
                for (var change = 0; damaged.Length > 8 && change < 1 + (i % 4); change++)
                {
                    damaged[random.Next(5, damaged.Length)] = (byte)random.Next(256);
                }

                var failure = Record.Exception(() => DocumentIntake.Extract(damaged, ""));

                Assert.True(failure is null or UnreadableTextException, $"seed {seed}, change {i}: {failure}");
            }
        }
    }

    private static byte[] Make(string kind) => kind switch
    {
        "too large" => new byte[IntakeLimits.MaxBytes + 1],
        "zip bomb" => TestFiles.Word("", null, ("word/media/a.bin", Mebibytes)),
        "many entries" => TestFiles.Word("", null, [.. Enumerable.Range(0, IntakeLimits.MaxEntries + 1).Select(i => ($"x/{i}", Array.Empty<byte>()))]),
        "bomb that lies about its size" => Lying(),
        "zip of zips" => TestFiles.Zip(Enumerable.Range(0, 16).Select(i => ($"lib {i}.zip", TestFiles.Zip([("a", new byte[100])])))),
        "entities" => TestFiles.Zip([("[Content_Types].xml", "<a/>"u8.ToArray()), ("word/document.xml", """<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w>&x;</w>"""u8.ToArray())]),
        "macros" => TestFiles.Word(TestFiles.Paragraph("a"), null, ("word/vbaProject.bin", [1])),
        "deep tables" => TestFiles.Word(string.Concat(Enumerable.Repeat("<w:tbl><w:tr><w:tc>", 20)) + string.Concat(Enumerable.Repeat("</w:tc></w:tr></w:tbl>", 20))),
        "deep xml" => TestFiles.Word(string.Concat(Enumerable.Repeat("<w:p>", 100_000))),
        "old word" => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0],
        "program" => [0x7F, (byte)'E', (byte)'L', (byte)'F', 1],
        "picture" => [0x89, (byte)'P', (byte)'N', (byte)'G', 1],
        "honest word" => TestFiles.Word(TestFiles.Paragraph("a")),
        "plain" => "Kế hoạch"u8.ToArray(),
        "pdf and zip" => [.. TestFiles.Pdf("Kế hoạch"), .. TestFiles.Word(TestFiles.Paragraph("a"))],
        "html before pdf" => [.. "<html><script></script>"u8, .. TestFiles.Pdf("a")],
        "a million objects" => Encoding.ASCII.GetBytes("%PDF-1.7\n" + string.Concat(Enumerable.Repeat("1 0 obj\n", 1_000_000))),
        "broken pdf" => "%PDF-1.7\nnothing"u8.ToArray(),
        "broken word" => TestFiles.Word(TestFiles.Paragraph("a"))[..200],
        "scan" => TestFiles.ScannedPdf(),
        "pdf with a password" => TestFiles.EncryptedPdf(),
        "pdf of too many pages" => TestFiles.PdfOfPages(IntakeLimits.MaxPages + 1, ""),
        "empty word" => TestFiles.Word(TestFiles.Paragraph("")),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The central directory says one byte; the entry unfolds to more.</summary>
    private static byte[] Lying()
    {
        var file = TestFiles.Word(new string(' ', 100_000));
        var size = BitConverter.GetBytes(1);
        var name = "word/document.xml"u8;
        for (int at = 0, found; (found = file.AsSpan(at).IndexOf(name)) >= 0; at += found + name.Length)
        {
            var header = at + found;
            var central = header >= 46 && file.AsSpan(header - 46, 4).SequenceEqual("PK\u0001\u0002"u8);
            if (central)
            {
                size.CopyTo(file, header - 46 + 24);
            }
        }

        return file;
    }
}
