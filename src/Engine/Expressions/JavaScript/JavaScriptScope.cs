using System.Collections.ObjectModel;
using System.Text.Json;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Values;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime.Descriptors;
using Jint.Runtime.Interop;

namespace DirectiveFlow.Engine.Expressions.JavaScript;

/// <summary>
/// What one evaluation sees besides the functions that are the same for all: <c>variables</c>, <c>input</c>, <c>output</c>,
/// the accessors named after variables, inputs and outputs, and arguments. Only what the script's text mentions is made, and a value is
/// converted when it is first read.
/// </summary>
internal sealed class JavaScriptScope(
    ScriptSandbox sandbox, ActivityExecutionContext context, ScriptSource source, IReadOnlyDictionary<string, JsonElement>? arguments)
{
    private readonly Dictionary<string, JsonElement> _written = new(StringComparer.Ordinal);
    private Dictionary<string, (JsonElement Stored, JsValue Value)>? _given;
    private ObjectInstance? _variables;
    private double _textLength;
    private int _writes;

    /// <summary>Members made for this evaluation that are converted when they are read.</summary>
    public Dictionary<PropertyDescriptor, ScriptSlot> Slots { get; } = new(ReferenceEqualityComparer.Instance);

    public ActivityExecutionContext Context => context;

    public List<string> Outcomes { get; } = [];

    /// <summary>Set by the script and not yet by the workflow.</summary>
    public (bool IsSet, string? Value) CorrelationId { get; private set; }

    public (bool IsSet, string? Value) Name { get; private set; }

    public void Define()
    {
        foreach (var (name, value) in arguments ?? ReadOnlyDictionary<string, JsonElement>.Empty)
        {
            if (source.Names.Contains(name))
            {
                Global(name, ScriptValues.ToScript(sandbox, value, name));
            }
        }

        if (source.Names.Contains("variables"))
        {
            _variables = new JsObject(sandbox.Engine);
            DefineVariables(_variables);
            Global("variables", _variables);
        }

        if (source.Names.Contains("input"))
        {
            Global("input", Members(context.InputNames(), ReadInput));
        }

        if (source.Names.Contains("output"))
        {
            Global("output", Members(context.WorkflowOutput.Keys, n => context.WorkflowOutput[n]));
        }

        Accessors();
    }

    public JsonElement ReadVariable(string name)
    {
        if (_variables?.HasOwnProperty(name) == true)
        {
            return ScriptValues.FromScript(sandbox, _variables.Get(name));
        }

        return _written.TryGetValue(name, out var written) ? written : context.GetVariable(name);
    }

    public void WriteVariable(string name, JsValue value)
    {
        _writes++;
        _written[name] = ScriptValues.FromScript(sandbox, value);
        _variables?.Set(name, value);
    }

    public JsonElement ReadInput(string name) =>
        arguments?.TryGetValue(name, out var argument) == true ? argument : context.GetWorkflowInput(name);

    public string? ReadCorrelationId() => CorrelationId.IsSet ? CorrelationId.Value : context.CorrelationId;

    public void WriteCorrelationId(string? value) => CorrelationId = (true, value);

    public string? ReadName() => Name.IsSet ? Name.Value : context.WorkflowName;

    public void WriteName(string? value) => Name = (true, value);

    /// <summary>Texts put into templates; a template joins all its parts in one operation.</summary>
    public void CountText(double length)
    {
        _textLength += length;
        if (_textLength > JavaScriptLimits.TemplateTextLength)
        {
            throw new ExpressionLimitException(string.Create(
                System.Globalization.CultureInfo.InvariantCulture, $"{JavaScriptLimits.TemplateTextLength} characters of text in templates"));
        }
    }

    /// <summary>Converts the result and what the script made of <c>variables</c>; still inside the sandbox.</summary>
    public JsonElement Finish(JsValue result)
    {
        if (_variables is not null)
        {
            foreach (var key in _variables.GetOwnPropertyKeys(Jint.Runtime.Types.String))
            {
                Note(key);
            }
        }

        return ScriptValues.FromScript(sandbox, result);
    }

    /// <summary>Hands over what the script assigned, once it has succeeded.</summary>
    public void Commit()
    {
        foreach (var (name, value) in _written)
        {
            context.SetVariable(name, value);
        }

        if (CorrelationId.IsSet)
        {
            context.CorrelationId = CorrelationId.Value;
        }

        if (Name.IsSet)
        {
            context.WorkflowName = Name.Value;
        }
    }

    /// <summary>A variable that the script names is converted at once, others when they are first read.</summary>
    private void DefineVariables(ObjectInstance variables)
    {
        if (source.Variables is not { } named)
        {
            foreach (var (name, value) in context.VisibleVariables())
            {
                ScriptSlot.Define(sandbox, variables, name, value);
            }

            return;
        }

        foreach (var name in named)
        {
            if (context.FindVariable(name) is { } value)
            {
                if (value.ValueKind is JsonValueKind.Number)
                {
                    ScriptSlot.Define(sandbox, variables, name, value);
                }
                else
                {
                    var given = ScriptValues.ToScript(sandbox, value, name);
                    (_given ??= new(StringComparer.Ordinal))[name] = (value, given);
                    variables.FastSetDataProperty(name, given);
                }
            }
        }
    }

    private void Note(JsValue key)
    {
        var name = key.AsString();
        JsonElement? stored = null;
        if (_given?.TryGetValue(name, out var given) == true)
        {
            if (given.Value is JsString && ReferenceEquals(given.Value, _variables!.Get(key)))
            {
                return;
            }

            stored = given.Stored;
        }
        else if (ScriptSlot.Find(sandbox, _variables!, key) is { } slot)
        {
            if (slot.IsUntouched(_variables!))
            {
                return;
            }

            stored = slot.Stored;
        }

        var value = ScriptValues.FromScript(sandbox, _variables!.Get(key));
        if (stored is { } before && JsonElement.DeepEquals(before, value))
        {
            _written.Remove(name);
        }
        else
        {
            _written[name] = value;
        }
    }

    private void Accessors()
    {
        foreach (var accessor in source.Accessors)
        {
            var name = accessor[3..];
            if (accessor[0] == 's')
            {
                if (VariableName(name) is { } target)
                {
                    Global(accessor, new ClrFunction(sandbox.Engine, accessor, (_, a) =>
                    {
                        WriteVariable(target, a.Length > 0 ? a[0] : JsValue.Undefined);
                        return JsValue.Undefined;
                    }));
                }
            }
            else if (Reader(name) is { } read)
            {
                Global(accessor, new ClrFunction(sandbox.Engine, accessor, Remembering(() => ScriptValues.ToScript(sandbox, read(), name))));
            }
        }
    }

    /// <summary>Reads once until something is written; lists and objects are a copy of the script's own each time.</summary>
    private Func<JsValue, JsValue[], JsValue> Remembering(Func<JsValue> read)
    {
        JsValue? last = null;
        var writes = 0;
        return (_, _) =>
        {
            if (last is null || writes != _writes || _variables is not null)
            {
                var value = read();
                last = value is ObjectInstance ? null : value;
                writes = _writes;
                return value;
            }

            return last;
        };
    }

    /// <summary>Inputs win over variables of the same name, and arguments over both.</summary>
    private Func<JsonElement>? Reader(string name)
    {
        if (arguments?.TryGetValue(name, out var argument) == true)
        {
            return () => argument;
        }

        return context.HasInput(name) ? () => ReadInput(name)
            : VariableName(name) is { } variable ? () => ReadVariable(variable)
            : OutputReader(name);
    }

    private string? VariableName(string accessor)
    {
        if (context.FindVariable(accessor) is not null)
        {
            return accessor;
        }

        var lower = char.ToLowerInvariant(accessor[0]) + accessor[1..];
        return context.FindVariable(lower) is null ? null : lower;
    }

    private Func<JsonElement>? OutputReader(string accessor)
    {
        foreach (var read in source.Outputs)
        {
            if (read is { Activity.Length: > 0, Output: { } output } && string.Equals(accessor, output + "From" + read.Activity, StringComparison.Ordinal))
            {
                return () => context.FindOutput(read.Activity, output);
            }
        }

        return null;
    }

    private void Global(string name, JsValue value) =>
        sandbox.Engine.Global.FastSetProperty(name, new PropertyDescriptor(value, writable: true, enumerable: true, configurable: true));

    private JsObject Members(IEnumerable<string> members, Func<string, JsonElement> read)
    {
        var result = new JsObject(sandbox.Engine);
        foreach (var name in members)
        {
            ScriptSlot.Define(sandbox, result, name, read(name));
        }

        return result;
    }

    /// <summary>As Elsa names its accessors: the first letter of a variable's name in upper case.</summary>
    internal static string Pascal(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..];
}
