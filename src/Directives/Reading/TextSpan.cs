using System.Runtime.InteropServices;

namespace DirectiveFlow.Directives.Reading;

/// <summary>A half-open range of character positions in a <see cref="SourceText"/>.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TextSpan(int Start, int End)
{
    public int Length => End - Start;

    public bool Contains(int position) => position >= Start && position < End;
}
