using System.Text.Json;

namespace DirectiveFlow.Engine.Definitions;

/// <summary>Beside which running instances a new one may start; Elsa's strategies.</summary>
public enum ActivationStrategy
{
    /// <summary>Beside any. Elsa's default.</summary>
    Always,

    /// <summary>One running instance of the definition.</summary>
    Singleton,

    /// <summary>No running instance of any definition with the same business key. Without a key: beside any.</summary>
    Correlation,

    /// <summary>One running instance of the definition with the same business key.</summary>
    CorrelatedSingleton,
}

/// <summary>Reads <c>options.activationStrategyType</c>, a .NET type name whose last word tells the strategy.</summary>
internal static class ActivationStrategies
{
    public static ActivationStrategy Read(JsonElement definition)
    {
        var name = definition.TryGetProperty("options", out var options) && options.ValueKind == JsonValueKind.Object
            ? DefinitionJson.Text(options, "activationStrategyType") : null;
        return name switch
        {
            null => ActivationStrategy.Always,
            _ when name.Contains("CorrelatedSingleton", StringComparison.Ordinal) => ActivationStrategy.CorrelatedSingleton,
            _ when name.Contains("Singleton", StringComparison.Ordinal) => ActivationStrategy.Singleton,
            _ when name.Contains("Correlation", StringComparison.Ordinal) => ActivationStrategy.Correlation,
            _ => ActivationStrategy.Always,
        };
    }

    /// <summary>Key of the slot an instance takes, null when it takes none.</summary>
    public static string? SlotOf(ActivationStrategy strategy, string definitionId, string? correlationId) => strategy switch
    {
        ActivationStrategy.Singleton => "definition/" + definitionId,
        ActivationStrategy.Correlation when correlationId is not null => "correlation/" + correlationId,
        ActivationStrategy.CorrelatedSingleton => "definition/" + definitionId + "/correlation/" + correlationId,
        _ => null,
    };
}
