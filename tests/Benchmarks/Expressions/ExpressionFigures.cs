using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DirectiveFlow.Benchmarks.Measuring;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Expressions;
using DirectiveFlow.Engine.Runtime;
using DirectiveFlow.EngineTesting.Hosting;
using Jint;
using Jint.Native;
using Jint.Runtime.Interop;
using Microsoft.Extensions.DependencyInjection;
using JsEngine = Jint.Engine;

namespace DirectiveFlow.Benchmarks.Expressions;

/// <summary>What an evaluation costs, beside an engine made for each one with the accessors of all five variables, as Elsa does.</summary>
internal static class ExpressionFigures
{
    private const int Rounds = 15;
    private static readonly TimeSpan s_stretch = TimeSpan.FromMilliseconds(100);

    private static readonly (string Name, string Code)[] s_scripts =
    [
        ("condition on two variables", "getAmount() > 100 && variables.Status === 'Open'"),
        ("text from three variables", "`${getTitle()}: ${variables.Unit} (${variables.Deadline})`"),
        ("assignment", "variables.Amount = getAmount() + 1; variables.Amount"),
        ("declarations and a loop of 100", "let sum = 0; for (let i = 0; i < 100; i++) { sum += i * getAmount(); } sum"),
    ];

    public static async Task PrintAsync()
    {
        var host = new EngineHost(configure: o => o.AddActivitiesFrom(typeof(MeasuringActivity).Assembly));
        var compiler = host.Services.GetRequiredService<ExpressionCompiler>();
        MeasuringActivity.Code = context => Console.WriteLine(Measure(compiler, context));
        var record = await host.PublishAsync(Definition());
        await host.Runtime.StartAsync(new StartWorkflow { DefinitionId = record.DefinitionId });
    }

    private static Table Measure(ExpressionCompiler compiler, ActivityExecutionContext context)
    {
        foreach (var (_, code) in s_scripts)
        {
            var expression = compiler.Compile(JsonSerializer.SerializeToElement(new { type = "JavaScript", value = code }));
            Best(() => expression.EvaluateAsync(context).AsTask().GetAwaiter().GetResult());
        }

        var table = new Table("JavaScript, five variables in scope", "µs", "bytes", "per s", "engine each: µs", "bytes", "faster by", "smaller by");
        foreach (var (name, code) in s_scripts)
        {
            var expression = compiler.Compile(JsonSerializer.SerializeToElement(new { type = "JavaScript", value = code }));
            var prepared = JsEngine.PrepareScript(code);
            var (here, each) = Beside(() => expression.EvaluateAsync(context).AsTask().GetAwaiter().GetResult(), () => Naive(context, prepared));
            table.Add(
                name, Table.Number(here.Microseconds), Table.Number(here.Bytes), Table.Number(1_000_000 / here.Microseconds), Table.Number(each.Microseconds),
                Table.Number(each.Bytes), Times(each.Microseconds / here.Microseconds), Times(each.Bytes / here.Bytes));
        }

        var liquid = compiler.Compile(JsonSerializer.SerializeToElement(new { type = "Liquid", value = "{{ Variables.Title }}: {{ Variables.Unit | upcase }} ({{ Variables.Deadline }})" }));
        var template = Best(() => liquid.EvaluateAsync(context).AsTask().GetAwaiter().GetResult());
        table.Add("Liquid: text from three variables", Table.Number(template.Microseconds), Table.Number(template.Bytes), Table.Number(1_000_000 / template.Microseconds), "", "", "", "");
        return table;
    }

    /// <summary>Turn by turn, the fastest of each: what else the machine did only ever adds.</summary>
    private static (Cost Here, Cost Each) Beside(Action here, Action each)
    {
        var best = (Here: Cost.Worst, Each: Cost.Worst);
        for (var round = 0; round < Rounds; round++)
        {
            best = (best.Here.OrLess(Stretch(here)), best.Each.OrLess(Stretch(each)));
        }

        return best;
    }

    private static Cost Best(Action evaluate) => Beside(evaluate, () => { }).Here;

    private static Cost Stretch(Action evaluate)
    {
        var count = 0;
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < s_stretch)
        {
            evaluate();
            count++;
        }

        return new Cost(Stopwatch.GetElapsedTime(start).TotalMicroseconds / count, (double)(GC.GetAllocatedBytesForCurrentThread() - bytes) / count);
    }

    private static JsValue Naive(ActivityExecutionContext context, Prepared<Acornima.Ast.Script> script)
    {
        using var engine = new JsEngine(o => o
            .LimitMemory(24 * 1024 * 1024).MaxStatements(200_000).TimeoutInterval(TimeSpan.FromMilliseconds(100)).LimitRecursion(200).DisableStringCompilation());
        var variables = new JsObject(engine);
        foreach (var name in (string[])["Amount", "Status", "Title", "Unit", "Deadline"])
        {
            var value = context.GetVariable(name) is { ValueKind: JsonValueKind.Number } number ? JsNumber.Create(number.GetDouble()) : (JsValue)context.GetVariable(name).GetString()!;
            variables.Set(name, value);
            engine.SetValue("get" + name, (JsValue)new ClrFunction(engine, "get" + name, (_, _) => value));
            engine.SetValue("set" + name, (JsValue)new ClrFunction(engine, "set" + name, (_, a) => a[0]));
        }

        engine.SetValue("variables", variables);
        return engine.Evaluate(script);
    }

    private static string Times(double ratio) => Table.Number(ratio) + " x";

    private static string Definition() => new JsonObject
    {
        ["definitionId"] = "expressions",
        ["variables"] = new JsonArray(
            Variable("Amount", "Int32", 250), Variable("Status", "String", "Open"), Variable("Title", "String", "Kế hoạch chuyển đổi số"),
            Variable("Unit", "String", "Phòng Quản lý khoa học"), Variable("Deadline", "String", "2026-12-15")),
        ["root"] = new JsonObject { ["type"] = "Benchmarks.Measuring", ["id"] = "m", ["version"] = 1 },
    }.ToJsonString();

    private static JsonObject Variable(string name, string type, JsonNode value) => new()
    {
        ["id"] = string.Create(CultureInfo.InvariantCulture, $"v-{name}"),
        ["name"] = name,
        ["typeName"] = type,
        ["value"] = value,
    };

    private sealed record Cost(double Microseconds, double Bytes)
    {
        public static readonly Cost Worst = new(double.MaxValue, double.MaxValue);

        public Cost OrLess(Cost other) => new(Math.Min(Microseconds, other.Microseconds), Math.Min(Bytes, other.Bytes));
    }
}
