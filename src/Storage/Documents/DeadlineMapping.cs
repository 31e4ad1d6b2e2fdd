using DirectiveFlow.Directives.Deadlines;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace DirectiveFlow.Storage.Documents;

/// <summary>A deadline lies in the columns of the task or assignment that has it.</summary>
internal static class DeadlineMapping
{
    public static void Map(ComplexPropertyBuilder<Deadline> deadline) => deadline.Ignore(d => d.EndsAt);
}
