using DirectiveFlow.Storage.DueWork;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace DirectiveFlow.Storage.Steps;

/// <summary>Tells a lost race, after which loading again helps, from an error.</summary>
internal static class Conflicts
{
    private const int SqlitePrimaryKey = 1555;
    private const int SqliteUnique = 2067;

    /// <summary>
    /// True for a unique key that exists, a due row that is gone, an assumption that does not hold (<see cref="FoldedCommit"/>), and a transaction the server chose as the victim of a
    /// deadlock: in each case nothing of this transaction was written.
    /// </summary>
    public static bool IsConflict(Exception exception) => (exception is DbUpdateException update ? update.InnerException : exception) switch
    {
        PostgresException postgres => postgres.SqlState is PostgresErrorCodes.UniqueViolation
                or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure
            || postgres is { SqlState: PostgresErrorCodes.ForeignKeyViolation, ConstraintName: DueWorkMapping.GuardConstraint }
            or { SqlState: PostgresErrorCodes.NotNullViolation, TableName: "journal", ColumnName: "instance_id" },
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is SqlitePrimaryKey or SqliteUnique,
        _ => false,
    };
}
