using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;

namespace DirectiveFlow.Benchmarks.Expressions;

/// <summary>Runs a measurement where activities evaluate their expressions.</summary>
[Activity("Benchmarks", "Measuring")]
public sealed class MeasuringActivity : CodeActivity
{
    internal static Action<ActivityExecutionContext>? Code { get; set; }

    protected override void Execute(ActivityExecutionContext context) => Code?.Invoke(context);
}
