namespace DirectiveFlow.Host.Settings;

public enum DatabaseProvider
{
    Sqlite,
    PostgreSql,
}

/// <summary>The settings of a host, read and checked once before anything else starts. See the table in the README.</summary>
public sealed record HostSettings
{
    /// <summary>Absolute folder of everything this host keeps outside the database (keys, the embedded database).</summary>
    public required string DataPath { get; init; }

    public required DatabaseProvider Provider { get; init; }

    public required string ConnectionString { get; init; }

    /// <summary>Null: messages stay in this process, behind the same outbox.</summary>
    public Uri? RabbitMq { get; init; }

    /// <summary>Departments whose queues this host consumes; null: all departments of the organisation.</summary>
    public IReadOnlyList<string>? ServedDepartments { get; init; }

    public required string AdminUserName { get; init; }

    /// <summary>Null: a random one is made at the first start and printed once.</summary>
    public string? AdminPassword { get; init; }

    public required TokenSettings Tokens { get; init; }

    /// <summary>Where traces and metrics go (OTLP over gRPC); null: nothing is exported.</summary>
    public Uri? Otlp { get; init; }

    public required LimitSettings Limits { get; init; }

    public required RetentionSettings Retention { get; init; }

    /// <summary>Whether definitions may let requests in without a token.</summary>
    public bool AllowAnonymousHttp { get; init; }

    /// <summary>Private names, addresses and networks that workflows may call.</summary>
    public IReadOnlyList<string> AllowedPrivate { get; init; } = [];

    /// <summary>One process, one file: migrations are applied at start and jobs are rebuilt from due work.</summary>
    public bool IsEmbedded => Provider == DatabaseProvider.Sqlite;
}

/// <summary>Access tokens of the API.</summary>
/// <param name="KeyFile">Random key, made at the first start, readable by its owner only. Hosts behind one address share it.</param>
public sealed record TokenSettings(string Issuer, string Audience, TimeSpan Lifetime, string KeyFile);

/// <summary>How long what is over is kept; null: for good. What a directive refers to is evidence and stays whatever is said here.</summary>
/// <param name="Finished">Finished instances that no directive refers to, with their journal; what plans of alterations did.</param>
/// <param name="Ids">Answered command ids and ids of received messages, at least a week.</param>
/// <param name="Notifications">Notifications that were read.</param>
public sealed record RetentionSettings(TimeSpan? Finished, TimeSpan? Ids, TimeSpan? Notifications);

/// <summary>What a host takes on before it refuses at the door.</summary>
/// <param name="InWork">Requests worked on at one moment; programs and pages are counted apart.</param>
/// <param name="Waiting">Requests that may wait for their turn, oldest first; the next one is refused with 503.</param>
/// <param name="SignInsPerMinute">Sign-in tries from one address in a minute; the next one is refused with 429.</param>
public sealed record LimitSettings(int InWork, int Waiting, int SignInsPerMinute);
