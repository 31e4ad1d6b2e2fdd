using DirectiveFlow.Directives.Reading;
using DirectiveFlow.Directives.Reading.Intake;
using DirectiveFlow.Host.Operations;
using Microsoft.AspNetCore.Mvc;

namespace DirectiveFlow.Host.Intake;

/// <summary>A multipart form with a file to be read. One request holds at most <see cref="BodyLimits.LargestFile"/> bytes on disk and the file once in memory.</summary>
internal static class FileForm
{
    /// <summary>Lets the route take a file as large as the intake reads.</summary>
    public static RouteHandlerBuilder TakesFile(this RouteHandlerBuilder route) => route.DisableAntiforgery().WithMetadata(
        new RequestSizeLimitAttribute(BodyLimits.LargestFile), new RequestFormLimitsAttribute { MultipartBodyLengthLimit = BodyLimits.LargestFile });

    /// <exception cref="BadHttpRequestException">413: too large, before anything is read where the length is told. 415: no form. 400: a damaged one.</exception>
    public static async Task<IFormCollection> ReadFileFormAsync(this HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType)
        {
            throw new BadHttpRequestException("A multipart form is expected.", StatusCodes.Status415UnsupportedMediaType);
        }

        if (request.ContentLength > BodyLimits.LargestFile)
        {
            throw new BadHttpRequestException("The form is too large.", StatusCodes.Status413PayloadTooLarge);
        }

        try
        {
            return await request.ReadFormAsync(cancellationToken);
        }
        catch (Exception damaged) when (damaged is InvalidDataException or IOException and not BadHttpRequestException)
        {
            // Without its end, with a broken head of a part: the sender's error.
            throw new BadHttpRequestException("The form is damaged.", damaged);
        }
    }

    /// <exception cref="UnreadableTextException">See <see cref="FileRefusals"/>.</exception>
    public static async Task<IntakeText> ExtractAsync(this ITextIntake intake, IFormFile file, CancellationToken cancellationToken)
    {
        if (file.Length > IntakeLimits.MaxBytes)
        {
            throw FileRefusals.TooLarge();
        }

        var bytes = new byte[file.Length];
        await using (var content = file.OpenReadStream())
        {
            await content.ReadExactlyAsync(bytes, cancellationToken);
        }

        return await intake.ExtractAsync(bytes, file.FileName, cancellationToken);
    }
}
