namespace DirectiveFlow.Directives.Reading.Intake;

/// <summary>What a reading says of the file its text came from; the text itself is in the evidence.</summary>
public sealed record IntakeOrigin(FileFormat Format, IReadOnlyList<IntakePart> Parts, IReadOnlyList<string> Remarks)
{
    public static IntakeOrigin? Of(IntakeText taken) => taken.Format == FileFormat.PlainText ? null : new(taken.Format, taken.Parts, taken.Remarks);
}
