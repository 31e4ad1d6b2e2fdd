using System.Reflection;
using System.Text;
using System.Text.Json;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Catalog;

/// <summary>Derives the designer's view of an activity from its class.</summary>
internal static class DescriptorBuilder
{
    public static ActivityDescriptor Build(Type @class)
    {
        var attribute = @class.GetCustomAttribute<ActivityAttribute>()
            ?? throw new InvalidOperationException($"{@class} has no [Activity] attribute.");
        var properties = @class.GetProperties(BindingFlags.Public | BindingFlags.Instance);
        return new ActivityDescriptor
        {
            TypeName = attribute.TypeName,
            Namespace = attribute.Namespace,
            Name = attribute.Name,
            Category = attribute.Category,
            DisplayName = attribute.DisplayName ?? Words(attribute.Name),
            Description = attribute.Description,
            Kind = attribute.Kind,
            Inputs = [.. properties.Where(p => p.IsDefined(typeof(InputAttribute))).Select(Input)],
            Outputs = [.. properties.Where(p => p.IsDefined(typeof(OutputAttribute))).Select(Output)],
            Ports = [.. Ports(@class, properties)],
            IsContainer = attribute.IsContainer,
            IsBrowsable = attribute.IsBrowsable,
            IsStart = attribute.IsStart,
            IsTerminal = attribute.IsTerminal,
        };
    }

    internal static string Words(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && !char.IsUpper(name[i - 1]))
            {
                text.Append(' ');
            }

            text.Append(name[i]);
        }

        return text.ToString();
    }

    private static InputDescriptor Input(PropertyInfo property, int order)
    {
        var attribute = property.GetCustomAttribute<InputAttribute>()!;
        var wrapped = typeof(Input).IsAssignableFrom(property.PropertyType);
        var type = wrapped ? property.PropertyType.GetGenericArguments()[0] : property.PropertyType;
        return new InputDescriptor(
            property.Name, TypeAlias(type), attribute.DisplayName ?? Words(property.Name), attribute.Description, attribute.Category,
            wrapped, attribute.UIHint, attribute.DefaultValue is null ? null : JsonValues.From(attribute.DefaultValue), attribute.IsSensitive, order);
    }

    private static OutputDescriptor Output(PropertyInfo property)
    {
        var attribute = property.GetCustomAttribute<OutputAttribute>()!;
        return new OutputDescriptor(
            property.Name, TypeAlias(property.PropertyType.GetGenericArguments()[0]),
            attribute.DisplayName ?? Words(property.Name), attribute.Description);
    }

    private static IEnumerable<PortDescriptor> Ports(Type @class, PropertyInfo[] properties)
    {
        foreach (var property in properties.Where(p => p.PropertyType == typeof(Activity)))
        {
            if (property.GetCustomAttribute<PortAttribute>() is { } port)
            {
                yield return new PortDescriptor(property.Name, port.DisplayName ?? property.Name, "Embedded", port.IsBrowsable);
            }
        }

        foreach (var outcome in @class.GetCustomAttribute<OutcomesAttribute>()?.Names ?? [])
        {
            yield return new PortDescriptor(outcome, outcome, "Flow", true);
        }
    }

    private static string TypeAlias(Type type)
    {
        var inner = Nullable.GetUnderlyingType(type) ?? type;
        if (inner == typeof(object) || inner == typeof(JsonElement))
        {
            return "Object";
        }

        if (inner.IsGenericType && inner.GetGenericArguments() is [var item])
        {
            return $"List<{TypeAlias(item)}>";
        }

        return inner.IsGenericType ? "ObjectDictionary" : inner.Namespace is "System" ? inner.Name : inner.FullName ?? inner.Name;
    }
}
