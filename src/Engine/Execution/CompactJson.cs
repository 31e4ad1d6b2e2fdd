using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json;

namespace DirectiveFlow.Engine.Execution;

/// <summary>
/// JSON as it is stored: short texts as they are, longer ones compressed, because every step writes them to the database's log.
/// Which of the two it is, the first byte tells: JSON never begins with <see cref="Brotli"/>.
/// </summary>
internal static class CompactJson
{
    private const byte Brotli = 1;
    private const int Head = 1 + sizeof(int);
    private const int WorthIt = 200;
    private const int Quality = 4;
    private const int Window = 16;

    /// <summary>No state is larger; a longer announced length is damage, not data.</summary>
    private const int Largest = 256 << 20;

    public static byte[] Pack(byte[] json)
    {
        if (json.Length < WorthIt)
        {
            return json;
        }

        var packed = new byte[Head + BrotliEncoder.GetMaxCompressedLength(json.Length)];
        if (!BrotliEncoder.TryCompress(json, packed.AsSpan(Head), out var length, Quality, Window) || Head + length >= json.Length)
        {
            return json;
        }

        packed[0] = Brotli;
        BinaryPrimitives.WriteInt32LittleEndian(packed.AsSpan(1), json.Length);
        return packed[..(Head + length)];
    }

    /// <exception cref="JsonException">The bytes are damaged.</exception>
    public static ReadOnlySpan<byte> Unpack(byte[] stored)
    {
        if (stored is not [Brotli, ..])
        {
            return stored;
        }

        var length = stored.Length > Head ? BinaryPrimitives.ReadInt32LittleEndian(stored.AsSpan(1)) : -1;
        if (length is < 0 or > Largest)
        {
            throw new JsonException("The stored JSON is damaged.");
        }

        var json = new byte[length];
        return BrotliDecoder.TryDecompress(stored.AsSpan(Head), json, out var written) && written == length
            ? json
            : throw new JsonException("The stored JSON is damaged.");
    }
}
