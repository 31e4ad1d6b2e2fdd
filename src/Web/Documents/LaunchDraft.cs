using System.Text.Json.Serialization;
using DirectiveFlow.Directives.Documents;
using DirectiveFlow.Directives.Launching;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Reading;
using DirectiveFlow.Workflows.Launching;

namespace DirectiveFlow.Web.Documents;

/// <summary>A document on its way in: the text, and what was read from it, corrected by a person.</summary>
public sealed class LaunchDraft
{
    /// <summary>Kept apart from the rest in the browser: it is long and changes seldom.</summary>
    [JsonIgnore]
    public string Text { get; set; } = "";

    public string Code { get; set; } = "";

    public string TypeName { get; set; } = "";

    public string OrganName { get; set; } = "";

    public DateTime? IssuedDate { get; set; }

    public string Subject { get; set; } = "";

    public Urgency Urgency { get; set; }

    public string Direction { get; set; } = "";

    /// <summary>Takes over what the machine read; what it did not find stays as typed.</summary>
    public void TakeFrom(DirectiveSubject? subject)
    {
        if (subject?.Document is not { } document)
        {
            return;
        }

        Urgency = document.Urgency switch
        {
            "KHAN" => Urgency.Urgent,
            "THUONG_KHAN" => Urgency.VeryUrgent,
            "HOA_TOC" => Urgency.Express,
            _ => Urgency,
        };
        Code = document.Code ?? Code;
        TypeName = document.Type ?? TypeName;
        OrganName = document.Issuer ?? OrganName;
        Subject = document.Title ?? Subject;
        IssuedDate = DateOnly.TryParse(document.Date, System.Globalization.CultureInfo.InvariantCulture, out var day)
            ? day.ToDateTime(TimeOnly.MinValue)
            : IssuedDate;
    }

    /// <summary>Before another of the documents in the text is taken: nothing of the last one stays.</summary>
    public void ForgetDocument() => (Code, TypeName, OrganName, Subject, IssuedDate) = ("", "", "", "", null);

    public ReviewedHead ToHead() => new(Code, IssuedDate is { } day ? DateOnly.FromDateTime(day) : null, OrganName);

    public LaunchDirective ToCommand(Actor actor) => new(actor, Text)
    {
        Code = TextOf(Code),
        TypeName = TextOf(TypeName),
        OrganName = TextOf(OrganName),
        Subject = TextOf(Subject),
        IssuedDate = IssuedDate is { } day ? DateOnly.FromDateTime(day) : null,
        Urgency = Urgency,
        Direction = TextOf(Direction),
    };

    private static string? TextOf(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
