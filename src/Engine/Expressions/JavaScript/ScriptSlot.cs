using System.Text.Json;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime.Descriptors;

namespace DirectiveFlow.Engine.Expressions.JavaScript;

/// <summary>
/// A member whose value is converted when a script first reads it: what a script does not read costs nothing, and a number that it
/// cannot hold exactly fails only then.
/// </summary>
internal sealed class ScriptSlot
{
    private readonly ScriptSandbox _sandbox;
    private readonly string _name;
    private bool _isAsked;

    private ScriptSlot(ScriptSandbox sandbox, string name, JsonElement stored)
    {
        _sandbox = sandbox;
        _name = name;
        Stored = stored;
    }

    public JsonElement Stored { get; }

    public static void Define(ScriptSandbox sandbox, ObjectInstance owner, string name, JsonElement stored)
    {
        var slot = new ScriptSlot(sandbox, name, stored);
        var member = PropertyDescriptor.CreateLazy(slot, static s => s.Resolve(), PropertyFlag.ConfigurableEnumerableWritable);
        sandbox.Scope!.Slots.Add(member, slot);
        owner.FastSetProperty(name, member);
    }

    /// <summary>The slot of a member that has it still, assigned or not; else null.</summary>
    public static ScriptSlot? Find(ScriptSandbox sandbox, ObjectInstance owner, JsValue key) =>
        sandbox.Scope!.Slots is { Count: > 0 } slots ? slots.GetValueOrDefault(owner.GetOwnProperty(key)) : null;

    /// <summary>True when the script neither read nor assigned the member; it is then as it was.</summary>
    public bool IsUntouched(ObjectInstance owner)
    {
        _isAsked = true;
        var value = owner.Get(_name);
        var isUntouched = !_isAsked && value.IsUndefined();
        _isAsked = false;
        if (isUntouched)
        {
            Define(_sandbox, owner, _name, Stored);
        }

        return isUntouched;
    }

    private JsValue Resolve()
    {
        if (!_isAsked)
        {
            return ScriptValues.ToScript(_sandbox, Stored, _name);
        }

        _isAsked = false;
        return JsValue.Undefined;
    }
}
