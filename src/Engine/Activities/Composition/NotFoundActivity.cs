using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;

namespace DirectiveFlow.Engine.Activities.Composition;

/// <summary>Stands for an activity whose type is not known here. Its JSON is kept in the definition; reaching it is an incident.</summary>
[Activity("Elsa", "NotFoundActivity", Category = "System", IsBrowsable = false, Description = "A placeholder activity that will be used in case a workflow definition references an activity type that cannot be found.")]
public sealed class NotFoundActivity : Activity
{
    protected override void Execute(ActivityExecutionContext context) =>
        throw new InvalidOperationException($"Activity type '{Node.TypeName}' could not be found.");
}
