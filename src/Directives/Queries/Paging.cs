using DirectiveFlow.Directives.Assignments;
using DirectiveFlow.Directives.Documents;

namespace DirectiveFlow.Directives.Queries;

/// <summary>One page of a list.</summary>
/// <param name="NextKey">Opaque; pass it as <c>After</c> to get the next page, null on the last.</param>
/// <param name="Total">Rows of the whole list under the same filter.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextKey, int Total);

/// <param name="Search">Words in code, type, issuer or subject; tone marks and case do not matter.</param>
/// <param name="After">Key of the previous page, null for the first.</param>
public sealed record DirectiveFilter(
    string? Search = null, DirectiveState? State = null, string? After = null, int Take = 50);

/// <param name="Search">Words in the task's title or the directive's code and subject; tone marks and case do not matter.</param>
/// <param name="OpenOnly">Leaves out completed, cancelled and transferred ones.</param>
public sealed record AssignmentFilter(
    string? Search = null, AssignmentState? State = null, AssignmentRole? Role = null, bool OpenOnly = false,
    bool OverdueOnly = false, string? After = null, int Take = 50);
