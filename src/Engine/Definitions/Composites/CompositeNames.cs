using System.Text;

namespace DirectiveFlow.Engine.Definitions.Composites;

/// <summary>The activity type name that a definition's name makes, as Elsa makes it.</summary>
public static class CompositeNames
{
    /// <summary>
    /// A letter at the start or after blanks, hyphens and underscores becomes a capital and what separates it goes; before anything
    /// else the separators stay: <c>Sub-flow 3 - child</c> is <c>SubFlow 3Child</c>.
    /// </summary>
    public static string TypeName(string definitionName)
    {
        var result = new StringBuilder(definitionName.Length);
        for (var i = 0; i < definitionName.Length;)
        {
            var end = i;
            while (end < definitionName.Length && definitionName[end] is ' ' or '_' or '-')
            {
                end++;
            }

            if ((end > i || i == 0) && end < definitionName.Length && char.IsAsciiLetter(definitionName[end]))
            {
                result.Append(char.ToUpperInvariant(definitionName[end]));
                i = end + 1;
                continue;
            }

            result.Append(definitionName[i++]);
        }

        return result.ToString();
    }
}
