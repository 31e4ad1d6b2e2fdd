using System.Buffers;

namespace DirectiveFlow.Engine.Definitions.Text;

/// <summary>The spaces of an object as its author wrote them, applied to what is added and kept around what is removed.</summary>
internal readonly struct ObjectLayout(byte[] bytes, JsonPiece piece)
{
    public static void Open(IBufferWriter<byte> output) => output.Write("{"u8);

    /// <summary>Writes everything between the member before and the value of this one.</summary>
    /// <param name="before">Position of the member written before, -1 for none.</param>
    public void Between(IBufferWriter<byte> output, int before, int position)
    {
        var member = piece.Members[position];
        if (before >= 0 && position == before + 1)
        {
            output.Write(bytes.AsSpan(piece.Members[before].Value.End, member.Value.Start - piece.Members[before].Value.End));
            return;
        }

        if (before >= 0)
        {
            output.Write(","u8);
        }

        output.Write(Indent);
        output.Write(bytes.AsSpan(member.Start, member.Value.Start - member.Start));
    }

    public void Add(IBufferWriter<byte> output, JsonTree source, JsonMember member, bool isFirst)
    {
        if (!isFirst)
        {
            output.Write(","u8);
        }

        output.Write(Indent);
        output.Write(source.Bytes.AsSpan(member.Start, member.NameEnd - member.Start));
        output.Write(Colon);
        output.Write(source[member.Value]);
    }

    /// <summary>Writes a member in front of those that are there.</summary>
    public void AddFirst(IBufferWriter<byte> output, string name, byte[] value, bool isLast)
    {
        output.Write(Indent);
        output.Write([.. "\""u8, .. System.Text.Encoding.UTF8.GetBytes(name), .. "\""u8]);
        output.Write(Colon);
        output.Write(value);
        if (!isLast)
        {
            output.Write(","u8);
        }
    }

    public void Close(IBufferWriter<byte> output, int count)
    {
        if (count > 0 && piece.Members.Count > 0)
        {
            output.Write(bytes.AsSpan(piece.Members[^1].Value.End, piece.End - 1 - piece.Members[^1].Value.End));
        }
        else if (count == 0 && piece.Members.Count == 0)
        {
            output.Write(bytes.AsSpan(piece.Start + 1, piece.End - piece.Start - 2));
        }

        output.Write("}"u8);
    }

    private ReadOnlySpan<byte> Indent =>
        piece.Members.Count == 0 ? [] : bytes.AsSpan(piece.Start + 1, piece.Members[0].Start - piece.Start - 1);

    private ReadOnlySpan<byte> Colon => piece.Members.Count == 0
        ? ":"u8 : bytes.AsSpan(piece.Members[0].NameEnd, piece.Members[0].Value.Start - piece.Members[0].NameEnd);
}

/// <summary>The same for a list.</summary>
internal readonly struct ArrayLayout(byte[] bytes, JsonPiece piece)
{
    public void Open(IBufferWriter<byte> output, int count)
    {
        output.Write("["u8);
        if (count > 0)
        {
            output.Write(Indent);
        }
    }

    /// <param name="before">Old position of the item before, negative when it is new.</param>
    /// <param name="after">Old position of the item after.</param>
    public void Between(IBufferWriter<byte> output, int before, int after)
    {
        if (before >= 0 && after == before + 1)
        {
            output.Write(bytes.AsSpan(piece.Items[before].End, piece.Items[after].Start - piece.Items[before].End));
            return;
        }

        if (piece.Items.Count > 1)
        {
            output.Write(bytes.AsSpan(piece.Items[0].End, piece.Items[1].Start - piece.Items[0].End));
            return;
        }

        output.Write(","u8);
        output.Write(Indent);
    }

    public void Close(IBufferWriter<byte> output, int count)
    {
        if (count > 0 && piece.Items.Count > 0)
        {
            output.Write(bytes.AsSpan(piece.Items[^1].End, piece.End - 1 - piece.Items[^1].End));
        }
        else if (count == 0 && piece.Items.Count == 0)
        {
            output.Write(bytes.AsSpan(piece.Start + 1, piece.End - piece.Start - 2));
        }

        output.Write("]"u8);
    }

    private ReadOnlySpan<byte> Indent =>
        piece.Items.Count == 0 ? [] : bytes.AsSpan(piece.Start + 1, piece.Items[0].Start - piece.Start - 1);
}
