using System.Text.Json;
using DirectiveFlow.Engine.Activities.Composition;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Expressions;
using DirectiveFlow.Engine.Journal;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Execution;

/// <summary>Inputs, outputs, variables and private values, as seen from this activity run.</summary>
public sealed partial class ActivityExecutionContext
{
    /// <summary>Evaluates an input now. An unset input is the type's default.</summary>
    /// <exception cref="ValueConversionException">The value does not fit.</exception>
    public ValueTask<T?> GetAsync<T>(Input<T>? input) => GetAsync(input, arguments: null);

    /// <inheritdoc cref="GetAsync{T}(Input{T}?)"/>
    /// <param name="input">May be null.</param>
    /// <param name="arguments">Named values the expression sees besides variables, for example the current item.</param>
    public ValueTask<T?> GetAsync<T>(Input<T>? input, IReadOnlyDictionary<string, JsonElement>? arguments)
    {
        if (input is null)
        {
            return default;
        }

        return input.TryGetConstant(out var constant) ? ValueTask.FromResult<T?>(constant)
            : input.Expression is { } expression ? Evaluate(expression) : default;

        async ValueTask<T?> Evaluate(CompiledExpression e)
        {
            var value = await e.EvaluateAsync(this, arguments);
            if (input.JournalName is { } name)
            {
                _run.Journal.AddValue(JournalValueKind.Input, this, name, value);
            }

            return JsonValues.To<T>(value);
        }
    }

    /// <summary>
    /// Stores an output where the definition points it, and keeps it for the expressions of the definition that ask for it by this
    /// activity's id or name; nothing happens when there is neither.
    /// </summary>
    public void Set<T>(Output<T>? output, T value)
    {
        if (output is null or { Target: null, Keeping: OutputKeeping.None, JournalName: null })
        {
            return;
        }

        var json = JsonValues.From(value);
        if (output.JournalName is { } name)
        {
            _run.Journal.AddValue(JournalValueKind.Output, this, name, json);
        }

        if (output.Target is { } target)
        {
            SetTarget(target, json);
        }

        if (output.Keeping != OutputKeeping.None)
        {
            KeptOutputs.Keep(this, output, json);
        }
    }

    /// <summary>Stores a value in the variable with this id or name, else in the output of the workflow around this activity.</summary>
    internal void SetTarget(string target, JsonElement value)
    {
        if (!TrySetVariable(target, value))
        {
            OutputsAround()[target] = value;
        }
    }

    /// <summary>The variable of this name (or id) seen from here, innermost scope first; JSON null when there is none or it was never set.</summary>
    public JsonElement GetVariable(string name) => FindVariable(name) ?? JsonValues.Null;

    /// <inheritdoc cref="GetVariable(string)"/>
    public T? GetVariable<T>(string name) => JsonValues.To<T>(GetVariable(name));

    /// <summary>Sets the variable of this name (or id) in the scope that declares it; an undeclared one becomes a variable of the workflow.</summary>
    public void SetVariable<T>(string name, T value)
    {
        var json = JsonValues.From(value);
        if (!TrySetVariable(name, json))
        {
            (_run.Root.Variables ??= new(StringComparer.Ordinal))[name] = json;
        }
    }

    public JsonElement GetWorkflowInput(string name)
    {
        if (WorkflowInput.TryGetValue(name, out var value))
        {
            return value;
        }

        foreach (var declared in DefinitionAround().Inputs)
        {
            if (string.Equals(declared.Name, name, StringComparison.Ordinal))
            {
                return declared.Default;
            }
        }

        return JsonValues.Null;
    }

    /// <summary>Sets an output of the workflow around this activity, brought to the type it is declared with.</summary>
    /// <exception cref="ValueConversionException">The value is not of that type.</exception>
    public void SetWorkflowOutput<T>(string name, T value)
    {
        var declared = DefinitionAround().Outputs.FirstOrDefault(o => string.Equals(o.Name, name, StringComparison.Ordinal));
        var json = JsonValues.From(value);
        OutputsAround()[name] = declared is null ? json : DeclaredTypes.Convert(json, declared.TypeName);
    }

