using System.Globalization;
using System.Text;
using System.Text.Json;

namespace DirectiveFlow.Engine.Definitions.Text;

/// <summary>
/// Looks through a text once, before anything is built from it, and answers the first thing that makes it unfit to keep: not
/// JSON, too large or too deep, a name twice in one object, characters that no database or script can carry.
/// </summary>
internal static class JsonCheck
{
    /// <summary>Deep enough for anything drawn by hand, small enough for every recursion of the engine.</summary>
    public const int MaxDepth = 256;

    /// <summary>Characters of a definition.</summary>
    public const int MaxLength = 32 * 1024 * 1024;

    /// <summary>Digits of a number as written.</summary>
    public const int MaxNumberLength = 1_000;

    internal static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = MaxDepth + 1 };

    public static DefinitionProblem? Find(string text)
    {
        if (text.Length > MaxLength)
        {
            return Problem("$", DefinitionCodes.TooLarge, $"The text has {text.Length} characters; at most {MaxLength} are read.");
        }

        var path = new JsonPath();
        var surrogate = LoneSurrogate(text);
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes, ReaderOptions);
        try
        {
            while (path.Depth <= MaxDepth && reader.Read())
            {
                if (Odd(ref reader, path, surrogate) is { } problem)
                {
                    return problem;
                }
            }
        }
        catch (JsonException error)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}");
            return Problem(path.ToString(), DefinitionCodes.NotJson, $"This is not JSON at {at}: {FirstSentence(error.Message)}");
        }

        return path.Depth > MaxDepth
            ? Problem(path.ToString(), DefinitionCodes.TooDeep, $"Values lie deeper than {MaxDepth} levels.") : null;
    }

    private static DefinitionProblem? Odd(ref Utf8JsonReader reader, JsonPath path, int surrogate)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                var (name, problem) = ReadText(ref reader, path, surrogate);
                return problem ?? (path.EnterMember(name!) ? null
                    : Problem(path.ToString(), DefinitionCodes.DuplicateName, $"The name '{JsonPath.Shown(name!)}' occurs twice in one object."));
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                path.EnterValue();
                path.Open(reader.TokenType == JsonTokenType.StartArray);
                return null;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                path.Close();
                return null;
            case JsonTokenType.String:
                path.EnterValue();
                return ReadText(ref reader, path, surrogate).Problem;
            case JsonTokenType.Number when reader.ValueSpan.Length > MaxNumberLength:
                path.EnterValue();
                return Problem(path.ToString(), DefinitionCodes.HugeNumber, $"A number of {reader.ValueSpan.Length} digits; at most {MaxNumberLength} are read.");
            default:
                path.EnterValue();
                return null;
        }
    }

    private static (string? Text, DefinitionProblem? Problem) ReadText(ref Utf8JsonReader reader, JsonPath path, int surrogate)
    {
        var holdsSurrogate = surrogate >= reader.TokenStartIndex && surrogate < reader.BytesConsumed;
        var isPlain = !holdsSurrogate && !reader.ValueIsEscaped;
        if (isPlain && reader.TokenType == JsonTokenType.String)
        {
            return (null, null);
        }

        try
        {
            var text = reader.GetString()!;
            return holdsSurrogate ? (null, Lone(path))
                : text.Contains('\0', StringComparison.Ordinal)
                    ? (null, Problem(path.ToString(), DefinitionCodes.BadCharacter, "The text contains the NUL character, which cannot be stored."))
                : (text, null);
        }
        catch (InvalidOperationException)
        {
            // What the reader says of an escaped half of a surrogate pair.
            return (null, Lone(path));
        }
    }

    /// <summary>Byte position of the first half of a surrogate pair without the other half, -1 when there is none.</summary>
    private static int LoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
                continue;
            }

            return Encoding.UTF8.GetByteCount(text.AsSpan(0, i));
        }

        return -1;
    }

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }

    private static DefinitionProblem Lone(JsonPath path) =>
        Problem(path.ToString(), DefinitionCodes.BadCharacter, "The text contains one half of a surrogate pair, which cannot be stored.");

    private static DefinitionProblem Problem(string path, string code, string message) => new(path, message, IsError: true) { Code = code };
}
