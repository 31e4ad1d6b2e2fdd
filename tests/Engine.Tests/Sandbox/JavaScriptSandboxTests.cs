using System.Globalization;

namespace DirectiveFlow.Engine.Tests.Sandbox;

/// <summary>No script takes a quarter of a second or 64 MB, gets out, or leaves anything for the next one.</summary>
public sealed class JavaScriptSandboxTests(ITestOutputHelper output)
{
    private const string Canary =
        """
        [1 + 1, [1, 2].map(x => x * 2).join('-'), typeof leaked, ({}).evil === undefined, 'ab'.toUpperCase(), Math.max(1, 2),
         JSON.stringify({ a: [1] }), Object.keys({ b: 1 })[0], /b/.test('b'), [3, 1, 2].sort()[0]].join('|')
        """;

    private const string Sound = "2|2-4|undefined|true|AB|2|{\"a\":[1]}|b|true|1";

    [Fact]
    public Task A_script_that_takes_too_much_is_stopped_with_the_limit_named_and_the_next_one_is_clean() =>
        AttackAsync(JavaScriptAttacks.Exhausting, "used more than");

    [Fact]
    public Task A_script_that_reaches_out_finds_nothing_and_the_next_one_is_clean() => AttackAsync(JavaScriptAttacks.Escaping, "JavaScript: ");

    [Theory]
    [InlineData("Array.prototype.map = () => 'stolen'; 1")]
    [InlineData("Object.prototype.evil = 1; 1")]
    [InlineData("({}).__proto__.evil = 1; 1")]
    [InlineData("({}).constructor.prototype.evil = 1; 1")]
    [InlineData("Object.defineProperty(Object.prototype, 'evil', { value: 1 })")]
    [InlineData("Object.setPrototypeOf(Array.prototype, { map() { return 'stolen' } })")]
    [InlineData("Object.setPrototypeOf(globalThis, { evil: 1, leaked: 1 }); 1")]
    [InlineData("String.prototype.toUpperCase = () => 'stolen'; 1")]
    [InlineData("RegExp.prototype.exec = () => null; RegExp.prototype.test = () => false; 1")]
    [InlineData("Math.max = () => 99; JSON.stringify = () => 'stolen'; Object.keys = () => ['stolen']; 1")]
    [InlineData("JSON = Math = Object = Array = String = undefined; 1")]
    [InlineData("var leaked = 1")]
    [InlineData("leaked = 1")]
    [InlineData("let leaked = 1; leaked")]
    [InlineData("const leaked = 1; leaked")]
    [InlineData("class leaked { }")]
    [InlineData("function leaked() { }")]
    [InlineData("globalThis.leaked = 1; this.leaked = 2")]
    [InlineData("Object.freeze(globalThis)")]
    [InlineData("delete globalThis.JSON; delete globalThis.Math")]
    [InlineData("getInput = getVariable = newGuid = () => 'stolen'; 1")]
    [InlineData("Object.getPrototypeOf(function* () { }).prototype.next = () => 1; [][Symbol.iterator]().__proto__.next = () => ({ done: true }); 1")]
    [InlineData("Error.prototype.name = 'stolen'; Error.stackTraceLimit = 0; 1")]
    [InlineData("Symbol.iterator.leaked = 1; getInput.leaked = 1; getInput.__proto__.call = 1; 1")]
    [InlineData("throw (leaked = 1)")]
    public async Task Nothing_stays_for_the_next_script(string code) => await Probe.RunAsync((compiler, context) =>
    {
        for (var i = 0; i < 3; i++)
        {
            Stopped.Measure(compiler, context, "JavaScript", code);
            var next = Stopped.Measure(compiler, context, "JavaScript", Canary);
            Assert.Equal(Sound, next.Error ?? next.Value.GetString());
        }

        Assert.Equal("string", Stopped.Measure(compiler, context, "JavaScript", "typeof newGuid()").Value.GetString());
    });

    private async Task AttackAsync(IReadOnlyList<string> attacks, string expected)
    {
        var failures = new List<string>();
        await Probe.RunAsync((compiler, context) =>
        {
            Stopped.Measure(compiler, context, "JavaScript", Canary);
            foreach (var attack in attacks)
            {
                var result = Stopped.Measure(compiler, context, "JavaScript", attack);
                output.WriteLine($"{result} <- {attack}");
                var next = Stopped.Measure(compiler, context, "JavaScript", Canary);
                if (result.Error?.Contains(expected, StringComparison.Ordinal) != true || !result.IsWithin
                    || !string.Equals(next.Error ?? next.Value.GetString(), Sound, StringComparison.Ordinal))
                {
                    failures.Add($"{result} <- {attack} (next: {next})");
                }
            }
        });
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{attacks.Count} attacks"));
        Assert.True(failures.Count == 0, string.Join("\n", failures));
    }
}
