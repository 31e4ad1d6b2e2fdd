namespace DirectiveFlow.Directives.Documents;

/// <summary>What can be done to a directive. The id on the wire is the name in camelCase, see <see cref="ActionIds"/>.</summary>
public enum DirectiveAction
{
    Receive,
    Register,
    SubmitToLeader,
    Direct,
    Disseminate,
    ConfirmTask,
    EditTask,
    RejectTask,
    AddTask,
    SignNoTaskArises,
    Concretize,
    Summarize,
    ResumeWork,
    Close,
}

/// <summary>Action ids as PROCESS section 4 writes them.</summary>
public static class ActionIds
{
    public static string Of<TAction>(TAction action)
        where TAction : struct, Enum
    {
        var name = action.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
