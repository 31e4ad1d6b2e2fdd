using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;

namespace DirectiveFlow.Engine.Activities.Branching;

/// <summary>When a fork completes. Elsa's names.</summary>
public enum ForkJoinMode
{
    /// <summary>When every branch did.</summary>
    WaitAll,

    /// <summary>When the first branch did; the others are cancelled.</summary>
    WaitAny,
}

/// <summary>Runs its branches side by side.</summary>
[Activity("Elsa", "Fork", Category = "Control Flow", IsBrowsable = false, Description = "Branch execution into multiple branches.")]
public sealed class Fork : SideBySide
{
    [Input(
        Description = "Controls when this activity yields control back to its parent activity.",
        TypeName = "Elsa.Workflows.ForkJoinMode, Elsa.Workflows.Core")]
    public ForkJoinMode JoinMode { get; set; } = ForkJoinMode.WaitAll;

    [Port(IsBrowsable = false)]
    public IReadOnlyList<Activity> Branches { get; set; } = [];

    private protected override bool EndsWithFirst => JoinMode == ForkJoinMode.WaitAny;

    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => StartAsync(context, Branches);
}
