using System.Collections.ObjectModel;
using System.Text.Json;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Values;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime.Interop;
using JsEngine = Jint.Engine;

namespace DirectiveFlow.Engine.Expressions.JavaScript;

/// <summary>
/// What a script sees, by Elsa's names: <c>variables.X</c>, <c>getX()</c>, <c>setX(v)</c>, <c>getVariable</c>, <c>setVariable</c>,
/// <c>getInput</c>, <c>getWorkflowInstanceId</c>, ... Only what the script's text mentions is made.
/// </summary>
internal sealed class JavaScriptScope(
    JsEngine engine, ActivityExecutionContext context, string text, IReadOnlyDictionary<string, JsonElement>? arguments)
{
    private Dictionary<string, JsonElement>? _before;
    private ObjectInstance? _variables;

    public List<string> Outcomes { get; } = [];

    public void Define()
    {
        Function("getWorkflowInstanceId", _ => new JsString(context.WorkflowInstanceId));
        Function("getWorkflowDefinitionId", _ => new JsString(context.WorkflowDefinitionId));
        Function("getCorrelationId", _ => context.CorrelationId is { } id ? new JsString(id) : JsValue.Null);
        Function("setCorrelationId", a => Do(() => context.CorrelationId = Text(a)));
        Function("getVariable", a => Script(context.GetVariable(Text(a))));
        Function("setVariable", a => Do(() => context.SetVariable(Text(a), Value(a, 1))));
        Function("getInput", a => Script(arguments?.TryGetValue(Text(a), out var v) == true ? v : context.GetWorkflowInput(Text(a))));
        Function("setOutcome", a => Do(() => Outcomes.Add(Text(a))));
        Function("setOutcomes", a => Do(() => Outcomes.AddRange(JsonValues.To<string[]>(Value(a, 0)) ?? [])));
        Function("toJson", a => new JsString(Value(a, 0).GetRawText()));
        Function("parseGuid", a => new JsString(Guid.Parse(Text(a), System.Globalization.CultureInfo.InvariantCulture).ToString()));
        Function("newGuidString", _ => new JsString(context.Ids.NewGuid().ToString()));
        Function("isNullOrEmpty", a => string.IsNullOrEmpty(Text(a)) ? JsBoolean.True : JsBoolean.False);
        foreach (var (name, value) in arguments ?? ReadOnlyDictionary<string, JsonElement>.Empty)
        {
            engine.SetValue(name, Script(value));
            Function("get" + name, _ => Script(value));
        }

        if (text.Contains("get", StringComparison.Ordinal) || text.Contains("set", StringComparison.Ordinal))
        {
            Accessors();
        }

        if (text.Contains("variables", StringComparison.Ordinal))
        {
            Variables();
        }

        if (text.Contains("input", StringComparison.Ordinal))
        {
            engine.SetValue("input", Script(JsonValues.From(context.WorkflowInput)));
        }
    }

    /// <summary>Takes assignments to members of <c>variables</c> over into the workflow.</summary>
    public void Commit()
    {
        if (_variables is null)
        {
            return;
        }

        foreach (var key in _variables.GetOwnPropertyKeys(Jint.Runtime.Types.String))
        {
            var value = JavaScriptValues.FromScript(engine, _variables.Get(key));
            var name = key.AsString();
            if (!_before!.TryGetValue(name, out var before) || !JsonElement.DeepEquals(before, value))
            {
                context.SetVariable(name, value);
            }
        }
    }

    private void Accessors()
    {
        foreach (var input in context.InputNames())
        {
            Function("get" + input, _ => Script(context.GetWorkflowInput(input)));
        }

        foreach (var name in context.VisibleVariables().Keys)
        {
            Function("get" + name, _ => Script(context.GetVariable(name)));
            Function("set" + name, a => Do(() => context.SetVariable(name, Value(a, 0))));
        }
    }

    private void Variables()
    {
        _before = context.VisibleVariables();
        _variables = new JsObject(engine);
        foreach (var (name, value) in _before)
        {
            _variables.Set(name, Script(value));
        }

        engine.SetValue("variables", _variables);
    }

    private void Function(string name, Func<JsValue[], JsValue> body)
    {
        if (text.Contains(name, StringComparison.Ordinal))
        {
            engine.SetValue(name, (JsValue)new ClrFunction(engine, name, (_, a) => body(a)));
        }
    }

    private JsValue Script(JsonElement value) => JavaScriptValues.ToScript(engine, value);

    private JsonElement Value(JsValue[] a, int index) => a.Length > index ? JavaScriptValues.FromScript(engine, a[index]) : JsonValues.Null;

    private static string Text(JsValue[] a) => a.Length > 0 && !a[0].IsNull() && !a[0].IsUndefined() ? a[0].ToString() : "";

    private static JsValue Do(Action action)
    {
        action();
        return JsValue.Undefined;
    }
}
