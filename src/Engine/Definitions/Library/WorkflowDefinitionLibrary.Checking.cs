using DirectiveFlow.Engine.Definitions.Checks;

namespace DirectiveFlow.Engine.Definitions.Library;

public sealed partial class WorkflowDefinitionLibrary
{
    /// <summary>
    /// Everything that is wrong or odd in a text, each with its place and the activity in words. Errors keep it from being
    /// published, warnings do not.
    /// </summary>
    /// <exception cref="DefinitionException">The text is not a definition at all.</exception>
    public async Task<IReadOnlyList<DefinitionProblem>> CheckAsync(string json, string? definitionId = null, CancellationToken cancellationToken = default)
    {
        var definition = WorkflowDefinition.Parse(json);
        return (await CheckAsync(definition, definitionId ?? definition.DefinitionId ?? "", cancellationToken)).Problems;
    }

    private Task<CheckedDefinition> CheckAsync(WorkflowDefinition definition, string definitionId, CancellationToken cancellationToken) =>
        new DefinitionChecker(store, compiler, resolver, time).CheckAsync(definition, definitionId, cancellationToken);
}
