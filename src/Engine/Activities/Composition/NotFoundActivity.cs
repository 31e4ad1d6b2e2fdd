using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Execution;

namespace DirectiveFlow.Engine.Activities.Composition;

/// <summary>Stands for an activity whose type is not known here. Its JSON is kept in the definition; reaching it is an incident.</summary>
[Activity("Elsa", "NotFoundActivity", Category = "System", IsBrowsable = false, Description = "An activity of a type that is not known here.")]
public sealed class NotFoundActivity : Activity
{
    protected override void Execute(ActivityExecutionContext context) =>
        throw new InvalidOperationException($"Activity type '{Node.TypeName}' could not be found.");
}
