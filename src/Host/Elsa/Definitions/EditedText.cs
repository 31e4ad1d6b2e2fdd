using System.Text;
using System.Text.Json.Nodes;
using DirectiveFlow.Engine.Identity;

namespace DirectiveFlow.Host.Elsa.Definitions;

/// <summary>
/// Makes the text to store from what an editor sends. Editors send back what the server filled in; of that only what they
/// changed is taken, so that saving without an edit says nothing new and a small edit stays a small one.
/// </summary>
internal sealed class EditedText(DateInputs dates, IIdGenerator ids)
{
    /// <param name="model">The definition as the editor has it. Changed.</param>
    /// <param name="stored">The text it was made from, null for a new definition.</param>
    public string Of(JsonObject model, string? stored)
    {
        model.Remove("links");
        foreach (var (name, value) in model.ToArray())
        {
            if (value is null)
            {
                model.Remove(name);
            }
        }

        WireActivity.Visit(model["root"], Complete);
        if (stored is not null)
        {
            var old = (JsonObject)WireDefinition.Parse(stored)!;
            var wire = WireDefinition.Complete((JsonObject)old.DeepClone());
            var keepsRoot = model["root"] is not JsonObject;
            Restore(old, wire, model);
            if (keepsRoot && old["root"] is { } root)
            {
                model["root"] = root.DeepClone();
            }
        }
        else if (model["root"] is not JsonObject)
        {
            model["root"] = WireDefinition.EmptyRoot();
        }

        return Encoding.UTF8.GetString(JsonAnswer.Bytes(model).Span);
    }

    private void Complete(JsonObject activity)
    {
        if (WireActivity.Text(activity["id"]) is not { Length: > 0 })
        {
            activity["id"] = ids.NewId();
        }

        dates.Normalize(activity);
    }

    /// <summary>Every place where the edited text says what the server had answered gets what is stored there, also when that is nothing.</summary>
    private static void Restore(JsonObject stored, JsonObject wire, JsonObject edited)
    {
        foreach (var (name, answered) in wire)
        {
            var now = edited[name];
            var before = stored[name];
            if (JsonNode.DeepEquals(now, answered))
            {
                edited.Remove(name);
                if (stored.ContainsKey(name))
                {
                    edited[name] = before?.DeepClone();
                }
            }
            else if (now is JsonObject inner && answered is JsonObject answeredInner)
            {
                Restore(before as JsonObject ?? [], answeredInner, inner);
                if (inner.Count == 0 && before is null)
                {
                    edited.Remove(name);
                }
            }
            else if (now is JsonArray items && answered is JsonArray answeredItems && before is JsonArray storedItems)
            {
                Restore(storedItems, answeredItems, items);
            }
        }
    }

    /// <summary>Items are recognised by their ids or names; both old lists have the same items in the same order.</summary>
    private static void Restore(JsonArray stored, JsonArray wire, JsonArray edited)
    {
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var index = 0; index < Math.Min(stored.Count, wire.Count); index++)
        {
            if (Key(wire[index]) is { } key)
            {
                known.TryAdd(key, index);
            }
        }

        foreach (var item in edited)
        {
            if (item is JsonObject now && Key(now) is { } key && known.TryGetValue(key, out var index)
                && stored[index] is JsonObject before && wire[index] is JsonObject answered)
            {
                Restore(before, answered, now);
            }
        }
    }

    private static string? Key(JsonNode? item) => item is JsonObject json ? WireActivity.Text(json["id"]) ?? WireActivity.Text(json["name"]) : null;
}
