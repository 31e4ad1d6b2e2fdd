using System.IO.Compression;
using System.Xml;

namespace DirectiveFlow.Directives.Reading.Intake;

/// <summary>
/// The compressed package of a .docx, opened with a budget. Entries are read as XML one after the other, without a document
/// tree, document type declarations or anything from outside. Embedded files are never opened.
/// </summary>
internal sealed class WordPackage : IDisposable
{
    private readonly ZipArchive _archive;
    private readonly UnfoldingBudget _budget = new();

    /// <exception cref="UnreadableTextException">Bomb, macros, or no Word document.</exception>
    public WordPackage(ReadOnlyMemory<byte> bytes)
    {
        _archive = new ZipArchive(new MemoryStream(bytes.ToArray(), writable: false), ZipArchiveMode.Read);
        try
        {
            Inspect(_archive, bytes.Length);
        }
        catch
        {
            _archive.Dispose();
            throw;
        }
    }

    /// <summary>Null if the package has no such part.</summary>
    public XmlReader? Open(string part)
    {
        var entry = _archive.GetEntry(part);
        return entry is null ? null : XmlReader.Create(
            new LimitedStream(entry.Open(), _budget),
            new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Prohibit,
                XmlResolver = null,
                IgnoreComments = true,
                IgnoreProcessingInstructions = true,
                CloseInput = true,
                MaxCharactersInDocument = IntakeLimits.MaxUnfoldedBytes,
            });
    }

    public void Dispose() => _archive.Dispose();

    private static void Inspect(ZipArchive archive, int stored)
    {
        if (archive.Entries.Count > IntakeLimits.MaxEntries)
        {
            throw FileRefusals.Bomb();
        }

        long total = 0;
        foreach (var entry in archive.Entries)
        {
            total += entry.Length;
            var unfolds = entry.Length > 1_048_576 && entry.Length > (long)IntakeLimits.MaxRatio * Math.Max(1, entry.CompressedLength);
            if (unfolds || total > IntakeLimits.MaxUnfoldedBytes || entry.CompressedLength > stored)
            {
                throw FileRefusals.Bomb();
            }

            if (entry.Name.StartsWith("vbaProject", StringComparison.OrdinalIgnoreCase) || entry.Name.StartsWith("vbaData", StringComparison.OrdinalIgnoreCase))
            {
                throw FileRefusals.Macros();
            }
        }

        if (archive.GetEntry("[Content_Types].xml") is null || archive.GetEntry("word/document.xml") is null)
        {
            throw FileRefusals.Unsupported();
        }
    }
}
