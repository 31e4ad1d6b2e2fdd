using DirectiveFlow.Host.Problems;

namespace DirectiveFlow.Host.Elsa.Descriptors;

/// <summary>The toolbox over HTTP.</summary>
internal static class ActivityDescriptors
{
    public static void MapActivityDescriptors(this IEndpointRouteBuilder read)
    {
        read.MapGet("/descriptors/activities", async (HttpContext context, Toolbox toolbox, CancellationToken cancellationToken) =>
        {
            var items = await toolbox.DescribeAsync(ElsaRequest.IsEnglish(context), cancellationToken);
            return Answers.Ok(new { Items = items, items.Count });
        });
        read.MapGet("/descriptors/activities/{typeName}", async (HttpContext context, string typeName, int? version, Toolbox toolbox, CancellationToken cancellationToken) =>
            (await toolbox.DescribeAsync(ElsaRequest.IsEnglish(context), cancellationToken)).LastOrDefault(d =>
                string.Equals(d.TypeName, typeName, StringComparison.Ordinal) && (version is null || d.Version == version)) is { } descriptor
                ? Answers.Ok(descriptor) : Problem.NotFound(context));

        // Studio asks anew each time an activity is selected and loops when the answer asks it to refresh again.
        read.MapPost("/descriptors/activities/{typeName}/options/{inputName}", async (HttpContext context, string typeName, string inputName, Toolbox toolbox, CancellationToken cancellationToken) =>
            await toolbox.OptionsAsync(typeName, inputName, ElsaRequest.IsEnglish(context), cancellationToken) is { } options
                ? Answers.Ok(new { Items = options }) : Problem.NotFound(context));
    }
}
