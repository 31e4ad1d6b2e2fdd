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
    private ObjectInstance? _variables;
    private double _textLength;

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
            foreach (var (name, value) in context.VisibleVariables())
            {
                if (!source.UsesNamedVariablesOnly || source.Names.Contains(name))
                {
                    ScriptSlot.Define(sandbox, _variables, name, value);
                }
            }

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

        OutputAccessors();
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
                var slot = ScriptSlot.Find(_variables, key);
                if (slot?.IsUntouched(_variables) != true)
                {
                    Note(key.AsString(), slot);
                }
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

    private void Note(string name, ScriptSlot? slot)
    {
        var value = ScriptValues.FromScript(sandbox, _variables!.Get(name));
        if (slot is null || !JsonElement.DeepEquals(slot.Stored, value))
        {
            _written[name] = value;
        }
        else
        {
            _written.Remove(name);
        }
    }

    private void Accessors()
    {
        if (arguments is not null)
        {
            foreach (var (name, value) in arguments)
            {
                Accessor("get" + name, _ => ScriptValues.ToScript(sandbox, value, name));
            }
        }

        foreach (var name in context.VisibleVariables().Keys)
        {
            VariableAccessors(name, name);
            VariableAccessors(Pascal(name), name);
        }

        foreach (var name in context.InputNames())
        {
            Accessor("get" + name, _ => ScriptValues.ToScript(sandbox, ReadInput(name), name));
        }
    }

    private void VariableAccessors(string accessor, string name)
    {
        Accessor("get" + accessor, _ => ScriptValues.ToScript(sandbox, ReadVariable(name), name));
        Accessor("set" + accessor, a =>
        {
            WriteVariable(name, a.Length > 0 ? a[0] : JsValue.Undefined);
            return JsValue.Undefined;
        });
    }

    private void OutputAccessors()
    {
        foreach (var read in source.Outputs)
        {
            if (read is { Activity.Length: > 0, Output: { } output })
            {
                Accessor("get" + output + "From" + read.Activity, _ => ScriptValues.ToScript(sandbox, context.FindOutput(read.Activity, output), output));
            }
        }
    }

    private void Accessor(string name, Func<JsValue[], JsValue> body)
    {
        if (source.Names.Contains(name))
        {
            Global(name, new ClrFunction(sandbox.Engine, name, (_, a) => body(a)));
        }
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
