using System.Collections;
using System.Reflection;
using System.Text.Json;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Catalog;

/// <summary>An input's editor, choices and type, chosen as Elsa chooses them when the class says nothing.</summary>
internal static class InputDescriptors
{
    public static InputDescriptor Of(PropertyInfo property)
    {
        var attribute = property.GetCustomAttribute<InputAttribute>()!;
        var wrapped = typeof(Input).IsAssignableFrom(property.PropertyType);
        var declared = wrapped ? property.PropertyType.GetGenericArguments()[0] : property.PropertyType;
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        var hint = attribute.UIHint ?? Hint(type);
        return new InputDescriptor
        {
            Name = property.Name,
            TypeName = attribute.TypeName ?? TypeAliases.Of(type),
            DisplayName = attribute.DisplayName ?? DescriptorBuilder.Words(property.Name),
            Description = attribute.Description,
            Category = attribute.Category,
            IsWrapped = wrapped,
            UIHint = hint,
            UISpecifications = Specifications(hint, attribute, type),
            OptionsFrom = attribute.OptionsFrom,
            DefaultValue = attribute.DefaultValue is null ? null : JsonValues.From(attribute.DefaultValue),
            DefaultSyntax = attribute.DefaultSyntax,
            AutoEvaluate = attribute.AutoEvaluate,
            IsSensitive = attribute.IsSensitive,
            Order = attribute.Order,
        };
    }

    private static string Hint(Type type)
    {
        if (type == typeof(bool))
        {
            return "checkbox";
        }

        if (type.IsEnum || typeof(IDictionary).IsAssignableFrom(type))
        {
            return "dropdown";
        }

        return type != typeof(string) && typeof(IEnumerable<string>).IsAssignableFrom(type) ? "multitext" : "singleline";
    }

    private static Dictionary<string, JsonElement> Specifications(string hint, InputAttribute attribute, Type type)
    {
        var result = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var options = attribute.Options.Length > 0 ? attribute.Options : Choices(attribute.OptionsOf ?? type);
        if (options.Length > 0)
        {
            var items = options.Select(Choice).ToArray();
            var isCheckList = string.Equals(hint, "checklist", StringComparison.Ordinal);
            result[hint] = JsonValues.From(isCheckList ? new { checkList = new { items, isFlagsEnum = false } } : (object)new { selectList = new { items } });
        }

        if (attribute.Language is { } language)
        {
            result["code-editor"] = JsonValues.From(new { language });
        }

        return result;
    }

    private static string[] Choices(Type type) => type.IsEnum ? [.. Enum.GetValues(type).Cast<object>().Select(v => v.ToString()!)]
        : type.GetField("Options", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as string[] ?? [];

    /// <summary>A choice whose text and value differ is written <c>text=value</c>.</summary>
    private static object Choice(string option) =>
        option.Split('=', 2) is [var text, var value] ? new { text, value } : new { text = option, value = option };
}
