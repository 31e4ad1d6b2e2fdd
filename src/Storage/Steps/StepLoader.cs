using System.Data.Common;
using System.Globalization;
using System.Text;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Storage.Steps;

/// <summary>
/// Reads command, bookmark, instance, published version and stamp of the organisation in ONE statement: one round trip, and one snapshot, so that a bookmark
/// is never paired with an instance that has already burned it.
/// </summary>
internal static class StepLoader
{
    private const string Columns = """
        select c.command_id, c.at, c.result,
               b.id, b.instance_id, b.name, b.hash, b.activity_id, b.correlation_id, b.created_at,
               i.id, i.definition_id, i.definition_version_id, i.definition_version, i.name, i.correlation_id,
               i.parent_instance_id, i.status, i.sub_status, i.incident_count, i.created_at, i.updated_at, i.finished_at,
               i.sequence, i.state, i.held_by, (select version from organization_stamp)
        """;

    /// <summary>Answers a row when any stimulus is being kept.</summary>
    public const string AnyKept = $"select 1 from due_work where kind = '{DueWorkKinds.KeptStimulus}' limit 1";

    /// <summary>Answers the id of the published version of the definition that the parameter names.</summary>
    public static string PublishedVersion(string parameter) =>
        $"select d.id from workflow_definitions d where d.definition_id = {parameter} and d.is_published order by d.version desc limit 1";

    public static async Task<(LoadedStep Step, long? OrganizationStamp)> LoadAsync(FlowDbContext context, StepAddress address, CancellationToken cancellationToken)
    {
        if (address.IsEmpty)
        {
            return (new LoadedStep(null, null, null), null);
        }

        await context.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            await using var command = context.Database.GetDbConnection().CreateCommand();
            command.CommandText = Write(command, address, context.Database.IsSqlite());
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            var row = new StoredRow(reader, context.Database.IsSqlite());
            var bookmark = row.Has(3) ? Bookmark(row) : null;
            var step = new LoadedStep(
                row.Has(0) ? new CommandRecord(row.Text(0), row.Time(1), row.Bytes(2)) : null,
                row.Has(10) ? Instance(row) : null,
                bookmark,
                row.TextOrNull(27))
            {
                HasKeptStimuli = row.Has(28),
            };
            var stamp = row.LongNumber(26);
            while (await reader.ReadAsync(cancellationToken))
            {
                bookmark = Older(bookmark, Bookmark(row));
            }

            return (step with { Bookmark = bookmark }, stamp);
        }
        finally
        {
            await context.Database.CloseConnectionAsync();
        }
    }

    private static string Write(DbCommand command, StepAddress address, bool named)
    {
        var sql = new StringBuilder(Columns);
        sql.Append(address.PublishedOf is null
            ? ", null"
            : $", ({PublishedVersion(Parameter("@definition", address.PublishedOf))})");
        sql.Append($", ({AnyKept})");
        sql.Append(" from (select 1 as one) as one");
        sql.Append(address.CommandId is null
            ? " left join commands c on 1 = 0"
            : $" left join commands c on c.command_id = {Parameter("@command", address.CommandId)}");
        var conditions = new List<string>(4);
        if (address.BookmarkId is not null)
        {
            conditions.Add($"b.id = {Parameter("@bookmark", address.BookmarkId)}");
        }

        if (address.StimulusHash is not null)
        {
            conditions.Add($"b.hash = {Parameter("@hash", address.StimulusHash)}");
        }

        if (address.CorrelationId is not null)
        {
            conditions.Add($"b.correlation_id = {Parameter("@correlation", address.CorrelationId)}");
        }

        var instance = address.InstanceId is null ? null : Parameter("@instance", address.InstanceId);
        if (conditions.Count > 0 && instance is not null)
        {
            conditions.Add($"b.instance_id = {instance}");
        }

        // Of one instance all its matching waits come, a handful, and the oldest is taken here: cheaper than sorting there.
        sql.Append((conditions.Count, instance) switch
        {
            (0, _) => " left join bookmarks b on 1 = 0",
            (_, not null) => $" left join bookmarks b on {string.Join(" and ", conditions)}",
            _ => $" left join (select * from bookmarks b where {string.Join(" and ", conditions)} order by created_at, id limit 1) b on 1 = 1",
        });
        sql.Append(" left join workflow_instances i on i.id = ").Append(instance ?? "b.instance_id");
        return sql.ToString();

        // PostgreSQL's own numbers spare the driver the reading and rewriting of the text at each load.
        string Parameter(string name, string value)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = named ? name : string.Empty;
            parameter.Value = value;
            command.Parameters.Add(parameter);
            return named ? name : string.Create(CultureInfo.InvariantCulture, $"${command.Parameters.Count}");
        }
    }

    private static BookmarkRecord Older(BookmarkRecord? one, BookmarkRecord other) =>
        one is null || other.CreatedAt < one.CreatedAt || (other.CreatedAt == one.CreatedAt && string.CompareOrdinal(other.Id, one.Id) < 0)
            ? other
            : one;

    private static BookmarkRecord Bookmark(StoredRow row) => new(
        row.Text(3), row.Text(4), row.Text(5), row.Text(6), row.Text(7), row.TextOrNull(8), row.Time(9));

    private static InstanceRecord Instance(StoredRow row) => new()
    {
        Id = row.Text(10),
        DefinitionId = row.Text(11),
        DefinitionVersionId = row.Text(12),
        DefinitionVersion = row.Number(13),
        Name = row.TextOrNull(14),
        CorrelationId = row.TextOrNull(15),
        ParentInstanceId = row.TextOrNull(16),
        Status = row.Text(17),
        SubStatus = row.Text(18),
        IncidentCount = row.Number(19),
        CreatedAt = row.Time(20),
        UpdatedAt = row.Time(21),
        FinishedAt = row.Has(22) ? row.Time(22) : null,
        Sequence = row.LongNumber(23),
        State = row.Bytes(24),
        HeldBy = row.TextOrNull(25),
    };

    /// <summary>The current row by column number, with times as the provider keeps them.</summary>
    private readonly struct StoredRow(DbDataReader reader, bool ticks)
    {
        public bool Has(int column) => !reader.IsDBNull(column);

        public string Text(int column) => reader.GetString(column);

        public string? TextOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

        public int Number(int column) => reader.GetInt32(column);

        public long LongNumber(int column) => reader.GetInt64(column);

        public byte[] Bytes(int column) => reader.GetFieldValue<byte[]>(column);

        public DateTimeOffset Time(int column) => ticks
            ? new DateTimeOffset(reader.GetInt64(column), TimeSpan.Zero)
            : reader.GetFieldValue<DateTimeOffset>(column);
    }
}
