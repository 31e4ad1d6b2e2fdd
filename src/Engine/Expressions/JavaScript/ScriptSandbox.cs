using System.Globalization;
using Acornima.Ast;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime.Interop;
using JsEngine = Jint.Engine;

namespace DirectiveFlow.Engine.Expressions.JavaScript;

/// <summary>
/// One limited engine. It knows no type of the host; what could run without end or across evaluations is taken away or
/// guarded; what remains of the language's own objects cannot be changed, and globals go back after each evaluation. So nothing
/// of one script reaches the next one.
/// </summary>
/// <remarks>Not for several threads at once. After a broken limit it is thrown away, see <see cref="SandboxPool"/>.</remarks>
internal sealed class ScriptSandbox
{
    /// <summary>Prototypes that no global leads to, to be closed as well.</summary>
    private const string Hidden =
        """
        [function* () { }, [][Symbol.iterator](), ''[Symbol.iterator](), new Map().entries(), new Set().values(),
         'x'.matchAll(/x/g), [].values().map(x => x), Iterator.from({ next() { return { done: true } } })]
        """;

    /// <summary>
    /// Closes everything reachable. Members of the prototypes of plain objects and errors stay assignable on objects made from
    /// them, as <c>this.name = ...</c> in a class of errors asks for.
    /// </summary>
    private const string Close =
        """
        (function (hidden) {
          'use strict';
          const { ownKeys, getPrototypeOf, getOwnPropertyDescriptor: describe, defineProperty: define } = Reflect;
          const freeze = Object.freeze, seen = new Set([globalThis]);
          function soften(target) {
            for (const key of ownKeys(target)) {
              const d = describe(target, key);
              if (!('value' in d)) continue;
              const value = d.value;
              define(target, key, {
                get() { return value; },
                set(v) {
                  if (this === target) throw new TypeError('This object cannot be changed.');
                  define(this, key, { value: v, writable: true, enumerable: true, configurable: true });
                },
                enumerable: d.enumerable, configurable: false });
            }
          }
          function close(o) {
            if ((typeof o !== 'object' && typeof o !== 'function') || o === null || seen.has(o)) return;
            seen.add(o);
            for (const key of ownKeys(o)) {
              const d = describe(o, key);
              if ('value' in d) close(d.value); else { close(d.get); close(d.set); }
            }
            close(getPrototypeOf(o));
            freeze(o);
          }
          for (const type of [Object, Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError, AggregateError])
            soften(type.prototype);
          for (const key of ownKeys(globalThis)) close(describe(globalThis, key).value);
          hidden.forEach(close);
        })
        """;

    /// <summary>Blocks a thread, runs later, compiles text, works without being watched, or remembers across evaluations.</summary>
    private static readonly string[] s_withheld =
    [
        "AggregateError", "ArrayBuffer", "AsyncDisposableStack", "AsyncIterator", "Atomics", "BigInt", "BigInt64Array", "BigUint64Array", "DataView",
        "DisposableStack", "FinalizationRegistry", "Float16Array", "Float32Array", "Float64Array", "Function", "Generator", "Int16Array",
        "Int32Array", "Int8Array", "Intl", "Iterator", "Promise", "Proxy", "ShadowRealm", "SharedArrayBuffer", "SuppressedError", "Temporal",
        "TypedArray", "Uint16Array", "Uint32Array", "Uint8Array", "Uint8ClampedArray", "WeakRef", "escape", "eval", "toString", "unescape",
    ];

    private readonly ExpressionBudget _budget = new();
    private readonly GlobalSnapshot _clean;
    private readonly ClrFunction _entry;
    private Func<JsValue>? _work;

    public ScriptSandbox()
    {
        Engine = new JsEngine(Configure);
        var hidden = Engine.Evaluate(Hidden);
        SandboxGuards.Install(this);
        ScriptFunctions.Install(this);
        var close = Engine.Evaluate(Close);
        foreach (var name in s_withheld)
        {
            if (!string.Equals(name, "AggregateError", StringComparison.Ordinal))
            {
                Engine.Global.RemoveOwnProperty(JsString.Create(name));
            }
        }

        StringPrototype = Prototype("String");
        NumberPrototype = Prototype("Number");
        BooleanPrototype = Prototype("Boolean");
        close.Call(hidden);
        Engine.Global.RemoveOwnProperty(JsString.Create("AggregateError"));
        _entry = new ClrFunction(Engine, "run", (_, _) => _work!());
        _clean = Engine.Advanced.CaptureGlobalSnapshot();
    }

    public JsEngine Engine { get; }

    public ObjectInstance StringPrototype { get; }

    public ObjectInstance NumberPrototype { get; }

    public ObjectInstance BooleanPrototype { get; }

    /// <summary>What the running evaluation sees; null between evaluations.</summary>
    public JavaScriptScope? Scope { get; private set; }

    /// <summary>Runs a script and its conversions under one budget.</summary>
    /// <param name="result">Makes of the script's value what leaves the sandbox; may run code of the script (getters, <c>toJSON</c>).</param>
    public T Run<T>(Prepared<Script> script, JavaScriptScope scope, Func<JsValue, T> result)
    {
        Scope = scope;
        var value = default(T)!;
        _work = () =>
        {
            scope.Define();
            value = result(Engine.Evaluate(script));
            return JsValue.Undefined;
        };
        _budget.Begin();
        Engine.Invoke(_entry);
        return value;
    }

    /// <summary>Forgets the last evaluation. An engine that broke a limit may not be cleaned but must be thrown away.</summary>
    public void Clean()
    {
        Scope = null;
        _work = null;
        Engine.Advanced.RestoreGlobalSnapshot(_clean);
    }

    /// <summary>Asks all limits now; for loops of the host over a script's data.</summary>
    public void Check()
    {
        Engine.Constraints.Check();
        _budget.CheckMemory();
    }

    /// <summary>A function of the host as a global that scripts cannot replace.</summary>
    public void AddGlobal(string name, Func<JsValue[], JsValue> body) => Engine.Global.FastSetProperty(
        name, new Jint.Runtime.Descriptors.PropertyDescriptor(
            new ClrFunction(Engine, name, (_, a) => body(a)), writable: false, enumerable: false, configurable: false));

    private ObjectInstance Prototype(string type) => Engine.Global.Get(type).AsObject().Get("prototype").AsObject();

    private void Configure(Options options)
    {
        options
            .LimitMemory(ExpressionLimits.MemoryBytes)
            .MaxStatements(JavaScriptLimits.Statements)
            .LimitRecursion(JavaScriptLimits.Recursion)
            .MaxArraySize(JavaScriptLimits.ArraySize)
            .RegexTimeoutInterval(ExpressionLimits.RegexTime)
            .Constraint(new ScriptConstraint(_budget))
            .DisableStringCompilation();
        options.Culture = CultureInfo.InvariantCulture;
        options.TimeSystem = new ScriptTime(this);
        options.AgentCanSuspend = false;
        options.Constraints.StackOverflowGuard = true;
        options.Constraints.MaxAtomicsPauseIterations = 1;
        options.Json.MaxParseDepth = JavaScriptLimits.Depth;
    }
}
