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
            Inputs = [.. properties.Where(p => p.IsDefined(typeof(InputAttribute))).Select(InputDescriptors.Of)],
            Outputs = [.. properties.Where(p => p.IsDefined(typeof(OutputAttribute))).Select(Output)],
            Ports = [.. Ports(@class, properties)],
            CustomProperties = Resilience(attribute.ResilienceCategory),
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

    private static OutputDescriptor Output(PropertyInfo property)
    {
        var attribute = property.GetCustomAttribute<OutputAttribute>()!;
        return new OutputDescriptor
        {
            Name = property.Name,
            TypeName = attribute.TypeName ?? TypeAliases.Of(property.PropertyType.GetGenericArguments()[0]),
            DisplayName = attribute.DisplayName ?? Words(property.Name),
            Description = attribute.Description,
            IsSerializable = attribute.Data switch { OutputData.Plain => true, OutputData.Host => false, _ => null },
        };
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

        if (@class.GetCustomAttribute<DescribedPortAttribute>() is { } described)
        {
            yield return new PortDescriptor(described.Name, described.Name, "Embedded", described.IsBrowsable);
        }

        foreach (var outcome in @class.GetCustomAttribute<OutcomesAttribute>()?.Names ?? [])
        {
            yield return new PortDescriptor(outcome, outcome, "Flow", true);
        }
    }

    private static Dictionary<string, JsonElement> Resilience(string? category)
    {
        var result = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (category is not null)
        {
            result["Resilient"] = JsonValues.True;
            result["ResilienceCategory"] = JsonValues.From(category);
        }

        return result;
    }
}
