using System.Text.Json.Serialization;
using DirectiveFlow.Directives.Reading.Dictionaries;

namespace DirectiveFlow.Directives.Reading;

/// <summary>
/// Where an item was read. Offset and length count UTF-16 characters in <see cref="DirectiveReading.Text"/>, and
/// <c>Text.Substring(Offset, Length) == Quotation</c> always holds, so a person can check every item against the words.
/// </summary>
public sealed record Evidence(
    [property: JsonIgnore] int Offset, [property: JsonIgnore] int Length, [property: JsonPropertyOrder(1)] string Quotation)
{
    /// <summary>First character in the cleaned text.</summary>
    public int Start => Offset;

    /// <summary>Behind the last character in the cleaned text.</summary>
    public int End => Offset + Length;

    /// <summary>The same place in the raw input, before it was cleaned.</summary>
    public int SourceStart { get; init; }

    public int SourceEnd { get; init; }
}

/// <summary>How far a proposal may be trusted. A rule's figure is set from what it got right in the scored texts, and a test holds it to that.</summary>
public static class ReadingConfidence
{
    /// <summary>From here on an item counts as sure: a person may accept it at a glance. At least 98 of 100 such items are right.</summary>
    public const double SureFrom = 0.95;

    public const double Sure = 0.98;

    public const double Likely = 0.85;

    public const double Unsure = 0.6;
}

/// <summary>What every proposal carries besides its content.</summary>
public abstract record ReadItem
{
    /// <summary>Name of the rule that found it.</summary>
    public string Rule { get; init; } = "";

    /// <summary>Between 0 and 1; see <see cref="ReadingConfidence"/>.</summary>
    public double Confidence { get; init; } = ReadingConfidence.Likely;

    [JsonIgnore]
    public bool IsSure => Confidence >= ReadingConfidence.SureFrom;
}

/// <summary>A document that the text is, or cites. Later, shorter citations of the same document are merged into the first.</summary>
public sealed record ReadDocument : ReadItem
{
    /// <summary>Canonical code (391-KH/TU, 1187/QĐ-BNV); the bare number if the text gives no more; null in a draft without a number.</summary>
    public string? Code { get; init; }

    /// <summary>The code as the text writes it.</summary>
    public string? Raw { get; init; }

    /// <summary>Sign after the number when the number is blank (UBND-NC).</summary>
    public string? Notation { get; init; }

    public string? TypeAbbr { get; init; }

    /// <summary>Vietnamese type name; the word before the code decides over the abbreviation.</summary>
    public string? Type { get; init; }

    /// <summary>Issuing organisation as the text names it.</summary>
    public string? Issuer { get; init; }

    /// <summary>Issue date, yyyy-MM-dd, or yyyy-MM in a draft whose day is blank.</summary>
    public string? Date { get; init; }

    /// <summary>Subject without the leading "về" or "V/v".</summary>
    public string? Title { get; init; }

    /// <summary>True if the text is this document and says so in its title line.</summary>
    public bool? Self { get; init; }

    /// <summary>Code of the document this one carries out.</summary>
    public string? Implements { get; init; }

    /// <summary>Code of the document that replaces this one.</summary>
    public string? ReplacedBy { get; init; }

    /// <summary>KHAN, THUONG_KHAN or HOA_TOC; null = ordinary.</summary>
    public string? Urgency { get; init; }

    /// <summary>MAT, TOI_MAT or TUYET_MAT; null = open. The text of a secret document must not be stored.</summary>
    public string? Secrecy { get; init; }

    /// <summary>True if the text gives only type and number.</summary>
    public bool? Incomplete { get; init; }

    public required Evidence Evidence { get; init; }
}

/// <summary>A deadline phrase. The rule that made a day of it is <see cref="Kind"/>; a person confirms it.</summary>
public sealed record ReadDeadline : ReadItem
{
    public required string Raw { get; init; }

    /// <summary>before, at_time, in_month, in_quarter, in_year, recurring, ongoing or relative (DOMAIN section 3).</summary>
    public required string Kind { get; init; }

    /// <summary>Last day that counts, yyyy-MM-dd (yyyy-MM-ddTHH:mm for at_time); null where the phrase fixes no day.</summary>
    public string? Date { get; init; }

    /// <summary>True if the text gives no year and it was taken from the context date.</summary>
    public bool? YearInferred { get; init; }

    /// <summary>ISO 8601 period of a recurring duty, or "unspecified".</summary>
    public string? Period { get; init; }

    /// <summary>Day of the month of a monthly duty.</summary>
    public int? Day { get; init; }

    public int? Amount { get; init; }

    /// <summary>workingDay, day, month or year, for a relative term.</summary>
    public string? Unit { get; init; }

    /// <summary>Event that starts a relative term.</summary>
    public string? Anchor { get; init; }

    public required Evidence Evidence { get; init; }
}

/// <summary>One item of an announced enumeration, or one heading of a task section.</summary>
public sealed record ReadTaskGroup : ReadItem
{
    /// <summary>Code of the document the enumeration belongs to; else the section it stands in, or "self".</summary>
    public required string Set { get; init; }

    public required string Ordinal { get; init; }

    public required string Text { get; init; }

    public required Evidence Evidence { get; init; }
}

/// <summary>Who is to do what, with whom, by when. The words stay as the text has them.</summary>
public sealed record ReadAssignment : ReadItem
{
    public required string Lead { get; init; }

    public IReadOnlyList<string> Coordinating { get; init; } = [];

    public required string Task { get; init; }

    public string? Product { get; init; }

    /// <summary>The deadline's words; its day is the <see cref="Due"/>.</summary>
    public string? Deadline { get; init; }

    public ReadDeadline? Due { get; init; }

    /// <summary>Number of the item in the text's own outline (1.1, III.2, a).</summary>
    public string? Ordinal { get; init; }

    /// <summary>Heading the item stands under.</summary>
    public string? Group { get; init; }

    /// <summary>The lead is a kind of body (các sở, UBND các xã): every member gets its own copy.</summary>
    public bool? Collective { get; init; }

    /// <summary>The units of the installation the lead means, body by body; null where the reading was made without an organisation.</summary>
    public IReadOnlyList<ResolvedUnit>? LeadUnits { get; init; }

    /// <summary>The same for the coordinating bodies, in their order.</summary>
    public IReadOnlyList<ResolvedUnit>? CoordinatingUnits { get; init; }

    /// <summary>The lead only collects and reports for everybody (cơ quan thường trực).</summary>
    public bool? StandingBody { get; init; }

    /// <summary>The lead stands in an earlier sentence.</summary>
    public bool? LeadCarriedOver { get; init; }

    /// <summary>The deadline stands in the section's heading.</summary>
    public bool? DeadlineInherited { get; init; }

    public required Evidence Evidence { get; init; }

    [JsonIgnore]
    internal TextSpan Span => new(Evidence.Offset, Evidence.Offset + Evidence.Length);
}
