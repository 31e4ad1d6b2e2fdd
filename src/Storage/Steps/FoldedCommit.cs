using System.Globalization;
using System.Text;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Storage.Database;
using DirectiveFlow.Storage.DueWork;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Npgsql;

namespace DirectiveFlow.Storage.Steps;

/// <summary>
/// The commit of a step that changes only rows of the engine, on PostgreSQL: its inserts, updates and deletes folded into ONE
/// statement (<c>with … as (insert …), … update …</c>), so that the server starts its executor once. Same rows, same guards and same
/// conflicts as EF's batch, which all other commits take; columns and conversions come from the model.
/// <para>
/// Work is due in front of it as statements of the same implicit transaction: cancellations, because the fold may plan the same keys
/// anew, and guards of completed due work, because a foreign key is checked at the end of its statement. Inside the fold a unique key
/// that exists refuses all of it, whatever ran before. Unlike EF's batch it does not count the rows it changes: no row of a running
/// instance goes without that instance's next journal row.
/// </para>
/// </summary>
internal static class FoldedCommit
{
    /// <summary>Above this the texts would be many and each prepared for little.</summary>
    private const int MostRows = 24;

    /// <summary>Whether the commit can be folded. Each of these has a row in the journal, the commands or the due work as its guard.</summary>
    public static bool Fits(IReadOnlyList<EntityEntry> changed) => changed.Count is > 0 and <= MostRows && changed.All(
        entry => entry.Entity is InstanceRecord or JournalRecord or BookmarkRecord or CommandRecord or IncidentRecord or ActivationSlot
            or DueWorkRow or DueWorkGuard);

    /// <exception cref="PostgresException">Nothing was written; see <see cref="Conflicts"/>.</exception>
    public static async Task WriteAsync(
        FlowDbContext context, IReadOnlyList<EntityEntry> changed, DueWorkPlan dueWork, StepAssumptions? assumed, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var batch = ((NpgsqlConnection)context.Database.GetDbConnection()).CreateBatch();
            dueWork.AddCancellations(batch);
            foreach (var rows in changed.GroupBy(entry => entry.Entity is DueWorkGuard).OrderByDescending(group => group.Key))
            {
                batch.BatchCommands.Add(Fold(rows, rows.Key ? null : assumed));
            }

            await batch.ExecuteNonQueryAsync(cancellationToken);
        }
        finally
        {
            await context.Database.CloseConnectionAsync();
        }
    }

    /// <summary>
    /// One statement. The server runs its main part first and the others after it: the journal row, as in EF's batch, so that two writers
    /// of an instance meet at that key and never wait for each other crosswise.
    /// </summary>
    private static NpgsqlBatchCommand Fold(IEnumerable<EntityEntry> entries, StepAssumptions? assumed)
    {
        var command = new NpgsqlBatchCommand();
        var holds = assumed is null ? null : Condition(assumed, command.Parameters);
        var parts = entries
            .GroupBy(entry => (Type: RowShape.Of(entry.Metadata), entry.State, Changed: entry.State == EntityState.Modified ? entry.Entity : null))
            .Select(group => (IsGuard: group.First().Entity is JournalRecord, Text: group.Key.State switch
            {
                EntityState.Added => group.Key.Type.Insert(group, command.Parameters, group.First().Entity is JournalRecord ? holds : null),
                EntityState.Deleted => group.Key.Type.Delete(group, command.Parameters),
                _ => group.Key.Type.Update(group.Single(), command.Parameters),
            })).ToList();
        var main = Math.Max(0, parts.FindIndex(part => part.IsGuard));
        var text = new StringBuilder();
        for (var i = 0; i < parts.Count; i++)
        {
            if (i != main)
            {
                text.Append(text.Length == 0 ? "with " : ", ").Append(CultureInfo.InvariantCulture, $"part{i} as (").Append(parts[i].Text).Append(')');
            }
        }

        command.CommandText = text.Append(text.Length == 0 ? string.Empty : " ").Append(parts[main].Text).ToString();
        return command;
    }

    /// <summary>
    /// What the step took for granted, as the statement's own snapshot sees it. Where it does not hold, the journal row's key is null, which
    /// the column refuses: see <see cref="Conflicts"/>. Null when the keys alone prove it.
    /// </summary>
    private static string? Condition(StepAssumptions assumed, NpgsqlParameterCollection parameters)
    {
        var conditions = new List<string>(2);
        if (assumed.PublishedOf is { } definition)
        {
            parameters.Add(new NpgsqlParameter { Value = definition });
            parameters.Add(new NpgsqlParameter { Value = assumed.PublishedVersionId ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
            conditions.Add("(" + StepLoader.PublishedVersion("$1") + ") = $2");
        }

        if (assumed.NothingKept)
        {
            conditions.Add($"not exists ({StepLoader.AnyKept})");
        }

        return conditions.Count == 0 ? null : string.Join(" and ", conditions);
    }
}
