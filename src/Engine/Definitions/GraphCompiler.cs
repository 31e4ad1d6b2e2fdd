using System.Text.Json;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Activities.Composition;
using DirectiveFlow.Engine.Catalog;
using DirectiveFlow.Engine.Definitions.Checks;
using DirectiveFlow.Engine.Expressions;
using DirectiveFlow.Engine.Incidents;

namespace DirectiveFlow.Engine.Definitions;

/// <summary>Compiles one definition. Used once and thrown away.</summary>
internal sealed class GraphCompiler(ActivityRegistry registry, ExpressionCompiler expressions, Func<Type, Activity?>? standInFor = null)
{
    private readonly List<ActivityNode> _nodes = [];
    private readonly List<DefinitionProblem> _problems = [];
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private readonly List<(ActivityNode Reader, OutputRead Read)> _reads = [];

    public WorkflowGraph Compile(WorkflowDefinition definition)
    {
        var rootId = Unique("Workflow1");
        var workflow = new WorkflowRoot();
        var root = Add(new ActivityNode
        {
            Index = 0,
            Id = rootId,
            NodeId = rootId,
            TypeName = WorkflowRoot.TypeName,
            Path = "$",
            Variables = definition.Variables,
            Activity = workflow,
        });
        workflow.Attach(root);
        if (definition.Root.ValueKind == JsonValueKind.Object)
        {
            workflow.Root = CompileNode(definition.Root, root, "$.root").Activity;
        }
        else
        {
            Report(new DefinitionProblem("$.root", "There is no root activity; the workflow finishes at once.", IsError: false) { Code = DefinitionCodes.NoRoot });
        }

        KeptOutputs.Resolve(_nodes, _reads, registry);
        return new WorkflowGraph(definition, _nodes, _problems);
    }

    public ActivityNode CompileNode(JsonElement json, ActivityNode parent, string path)
    {
        var typeName = DefinitionJson.Text(json, "type") ?? "";
        var id = ReadId(json, path, typeName);
        var custom = DefinitionJson.Object(json, "customProperties");
        var type = registry.Find(typeName);
        var node = Add(new ActivityNode
        {
            Index = _nodes.Count,
            Id = id,
            NodeId = parent.NodeId + ":" + id,
            TypeName = typeName,
            Name = DefinitionJson.Text(json, "name"),
            DisplayName = new WrittenActivity(json, typeName, id, path).Name,
            Parent = parent,
            Path = path,
            Variables = DefinitionJson.Variables(json),
            Retry = RetryPolicy.Read(custom),
            IsTerminal = type?.Descriptor.IsTerminal == true,
            IsStart = type?.Descriptor.IsStart == true,
            CanStartWorkflow = DefinitionJson.Flag(custom, "canStartWorkflow") || DefinitionJson.Flag(json, "canStartWorkflow"),
        });
        var standIn = type is null ? null : standInFor?.Invoke(type.Class);
        var activity = type is null ? new NotFoundActivity() : standIn ?? type.Create();
        node.Activity = activity;
        activity.Attach(node);
        if (type is null)
        {
            Report(new DefinitionProblem(path + ".type", $"Activity type '{typeName}' is not known here; the activity is kept and raises an incident if it is reached.", IsError: false) { Code = DefinitionCodes.UnknownActivity, ActivityId = id, ActivityName = node.DisplayName });
            return node;
        }

        var configuration = new ActivityConfiguration(this, node, json);
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

        if (_ids.Add(id))
        {
            return id;
        }

        Report(new DefinitionProblem(path + ".id", $"The activity id '{id}' occurs more than once.", IsError: true) { Code = DefinitionCodes.DuplicateId, ActivityId = id, ActivityName = new WrittenActivity(json, typeName, id, path).Name });
        return Unique(id);
    }

    private string Unique(string stem)
    {
        var id = stem.Length == 0 ? "Activity" : stem;
        for (var number = 1; !_ids.Add(id); number++)
        {
            id = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{stem}~{number}");
        }

        return id;
    }
}
