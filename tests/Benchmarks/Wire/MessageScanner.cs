using System.Buffers.Binary;

namespace DirectiveFlow.Benchmarks.Wire;

/// <summary>
/// Finds the messages of PostgreSQL's protocol 3 in a stream that comes in pieces: a type byte, four bytes of length, the body.
/// The client's first message has no type byte.
/// </summary>
internal sealed class MessageScanner(bool startsWithoutType, Action<char, byte> seen)
{
    private readonly byte[] _head = new byte[6];
    private int _have = startsWithoutType ? 1 : 0;
    private long _skip;

    /// <summary>Calls back with the type and the first byte of the body (0 when it is empty) of each message.</summary>
    public void Read(ReadOnlySpan<byte> piece)
    {
        while (!piece.IsEmpty)
        {
            if (_skip > 0)
            {
                var step = (int)Math.Min(_skip, piece.Length);
                _skip -= step;
                piece = piece[step..];
                continue;
            }

            _head[_have++] = piece[0];
            piece = piece[1..];
            if (_have < 5)
            {
                continue;
            }

            var body = BinaryPrimitives.ReadInt32BigEndian(_head.AsSpan(1, 4)) - 4;
            if (body > 0 && _have == 5)
            {
                continue;
            }

            seen((char)_head[0], body > 0 ? _head[5] : (byte)0);
            _skip = Math.Max(0, body - 1);
            _have = 0;
        }
    }
}
