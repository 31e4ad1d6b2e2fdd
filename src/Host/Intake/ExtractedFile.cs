using System.Text.Json;
using System.Text.Json.Serialization;
using DirectiveFlow.Directives.Reading;
using DirectiveFlow.Directives.Reading.Intake;

namespace DirectiveFlow.Host.Intake;

/// <summary>What the extracting process answers on its standard output: the text, or the refusal.</summary>
internal sealed record ExtractedFile
{
    public IntakeText? Taken { get; init; }

    public string? Code { get; init; }

    public string? Vietnamese { get; init; }

    public string? English { get; init; }

    /// <exception cref="UnreadableTextException">The file was refused.</exception>
    public IntakeText TextOrRefusal() =>
        Taken ?? throw (Code is null || Vietnamese is null || English is null ? FileRefusals.ParserFailed() : new UnreadableTextException(Code, Vietnamese, English));
}

[JsonSerializable(typeof(ExtractedFile))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true)]
internal sealed partial class ExtractedFileJson : JsonSerializerContext;
