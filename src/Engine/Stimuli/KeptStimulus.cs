using System.Globalization;
using System.Text.Json;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Values;

namespace DirectiveFlow.Engine.Stimuli;

/// <summary>
/// A stimulus that came before its wait. It is a row of due work owned by its hash: a step that opens a matching wait takes it in
/// its own commit, and the row itself looks for waits that were opened while it was being written.
/// </summary>
/// <param name="Name">Of the stimulus, for people.</param>
/// <param name="Attempt">How often it has looked for a wait.</param>
internal sealed record KeptStimulus(
    string Id, string Name, string Hash, string? CorrelationId, string? InstanceId, JsonElement Input, DateTimeOffset KeptAt,
    DateTimeOffset ExpiresAt, int Attempt)
{
    /// <summary>
    /// How long after being kept it looks again, the last time when it expires. A wait that is committed later than the first look
    /// was loaded before the stimulus was committed, so the looks need to cover no more than the length of a step; a wait that is
    /// loaded later finds the stimulus by itself.
    /// </summary>
    private static readonly TimeSpan[] s_looks =
        [TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5)];

    public DueWorkItem ToDueWork(Guid id, DateTimeOffset now)
    {
        var look = Attempt < s_looks.Length ? KeptAt + s_looks[Attempt] : ExpiresAt;
        var dueAt = look < now ? now : look;
        var key = string.Create(CultureInfo.InvariantCulture, $"{Hash}/{Id}.{Attempt}");
        return new DueWorkItem(
            id, dueAt > ExpiresAt ? ExpiresAt : dueAt, DueWorkKinds.KeptStimulus, key, JsonSerializer.Serialize(this, JsonValues.Options));
    }

    public static KeptStimulus Of(DueWorkItem item) => JsonSerializer.Deserialize<KeptStimulus>(item.Payload, JsonValues.Options)!;

    /// <summary>Whether a wait of this instance may take it now.</summary>
    public bool IsFor(string instanceId, string? correlationId, DateTimeOffset now) => now < ExpiresAt
        && (InstanceId is null || string.Equals(InstanceId, instanceId, StringComparison.Ordinal))
        && (CorrelationId is null || string.Equals(CorrelationId, correlationId, StringComparison.Ordinal));
}
