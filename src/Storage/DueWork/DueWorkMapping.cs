using DirectiveFlow.Engine.DueWork;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.DueWork;

/// <summary>A row of due work with its lease.</summary>
internal sealed class DueWorkRow
{
    public required Guid Id { get; init; }
    public required DateTimeOffset DueAt { get; set; }
    public required string Kind { get; init; }
    public required string Key { get; init; }
    public required string Payload { get; init; }
    public string? ClaimedBy { get; set; }
    public DateTimeOffset? ClaimedUntil { get; set; }
    public int Attempts { get; set; }
    public string? LastError { get; set; }

    public DueWorkItem ToItem() => new(Id, DueAt, Kind, Key, Payload);
}

/// <summary>
/// Makes the completion of a due row fail the whole commit when the row is gone: it refers to the row, is inserted first and
/// goes with it. It never outlives its own transaction. The foreign key is made by a migration of its own and not known to the
/// model: EF would refuse to insert a row that refers to one it deletes.
/// </summary>
internal sealed class DueWorkGuard
{
    public required Guid Id { get; init; }
}

internal static class DueWorkMapping
{
    /// <summary>Name of the foreign key that a completion without a row breaks.</summary>
    public const string GuardConstraint = "fk_due_work_guards_due_work_id";

    public static void Map(ModelBuilder builder)
    {
        builder.Entity<DueWorkRow>(row =>
        {
            row.ToTable("DueWork");
            row.HasKey(r => r.Id);
            row.HasIndex(r => new { r.Kind, r.Key }).IsUnique();
            row.HasIndex(r => r.DueAt);
        });
        builder.Entity<DueWorkGuard>(guard =>
        {
            guard.ToTable("DueWorkGuards");
            guard.HasKey(g => g.Id);
        });
    }
}
