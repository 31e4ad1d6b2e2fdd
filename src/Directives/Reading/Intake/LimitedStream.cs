namespace DirectiveFlow.Directives.Reading.Intake;

/// <summary>A stream that refuses to give more than a number of bytes: what a compressed entry says of its size may be a lie.</summary>
internal sealed class LimitedStream(Stream inner, UnfoldingBudget budget) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        budget.Take(read);
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}

/// <summary>Bytes that may still be unfolded from one file.</summary>
internal sealed class UnfoldingBudget
{
    private long _left = IntakeLimits.MaxUnfoldedBytes;

    /// <exception cref="UnreadableTextException"><c>file.compression-bomb</c>.</exception>
    public void Take(int bytes)
    {
        _left -= bytes;
        if (_left < 0)
        {
            throw FileRefusals.Bomb();
        }
    }
}
