using System.Text.Json;
using DirectiveFlow.Directives.Labels;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Engine.Catalog;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Host.Elsa.Descriptors;

/// <summary>Choices that are not known when the program is built: units and people of the organisation, and its roles, as they are now.</summary>
internal sealed class LiveOptions(IServiceScopeFactory scopes)
{
    private sealed record Item(string Text, string Value);

    /// <summary>Fills in the choices of those inputs that name a source.</summary>
    /// <param name="refresh">Whether Studio shall ask again when the activity is selected; in the answer to that it must not.</param>
    public async Task<ActivityDescriptor> FillAsync(ActivityDescriptor descriptor, bool isEnglish, bool refresh, CancellationToken cancellationToken)
    {
        if (descriptor.Inputs.All(i => i.OptionsFrom is null))
        {
            return descriptor;
        }

        var inputs = new List<InputDescriptor>(descriptor.Inputs.Count);
        foreach (var input in descriptor.Inputs)
        {
            inputs.Add(input.OptionsFrom is { } source
                ? input with { UISpecifications = Specifications(input.UIHint, await ItemsAsync(source, isEnglish, cancellationToken), refresh) } : input);
        }

        return descriptor with { Inputs = inputs };
    }

    private static Dictionary<string, JsonElement> Specifications(string hint, IReadOnlyList<Item> items, bool refresh)
    {
        var isCheckList = string.Equals(hint, "checklist", StringComparison.Ordinal);
        var result = new Dictionary<string, JsonElement>(StringComparer.Ordinal)
        {
            [hint] = JsonValues.From(isCheckList
                ? new { checkList = new { items = items.Select(i => new { i.Text, i.Value, isChecked = false }), isFlagsEnum = false } }
                : (object)new { selectList = new { items, isFlagsEnum = false } }),
        };
        if (refresh)
        {
            result["Refresh"] = JsonValues.True;
        }

        return result;
    }

    private async Task<IReadOnlyList<Item>> ItemsAsync(string source, bool isEnglish, CancellationToken cancellationToken)
    {
        if (source is "roles")
        {
            return [.. Roles.All.Select(role => new Item(isEnglish ? RoleLabels.Of(role).En : RoleLabels.Of(role).Vi, role))];
        }

        await using var scope = scopes.CreateAsyncScope();
        var organization = scope.ServiceProvider.GetRequiredService<IOrganization>();
        var units = await organization.ListUnitsAsync(cancellationToken);
        if (source is "units")
        {
            return [.. units.Where(u => u.Kind != UnitKind.External).Select(u => new Item($"{u.Name} ({u.Code})", u.Code))];
        }

        throw new InvalidOperationException($"No list of choices is called '{source}'.");
    }
}