    /// <summary>A private value of this activity run, kept until it completes.</summary>
    public T? GetProperty<T>(string key) =>
        Properties is not null && Properties.TryGetValue(key, out var value) ? JsonValues.To<T>(value) : default;

    public void SetProperty<T>(string key, T value) =>
        (Properties ??= new(StringComparer.Ordinal))[key] = JsonValues.From(value);

    /// <summary>A private object of this activity run, kept as JSON between steps; changes to it are kept without further calls.</summary>
    public T LocalStateOf<T>()
        where T : class, new()
    {
        if (_localState is JsonElement stored)
        {
            _localState = stored.Deserialize<T>(JsonValues.Options);
        }

        return (T)(_localState ??= new T());
    }

    /// <summary>The last value of an output of an activity, by its id or name; JSON null when it has none yet or its scope is over.</summary>
    internal JsonElement FindOutput(string activity, string output) => KeptOutputs.Find(this, _run.Graph, activity, output);

    /// <summary>The value of the last output named Result; JSON null when no expression of the definition asks for it.</summary>
    internal JsonElement LastResult => KeptOutputs.LastResult(_run.Root);

    /// <summary>Names of inputs that were given or are declared.</summary>
    internal IEnumerable<string> InputNames() =>
        WorkflowInput.Keys.Union(DefinitionAround().Inputs.Select(i => i.Name), StringComparer.Ordinal);

    internal bool HasInput(string name) =>
        WorkflowInput.ContainsKey(name) || DefinitionAround().Inputs.Any(i => string.Equals(i.Name, name, StringComparison.Ordinal));

    internal JsonElement? FindVariable(string key)
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            if (scope.Variables is not null && scope.Variables.TryGetValue(key, out var value))
            {
                return value;
            }

            var declared = scope.Node.FindVariable(key) ?? scope.Node.FindVariableByName(key);
            if (declared is not null)
            {
                return scope.Variables is not null && scope.Variables.TryGetValue(declared.Id, out value) ? value : declared.Default;
            }
        }

        return null;
    }

    /// <summary>Names and values of all variables seen from here; an inner one hides an outer one.</summary>
    internal Dictionary<string, JsonElement> VisibleVariables()
    {
        var result = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            foreach (var declared in scope.Node.Variables)
            {
                result.TryAdd(declared.Name, scope.Variables?.GetValueOrDefault(declared.Id, declared.Default) ?? declared.Default);
            }

            foreach (var (key, value) in scope.Variables ?? [])
            {
                if (scope.Node.FindVariable(key) is null)
                {
                    result.TryAdd(key, value);
                }
            }
        }

        return result;
    }

    internal void RestoreLocalState(JsonElement state) => _localState = state;

    private WorkflowDefinition DefinitionAround() =>
        (Node.Composite?.Activity as WorkflowDefinitionActivity)?.Definition ?? _run.Graph.Definition;

    private Dictionary<string, JsonElement> OutputsAround() => CompositeAround()?.LocalStateOf<CompositeScope>().Output ?? _run.Output;

    /// <summary>The activity whose workflow this one belongs to; null in the outermost.</summary>
    private ActivityExecutionContext? CompositeAround()
    {
        if (Node.Composite is not { } owner)
        {
            return null;
        }

        var scope = Parent;
        while (scope is not null && !ReferenceEquals(scope.Node, owner))
        {
            scope = scope.Parent;
        }

        return scope;
    }

    private bool TrySetVariable(string key, JsonElement value)
    {
        for (var scope = this; scope is not null; scope = scope.Parent)
        {
            var declared = scope.Node.FindVariable(key) ?? scope.Node.FindVariableByName(key);
            if (declared is not null || scope.Variables?.ContainsKey(key) == true)
            {
                (scope.Variables ??= new(StringComparer.Ordinal))[declared?.Id ?? key] = value;
                return true;
            }
        }

        return false;
    }
}
