using System.Collections;
using System.Text.Json;

namespace DirectiveFlow.Engine.Catalog;

/// <summary>Elsa's short names of types, as definitions and descriptors write them.</summary>
public static class TypeAliases
{
    private static readonly Dictionary<string, string> s_elements = new(StringComparer.Ordinal)
    {
        ["System.String"] = "String",
        ["System.Object"] = "Object",
        ["System.Boolean"] = "Boolean",
        ["System.Int32"] = "Int32",
        ["System.Int64"] = "Int64",
        ["IDictionary<String, Object>"] = "ObjectDictionary",
        ["IDictionary<string, object>"] = "ObjectDictionary",
    };

    /// <summary>The alias of a type of this program: nullable and JSON types by what they hold.</summary>
    public static string Of(Type type)
    {
        var inner = Nullable.GetUnderlyingType(type) ?? type;
        if (inner == typeof(object) || inner == typeof(JsonElement))
        {
            return "Object";
        }

        if (inner == typeof(long))
        {
            return "Long";
        }

        if (inner.IsArray)
        {
            return $"List<{Of(inner.GetElementType()!)}>";
        }

        if (inner.IsGenericType)
        {
            var arguments = inner.GetGenericArguments();
            return arguments.Length == 1 && typeof(IEnumerable).IsAssignableFrom(inner) ? $"List<{Of(arguments[0])}>" : "ObjectDictionary";
        }

        return inner.Namespace is "System" ? inner.Name : inner.FullName ?? inner.Name;
    }

    /// <summary>
    /// The form in which Elsa gives a declared type back: arrays as lists, CLR names as aliases (a fact of a real server's answers,
    /// where <c>String[]</c> comes back as <c>List&lt;String&gt;</c>).
    /// </summary>
    /// <param name="isArray">The older way to declare a list of <paramref name="typeName"/>.</param>
    public static string Normalize(string typeName, bool isArray = false)
    {
        var name = typeName.Trim();
        while (name.EndsWith("[]", StringComparison.Ordinal))
        {
            name = name[..^2].TrimEnd();
            return $"List<{Normalize(name, isArray)}>";
        }

        name = s_elements.GetValueOrDefault(name, name);
        return isArray ? $"List<{name}>" : name;
    }
}
