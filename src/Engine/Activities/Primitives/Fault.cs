using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;

namespace DirectiveFlow.Engine.Activities.Primitives;

/// <summary>Raises an incident with a message of the definition's author.</summary>
[Activity("Elsa", "Fault", Category = "Primitives", Description = "Faults the workflow.")]
public sealed class Fault : Activity
{
    [Input(Description = "Code to categorize the fault.")]
    public Input<string?> Code { get; set; } = new(null);

    [Input(Description = "Category to categorize the fault. Examples: HTTP, Alteration, Azure, etc.")]
    public Input<string?> Category { get; set; } = new(null);

    [Input(DisplayName = "Type", Description = "The type of fault. Examples: System, Business, Integration, etc.")]
    public Input<string?> FaultType { get; set; } = new(null);

    [Input(Description = "The message to include with the fault.")]
    public Input<string?> Message { get; set; } = new(null);

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context) => throw new WorkflowFaultException(
        await context.GetAsync(Message) ?? "The workflow was faulted by its definition.")
    {
        Code = await context.GetAsync(Code),
        Category = await context.GetAsync(Category),
        FaultType = await context.GetAsync(FaultType),
    };
}

/// <summary>A definition faulted its workflow on purpose.</summary>
public sealed class WorkflowFaultException : Exception
{
    public WorkflowFaultException()
    {
    }

    public WorkflowFaultException(string message)
        : base(message)
    {
    }

    public WorkflowFaultException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    public string? Code { get; init; }

    public string? Category { get; init; }

    public string? FaultType { get; init; }

    /// <summary>Code, category and type before the usual text, so that they reach the incident's detail.</summary>
    public override string ToString() => $"[{Code}/{Category}/{FaultType}] {base.ToString()}";
}
