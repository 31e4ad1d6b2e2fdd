using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using DirectiveFlow.Engine.Authoring;

namespace DirectiveFlow.Engine.Catalog;

/// <summary>
/// The activities this host knows. Assemblies are scanned on first use; a class is examined when a definition first needs it.
/// </summary>
public sealed class ActivityRegistry
{
    private readonly Lazy<FrozenDictionary<string, Type>> _classes;
    private readonly ConcurrentDictionary<string, ActivityType> _types = new(StringComparer.Ordinal);

    public ActivityRegistry(IEnumerable<Assembly> assemblies)
    {
        var sources = assemblies.Distinct().ToArray();
        _classes = new(() => Scan(sources));
    }

    /// <summary>Descriptors of all activities, by type name.</summary>
    public IReadOnlyList<ActivityDescriptor> Describe() =>
        [.. _classes.Value.Keys.Order(StringComparer.Ordinal).Select(name => Find(name)!.Descriptor)];

    internal ActivityType? Find(string typeName)
    {
        if (_types.TryGetValue(typeName, out var known))
        {
            return known;
        }

        return _classes.Value.TryGetValue(typeName, out var @class)
            ? _types.GetOrAdd(typeName, static (_, c) => new ActivityType(c), @class) : null;
    }

    private static FrozenDictionary<string, Type> Scan(Assembly[] assemblies)
    {
        var found = new Dictionary<string, Type>(StringComparer.Ordinal);
        foreach (var type in assemblies.SelectMany(a => a.GetTypes()))
        {
            if (type.IsAbstract || !type.IsSubclassOf(typeof(Activity))
                || type.GetCustomAttribute<ActivityAttribute>() is not { } attribute)
            {
                continue;
            }

            if (!found.TryAdd(attribute.TypeName, type))
            {
                throw new InvalidOperationException(
                    $"Two classes claim the activity type '{attribute.TypeName}': {found[attribute.TypeName]} and {type}.");
            }
        }

        return found.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
