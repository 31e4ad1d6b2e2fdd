using System.IO.Compression;
using System.Runtime.CompilerServices;
using DirectiveFlow.Directives.Labels;

namespace DirectiveFlow.Host.Elsa.Instances;

/// <summary>One text in an uploaded file, which is the text itself or a zip of texts; or why there is none.</summary>
/// <param name="Text">Empty where <paramref name="Why"/> is given.</param>
internal readonly record struct InstanceUpload(string Name, byte[] Text, Label? Why)
{
    private const long MostBytes = 64 * 1024 * 1024;

    /// <summary>Of a damaged zip what comes before the damage is given, then the reason.</summary>
    public static async IAsyncEnumerable<InstanceUpload> ReadAsync(IFormFile file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var stream = file.OpenReadStream();
        using var content = new MemoryStream();
        await stream.CopyToAsync(content, cancellationToken);
        if (content.Length < 2 || !content.GetBuffer().AsSpan(0, 2).SequenceEqual("PK"u8))
        {
            yield return new(file.FileName, content.ToArray(), null);
            yield break;
        }

        content.Position = 0;
        var unpacked = new List<InstanceUpload>();
        Label? why;
        try
        {
            var isWhole = await UnpackAsync(content, unpacked, cancellationToken);
            why = !isWhole ? InstanceFileWords.TooLarge(MostBytes) : unpacked.Count == 0 ? InstanceFileWords.NothingInside : null;
        }
        catch (Exception error) when (error is InvalidDataException or NotSupportedException)
        {
            why = InstanceFileWords.DamagedZip;
        }

        foreach (var one in unpacked)
        {
            yield return one;
        }

        if (why is not null)
        {
            yield return new(file.FileName, [], why);
        }
    }

    /// <returns>False when it unpacks to too much; what came before stays in the list.</returns>
    /// <exception cref="InvalidDataException">The archive is damaged; what came before stays in the list.</exception>
    /// <exception cref="NotSupportedException">Compressed in a way that is not read here.</exception>
    private static async Task<bool> UnpackAsync(Stream content, List<InstanceUpload> texts, CancellationToken cancellationToken)
    {
        await using var zip = await ZipArchive.CreateAsync(content, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        var left = MostBytes;
        var chunk = new byte[64 * 1024];
        foreach (var entry in zip.Entries.Where(e => e.Name.EndsWith(".json", StringComparison.OrdinalIgnoreCase)).Take(InstanceFiles.MostFiles))
        {
            using var text = new MemoryStream();
            await using var opened = await entry.OpenAsync(cancellationToken);
            for (int read; (read = await opened.ReadAsync(chunk, cancellationToken)) > 0;)
            {
                left -= read;
                if (left < 0)
                {
                    return false;
                }

                text.Write(chunk, 0, read);
            }

            texts.Add(new(entry.Name, text.ToArray(), null));
        }

        return true;
    }
}
