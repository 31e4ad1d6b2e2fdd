using System.Text.Json;
using DirectiveFlow.Engine.Expressions;

namespace DirectiveFlow.Host.Elsa.Definitions;

/// <summary>
/// Prepares one expression of each language that is parsed, right after the start: the first one of a process takes some 400 ms, because the parser
/// is compiled for it, and no administrator who publishes should wait for that. Nothing waits for this, and nothing depends on it.
/// </summary>
internal sealed class FirstExpressions(ExpressionCompiler compiler) : BackgroundService
{
    private static readonly JsonElement[] s_expressions =
    [
        JsonElement.Parse("""{ "type": "JavaScript", "value": "const all = [1, 2]; for (const n of all) { if (n > 1) { return `${n}`; } }" }"""),
        JsonElement.Parse("""{ "type": "Liquid", "value": "{% if 1 > 0 %}{{ 1 | plus: 1 }}{% endif %}" }"""),
    ];

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Run(
        () =>
        {
            foreach (var expression in s_expressions)
            {
                compiler.Compile(expression);
            }
        }, stoppingToken);
}
