using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Jint;
using Jint.Native;
using Jint.Runtime;

namespace DirectiveFlow.Engine.Expressions.JavaScript;

/// <summary>
/// The functions that Elsa documents for scripts, by Elsa's names, older names included. Ids and chance come from the step's id
/// generator. Bytes are lists of numbers. Elsa's functions on streams are absent: no stream is ever a value here.
/// </summary>
internal static class ScriptFunctions
{
    /// <summary>Functions whose names an accessor of a variable or an input does not take.</summary>
    public static readonly IReadOnlySet<string> Names = new HashSet<string>(StringComparer.Ordinal)
    {
        "getWorkflowDefinitionId", "getWorkflowDefinitionVersionId", "getWorkflowDefinitionVersion", "getWorkflowInstanceId", "getWorkflowInstanceName",
        "setWorkflowInstanceName", "getCorrelationId", "setCorrelationId", "getVariable", "setVariable", "getInput", "getOutputFrom", "getLastResult",
        "setOutcome", "setOutcomes", "getGuid", "getGuidString", "getShortGuid",
    };

    public static void Install(ScriptSandbox sandbox)
    {
        Workflow(sandbox);
        Values(sandbox);
        Guids(sandbox);
        Bytes(sandbox);
    }

    /// <summary>A number in [0, 1) that a step run again repeats when its ids do.</summary>
    public static double Random(ScriptSandbox sandbox)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(NewGuid(sandbox).ToByteArray(), hash);
        return (BinaryPrimitives.ReadUInt64LittleEndian(hash) >> 11) * (1.0 / (1UL << 53));
    }

    private static void Workflow(ScriptSandbox sandbox)
    {
        sandbox.AddGlobal("getWorkflowDefinitionId", _ => JsString.Create(Scope(sandbox).Context.WorkflowDefinitionId));
        sandbox.AddGlobal("getWorkflowDefinitionVersionId", _ => JsString.Create(Scope(sandbox).Context.WorkflowDefinitionVersionId));
        sandbox.AddGlobal("getWorkflowDefinitionVersion", _ => JsNumber.Create(Scope(sandbox).Context.WorkflowDefinitionVersion));
        sandbox.AddGlobal("getWorkflowInstanceId", _ => JsString.Create(Scope(sandbox).Context.WorkflowInstanceId));
        sandbox.AddGlobal("getWorkflowInstanceName", _ => TextOrNull(Scope(sandbox).ReadName()));
        sandbox.AddGlobal("setWorkflowInstanceName", a => Do(() => Scope(sandbox).WriteName(NullOrText(a))));
        sandbox.AddGlobal("getCorrelationId", _ => TextOrNull(Scope(sandbox).ReadCorrelationId()));
        sandbox.AddGlobal("setCorrelationId", a => Do(() => Scope(sandbox).WriteCorrelationId(NullOrText(a))));
        sandbox.AddGlobal("getVariable", a => ScriptValues.ToScript(sandbox, Scope(sandbox).ReadVariable(Text(a)), Text(a)));
        sandbox.AddGlobal("setVariable", a => Do(() => Scope(sandbox).WriteVariable(Text(a), At(a, 1))));
        sandbox.AddGlobal("getInput", a => ScriptValues.ToScript(sandbox, Scope(sandbox).ReadInput(Text(a)), Text(a)));
        sandbox.AddGlobal("getOutputFrom", a => ScriptValues.ToScript(
            sandbox, Scope(sandbox).Context.FindOutput(Text(a), NullOrText(a, 1) ?? OutputRead.DefaultName), Text(a)));
        sandbox.AddGlobal("getLastResult", _ => ScriptValues.ToScript(sandbox, Scope(sandbox).Context.LastResult, "the last result"));
        sandbox.AddGlobal("setOutcome", a => Do(() => Scope(sandbox).Outcomes.Add(Text(a))));
        sandbox.AddGlobal("setOutcomes", a => Do(() =>
            Scope(sandbox).Outcomes.AddRange(DirectiveFlow.Engine.Values.JsonValues.To<string[]>(ScriptValues.FromScript(sandbox, At(a, 0))) ?? [])));
    }

    private static void Values(ScriptSandbox sandbox)
    {
        sandbox.AddGlobal("isNullOrEmpty", a => Truth(string.IsNullOrEmpty(NullOrText(a))));
        sandbox.AddGlobal("isNullOrWhiteSpace", a => Truth(string.IsNullOrWhiteSpace(NullOrText(a))));
        sandbox.AddGlobal("toJson", a => ScriptJson.Stringify(sandbox, At(a, 0), JsValue.Undefined, JsValue.Undefined) is { } text && text.IsString() ? text : JsString.Create("null"));
        foreach (var name in (string[])["fromJson", "parseJson"])
        {
            sandbox.AddGlobal(name, a => sandbox.Engine.Global.Get("JSON").AsObject().Get("parse").Call(JsValue.Undefined, [At(a, 0)]));
        }
    }

    private static void Guids(ScriptSandbox sandbox)
    {
        foreach (var name in (string[])["newGuid", "newGuidString", "getGuid", "getGuidString"])
        {
            sandbox.AddGlobal(name, _ => JsString.Create(NewGuid(sandbox).ToString()));
        }

        foreach (var name in (string[])["newShortGuid", "getShortGuid"])
        {
            sandbox.AddGlobal(name, _ => JsString.Create(
                Convert.ToBase64String(NewGuid(sandbox).ToByteArray()).Replace("/", "", StringComparison.Ordinal)
                    .Replace("+", "", StringComparison.Ordinal).TrimEnd('=')));
        }

        sandbox.AddGlobal("parseGuid", a => Guid.TryParse(Text(a), CultureInfo.InvariantCulture, out var id)
            ? JsString.Create(id.ToString())
            : throw new ExpressionException("JavaScript: parseGuid: this is not a GUID."));
    }

    private static void Bytes(ScriptSandbox sandbox)
    {
        sandbox.AddGlobal("bytesToString", a => JsString.Create(Encoding.UTF8.GetString(Bytes(At(a, 0)))));
        sandbox.AddGlobal("bytesFromString", a => List(sandbox, Encoding.UTF8.GetBytes(Text(a))));
        sandbox.AddGlobal("bytesToBase64", a => JsString.Create(Convert.ToBase64String(Bytes(At(a, 0)))));
        sandbox.AddGlobal("bytesFromBase64", a => List(sandbox, FromBase64(a)));
        sandbox.AddGlobal("stringToBase64", a => JsString.Create(Convert.ToBase64String(Encoding.UTF8.GetBytes(Text(a)))));
        sandbox.AddGlobal("stringFromBase64", a => JsString.Create(Encoding.UTF8.GetString(FromBase64(a))));
    }

    private static byte[] FromBase64(JsValue[] a)
    {
        try
        {
            return Convert.FromBase64String(Text(a));
        }
        catch (FormatException error)
        {
            throw new ExpressionException("JavaScript: this is not base64.", error);
        }
    }

    private static byte[] Bytes(JsValue value)
    {
        if (value is not JsArray list)
        {
            throw new ExpressionException("JavaScript: bytes are a list of numbers from 0 to 255.");
        }

        var result = new byte[list.Length];
        for (var i = 0; i < result.Length; i++)
        {
            var item = TypeConverter.ToNumber(list.Get(JsNumber.Create(i)));
            result[i] = item is >= 0 and <= 255 && item == Math.Truncate(item)
                ? (byte)item : throw new ExpressionException("JavaScript: bytes are a list of numbers from 0 to 255.");
        }

        return result;
    }

    private static JsArray List(ScriptSandbox sandbox, byte[] bytes) => bytes.Length > JavaScriptLimits.ArraySize
        ? throw new ExpressionLimitException(string.Create(CultureInfo.InvariantCulture, $"{JavaScriptLimits.ArraySize} items in a list"))
        : new JsArray(sandbox.Engine, Array.ConvertAll(bytes, b => (JsValue)JsNumber.Create(b)));

    private static Guid NewGuid(ScriptSandbox sandbox) => Scope(sandbox).Context.Ids.NewGuid();

    private static JavaScriptScope Scope(ScriptSandbox sandbox) =>
        sandbox.Scope ?? throw new InvalidOperationException("The script runs outside of an evaluation.");

    private static JsValue At(JsValue[] a, int index) => index < a.Length ? a[index] : JsValue.Undefined;

    private static string Text(JsValue[] a) => NullOrText(a) ?? "";

    private static string? NullOrText(JsValue[] a, int index = 0) =>
        At(a, index) is var value && (value.IsNull() || value.IsUndefined()) ? null : Bounded(TypeConverter.ToString(value));

    private static string Bounded(string text) => text.Length <= ExpressionLimits.TextLength
        ? text
        : throw new ExpressionLimitException(string.Create(CultureInfo.InvariantCulture, $"{ExpressionLimits.TextLength} characters of text"));

    private static JsValue TextOrNull(string? text) => text is null ? JsValue.Null : JsString.Create(text);

    private static JsBoolean Truth(bool value) => value ? JsBoolean.True : JsBoolean.False;

    private static JsValue Do(Action action)
    {
        action();
        return JsValue.Undefined;
    }
}
