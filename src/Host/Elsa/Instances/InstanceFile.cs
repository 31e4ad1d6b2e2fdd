using System.Text.Json;
using DirectiveFlow.Engine.Archives;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Host.Elsa.Instances;

/// <summary>Our part of an exported file, beside Elsa's: all rows of the instance.</summary>
internal sealed record InstanceFile(int Format, InstanceRecord Instance, IReadOnlyList<InstanceFileStep> Journal, IReadOnlyList<IncidentRecord> Incidents)
{
    /// <summary>The member of the file that holds it.</summary>
    public const string Member = "DirectiveFlow";

    private const int Written = 1;

    public static InstanceFile Of(InstanceArchive archive) => new(
        Written, archive.Instance, [.. archive.Journal.Select(j => new InstanceFileStep(j.Sequence, j.At, JsonElement.Parse(j.Payload)))], archive.Incidents);

    /// <exception cref="ArchiveRefusedException">It is not a file that was exported here.</exception>
    public static InstanceArchive Read(byte[] text)
    {
        try
        {
            var json = JsonElement.Parse(text);
            var part = json.ValueKind == JsonValueKind.Object && json.TryGetProperty(Member, out var own) ? own.Deserialize<InstanceFile>(JsonValues.Options) : null;
            if (part is not { Format: Written, Instance: { State: not null, Id: { } id }, Journal: not null, Incidents: not null })
            {
                throw new ArchiveRefusedException(ArchiveRefusal.NotAnArchive);
            }

            return new InstanceArchive(
                part.Instance,
                [.. part.Journal.Select(j => new JournalRecord(id, j.Sequence, j.At, null, JsonSerializer.SerializeToUtf8Bytes(j.Payload)))], part.Incidents);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new ArchiveRefusedException(ArchiveRefusal.NotAnArchive, innerException: error);
        }
    }
}

internal sealed record InstanceFileStep(long Sequence, DateTimeOffset At, JsonElement Payload);
