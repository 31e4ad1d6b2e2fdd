using System.Collections.Concurrent;

namespace DirectiveFlow.Engine.Expressions.JavaScript;

/// <summary>
/// Engines ready for the next evaluation: making one costs a thousand times as much as an evaluation. As many are kept as
/// threads can use; one more is made when all are in use.
/// </summary>
internal static class SandboxPool
{
    private static readonly ConcurrentBag<ScriptSandbox> s_idle = [];
    private static readonly int s_kept = Math.Max(4, Environment.ProcessorCount * 2);

    public static ScriptSandbox Rent() => s_idle.TryTake(out var sandbox) ? sandbox : new ScriptSandbox();

    /// <summary>Only after an evaluation that broke no limit; otherwise the engine is simply forgotten.</summary>
    public static void Return(ScriptSandbox sandbox)
    {
        sandbox.Clean();
        if (s_idle.Count < s_kept)
        {
            s_idle.Add(sandbox);
        }
    }
}
