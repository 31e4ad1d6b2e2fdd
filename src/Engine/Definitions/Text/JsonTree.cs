using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace DirectiveFlow.Engine.Definitions.Text;

/// <summary>A value of a JSON text and where its bytes lie.</summary>
internal sealed class JsonPiece(JsonTokenType kind, int start)
{
    /// <summary>The token the value begins with.</summary>
    public JsonTokenType Kind { get; } = kind;

    public int Start { get; } = start;

    /// <summary>The first byte after the value.</summary>
    public int End { get; set; }

    public List<JsonMember> Members { get; } = kind == JsonTokenType.StartObject ? [] : Empty;

    public List<JsonPiece> Items { get; } = kind == JsonTokenType.StartArray ? [] : None;

    private static List<JsonMember> Empty { get; } = [];

    private static List<JsonPiece> None { get; } = [];

    public JsonPiece? Find(string name)
    {
        foreach (var member in Members)
        {
            if (string.Equals(member.Name, name, StringComparison.Ordinal))
            {
                return member.Value;
            }
        }

        return null;
    }
}

/// <param name="Start">Where the name's quotation mark stands.</param>
/// <param name="NameEnd">The first byte after the name.</param>
internal readonly record struct JsonMember(string Name, int Start, int NameEnd, JsonPiece Value);

/// <summary>A JSON text taken apart without losing a byte. The text was checked by <see cref="JsonCheck"/> before.</summary>
internal sealed class JsonTree
{
    private JsonTree(byte[] bytes, JsonPiece root)
    {
        Bytes = bytes;
        Root = root;
    }

    public byte[] Bytes { get; }

    public JsonPiece Root { get; }

    public ReadOnlySpan<byte> this[JsonPiece piece] => Bytes.AsSpan(piece.Start, piece.End - piece.Start);

    public static JsonTree Parse(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes, JsonCheck.ReaderOptions);
        var open = new Stack<JsonPiece>();
        (string Name, int Start, int End) name = default;
        JsonPiece? root = null;
        while (reader.Read())
        {
            var start = (int)reader.TokenStartIndex;
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                name = (reader.GetString()!, start, start + reader.ValueSpan.Length + 2);
                continue;
            }

            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                open.Pop().End = (int)reader.BytesConsumed;
                continue;
            }

            var piece = new JsonPiece(reader.TokenType, start) { End = (int)reader.BytesConsumed };
            if (!open.TryPeek(out var parent))
            {
                root = piece;
            }
            else if (parent.Kind == JsonTokenType.StartObject)
            {
                parent.Members.Add(new JsonMember(name.Name!, name.Start, name.End, piece));
            }
            else
            {
                parent.Items.Add(piece);
            }

            if (piece.Kind is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                open.Push(piece);
            }
        }

        return new JsonTree(bytes, root!);
    }

    /// <summary>The text of a string value, null for any other value.</summary>
    public string? Text(JsonPiece? piece)
    {
        if (piece?.Kind != JsonTokenType.String)
        {
            return null;
        }

        var reader = new Utf8JsonReader(this[piece]);
        reader.Read();
        return reader.GetString();
    }

    /// <summary>The value as a decimal number, when it is one that fits.</summary>
    public decimal? Number(JsonPiece piece) =>
        Utf8Parser.TryParse(this[piece], out decimal value, out var used) && used == piece.End - piece.Start ? value : null;
}
