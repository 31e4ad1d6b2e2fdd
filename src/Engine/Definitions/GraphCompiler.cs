using System.Text.Json;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Catalog;
using DirectiveFlow.Engine.Definitions.Checks;
using DirectiveFlow.Engine.Expressions;
using DirectiveFlow.Engine.Definitions.Composites;
using DirectiveFlow.Engine.Incidents;
using DirectiveFlow.Engine.Journal;

namespace DirectiveFlow.Engine.Definitions;

/// <summary>Compiles one definition. Used once and thrown away.</summary>
internal sealed partial class GraphCompiler(
    ActivityRegistry registry, ExpressionCompiler expressions, ReferencedDefinitions references, Func<Type, Activity?>? standInFor = null)
{
    private readonly List<ActivityNode> _nodes = [];
    private readonly List<DefinitionProblem> _problems = [];
    private readonly List<(ActivityNode Reader, OutputRead Read)> _reads = [];
    private DefinitionScope _scope = DefinitionScope.Outermost;

    public WorkflowGraph Compile(WorkflowDefinition definition)
    {
        _scope = _scope with { DefinitionId = definition.DefinitionId, Persistence = LogPersistence.Of(definition.Json, inherited: true) };
        CompileRoot(definition, parent: null, "$");
        if (definition.Root.ValueKind != JsonValueKind.Object)
        {
            Report(new DefinitionProblem("$.root", "There is no root activity; the workflow finishes at once.", IsError: false) { Code = DefinitionCodes.NoRoot });
        }

        KeptOutputs.Resolve(_nodes, _reads, registry);
        return new WorkflowGraph(definition, _nodes, _problems) { References = references };
    }

    public ActivityNode CompileNode(JsonElement json, ActivityNode parent, string path)
    {
        var typeName = DefinitionJson.Text(json, "type") ?? "";
        var id = ReadId(json, path, typeName);
        var custom = DefinitionJson.Object(json, "customProperties");
        var type = registry.Find(typeName);
        var reference = type is null ? references.Find(json, typeName) : null;
        var node = Add(new ActivityNode
        {
            Index = _nodes.Count,
            Id = _scope.Prefix + id,
            LocalId = id,
            NodeId = parent.NodeId + ":" + id,
            TypeName = reference?.Definition.Name is { } name ? CompositeNames.TypeName(name) : typeName,
            Name = DefinitionJson.Text(json, "name"),
            DisplayName = new WrittenActivity(json, typeName, id, path).Name,
            Parent = parent,
            Path = path,
            Composite = _scope.Composite,
            Variables = DefinitionJson.Variables(json),
            Retry = RetryPolicy.Read(custom),
            IsTerminal = type?.Descriptor.IsTerminal == true,
            IsStart = type?.Descriptor.IsStart == true,
            CanStartWorkflow = DefinitionJson.Flag(custom, "canStartWorkflow") || DefinitionJson.Flag(json, "canStartWorkflow"),
        });
        var configuration = new ActivityConfiguration(this, node, json) { Persistence = LogPersistence.Of(json, _scope.Persistence.Keeps) };
        if (type is null)
        {
            CompileUnknown(reference, node, configuration);
            return node;
        }

        var standIn = standInFor?.Invoke(type.Class);
        var activity = standIn ?? type.Create();
        node.Activity = activity;
        activity.Attach(node);
        if (standIn is null)
        {
            type.Bind(activity, configuration);
        }

        activity.Configure(configuration);
        UnknownInputs.Report(type.Descriptor, configuration);
        return node;
    }

    public CompiledExpression CompileExpression(JsonElement json, ActivityNode node, string path)
    {
        try
        {
            return expressions.Compile(json);
        }
        catch (ExpressionException error)
        {
            Report(new DefinitionProblem(path, error.Message, error.IsFatal)
            {
                Code = error.IsFatal ? DefinitionCodes.BadExpression : DefinitionCodes.UnknownLanguage,
                ActivityId = node.Id,
                ActivityName = node.DisplayName,
            });
            return new FailingExpression(error.Message);
        }
    }

    public void ReadOutputs(ActivityNode reader, IReadOnlyList<OutputRead> reads)
    {
        foreach (var read in reads)
        {
            _reads.Add((reader, read));
        }
    }

    public void Report(DefinitionProblem problem) => _problems.Add(problem);

    private ActivityNode Add(ActivityNode node)
    {
        _nodes.Add(node);
        return node;
    }

    private string ReadId(JsonElement json, string path, string typeName)
    {
        var id = DefinitionJson.Text(json, "id");
        if (string.IsNullOrEmpty(id))
        {
            Report(new DefinitionProblem(path + ".id", "The activity has no id; one is made from its type and place.", IsError: false) { Code = DefinitionCodes.MissingId });
            return Unique(typeName[(typeName.LastIndexOf('.') + 1)..]);
        }

        if (_scope.Ids.Add(id))
        {
            return id;
        }

        Report(new DefinitionProblem(path + ".id", $"The activity id '{id}' occurs more than once.", IsError: true) { Code = DefinitionCodes.DuplicateId, ActivityId = id, ActivityName = new WrittenActivity(json, typeName, id, path).Name });
        return Unique(id);
    }

    private string Unique(string stem)
    {
        var id = stem.Length == 0 ? "Activity" : stem;
        for (var number = 1; !_scope.Ids.Add(id); number++)
        {
            id = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{stem}~{number}");
        }

        return id;
    }
}
