namespace DirectiveFlow.Engine.Activities.Flow;

/// <summary>
/// Writes small counts as text for the instance's state: seven bits a byte, zeros at the end left out. A flowchart's bookkeeping
/// is a few characters then, not a list of numbers that each step writes again.
/// </summary>
internal static class FlowCode
{
    public static string Write(int[] counts)
    {
        var length = counts.Length;
        while (length > 0 && counts[length - 1] == 0)
        {
            length--;
        }

        var bytes = new List<byte>(length);
        for (var i = 0; i < length; i++)
        {
            var rest = (uint)counts[i];
            for (; rest >= 0x80; rest >>= 7)
            {
                bytes.Add((byte)(rest | 0x80));
            }

            bytes.Add((byte)rest);
        }

        return Convert.ToBase64String([.. bytes]);
    }

    /// <param name="count">Length of the result; what was left out is zero.</param>
    public static int[] Read(string text, int count)
    {
        var counts = new int[count];
        var (position, shift) = (0, 0);
        foreach (var part in Convert.FromBase64String(text))
        {
            if (position >= count)
            {
                throw new FormatException($"The state of a flowchart has more than {count} counts.");
            }

            counts[position] |= (part & 0x7f) << shift;
            (position, shift) = part < 0x80 ? (position + 1, 0) : (position, shift + 7);
        }

        return counts;
    }
}
