using System.Globalization;
using DirectiveFlow.Directives.Reading;
using DirectiveFlow.Directives.Reading.Dictionaries;
using DirectiveFlow.Directives.Reading.Intake;
using DirectiveFlow.Host.Identity;
using DirectiveFlow.Host.Intake;
using DirectiveFlow.Host.Problems;

namespace DirectiveFlow.Host.Api;

/// <param name="ContextDate">yyyy-MM-dd: stands for missing years.</param>
internal sealed record ReadRequest(string? Text, DateOnly? ContextDate);

/// <summary>Reads a text or a file and answers what was found, with evidence. Stores nothing; the same input gives the same answer until the dictionaries or the organisation change.</summary>
internal static class ReadingEndpoints
{
    public static void MapReading(this IEndpointRouteBuilder api) =>
        api.MapPost("/documents/read", ReadAsync).WithTags("Reading").WithName("readDocument").TakesFile()
            .RequireAuthorization(FlowPolicies.Api)
            .Accepts<ReadRequest>("application/json", "multipart/form-data")
            .Produces<DirectiveReading>()
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge);

    /// <summary>JSON <c>{text, contextDate}</c>, or a form with <c>file</c> (or <c>text</c>) and <c>contextDate</c>.</summary>
    private static async Task<IResult> ReadAsync(HttpContext context, ITextIntake intake, DocumentReader reader, CancellationToken cancellationToken)
    {
        if (!context.Request.HasFormContentType)
        {
            return await context.Request.ReadFromJsonAsync<ReadRequest>(cancellationToken) is { } request
                ? Answer(await reader.ReadAsync(request.Text, request.ContextDate, cancellationToken))
                : Problem.Of(context, ProblemKind.Malformed, "Yêu cầu không có nội dung.", "The request has no content.");
        }

        var form = await context.Request.ReadFileFormAsync(cancellationToken);
        DateOnly? date = null;
        if (form["contextDate"] is [{ Length: > 0 } words])
        {
            if (!DateOnly.TryParseExact(words, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                return Problem.Of(context, ProblemKind.Invalid, "contextDate phải có dạng yyyy-MM-dd.", "contextDate must have the form yyyy-MM-dd.");
            }

            date = day;
        }

        if (form.Files is not [var file, ..])
        {
            return Answer(await reader.ReadAsync(form["text"], date, cancellationToken));
        }

        var taken = await intake.ExtractAsync(file, cancellationToken);
        return Answer((await reader.ReadAsync(taken.Text, date, cancellationToken)) with { Intake = IntakeOrigin.Of(taken) });
    }

    private static IResult Answer(DirectiveReading reading) => Results.Text(reading.ToJson(), "application/json; charset=utf-8");
}
