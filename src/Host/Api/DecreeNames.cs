using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using DirectiveFlow.Directives.Documents;

namespace DirectiveFlow.Host.Api;

/// <summary>Urgency travels under the name the exchange of documents gives it: <c>priority</c> (Decree 30/2020, annex VI).</summary>
internal static class DecreeNames
{
    public static void Apply(JsonSerializerOptions json) =>
        json.TypeInfoResolver = (json.TypeInfoResolver ?? new DefaultJsonTypeInfoResolver()).WithAddedModifier(type =>
        {
            foreach (var property in type.Properties.Where(property => property.PropertyType == typeof(Urgency)))
            {
                property.Name = "priority";
            }
        });
}
