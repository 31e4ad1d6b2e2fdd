using System.Diagnostics;
using System.Globalization;
using DirectiveFlow.TestServers.Processes;

namespace DirectiveFlow.TestServers;

/// <summary>
/// PostgreSQL as a child process with durable settings (fsync on), so that what survives here survives in production.
/// Share one per test assembly (<c>[assembly: AssemblyFixture(typeof(PostgresServer))]</c>) and give each test class its own
/// database; the server starts with the first one. Connections are trusted on the loopback address, without a password.
/// </summary>
public sealed class PostgresServer : ChildServer
{
    private readonly string _programs = InstalledPrograms.PostgresFolder();
    private int _databases;

    public PostgresServer()
        : base("pg") => Port = LoopbackPorts.Next();

    public int Port { get; }

    /// <summary>Lines for postgresql.conf, written once when the cluster is created.</summary>
    public IList<string> Settings { get; } =
    [
        "fsync = on", "synchronous_commit = on", "max_connections = 200", "shared_buffers = 256MB",
        "max_wal_size = 2GB", "logging_collector = off", "timezone = 'UTC'", "log_timezone = 'UTC'",
    ];

    private string DataFolder => Path.Combine(Root, "data");

    private string SocketFolder => Path.Combine(Root, "s");

    /// <summary>SIGINT is the fast shutdown; SIGTERM would wait for pooled clients to leave.</summary>
    protected override int StopSignal => Signals.Interrupt;

    public string ConnectionString(string database) => string.Create(
        CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Username=postgres;Database={database};Include Error Detail=true");

    /// <summary>
    /// Creates an empty database, or a copy of <paramref name="template"/> (nobody may be connected to that one), starting the
    /// server if need be. Takes 0.1-0.5 s.
    /// </summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync(string? name = null, string? template = null)
    {
        await StartAsync();
        name ??= string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        await PsqlAsync($"create database \"{name}\"" + (template is null ? string.Empty : $" template \"{template}\""));
        return ConnectionString(name);
    }

    /// <summary>Runs SQL from outside, as an operator would; answers unaligned rows without headings.</summary>
    /// <exception cref="InvalidOperationException">The SQL failed; the message carries psql's words.</exception>
    public async Task<string> PsqlAsync(string sql, string database = "postgres") => (await Command.MustAsync(
        Path.Combine(_programs, "psql"),
        ["-X", "-h", "127.0.0.1", "-p", Port.ToString(CultureInfo.InvariantCulture), "-U", "postgres", "-d", database, "-v", "ON_ERROR_STOP=1", "-qAtc", sql])).TrimEnd();

    protected override async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (Directory.Exists(DataFolder))
        {
            return;
        }

        Directory.CreateDirectory(SocketFolder);
        if (Environment.IsPrivilegedProcess)
        {
            await Command.MustAsync("/bin/chown", ["-R", "postgres:", Root], cancellationToken: cancellationToken);
        }

        string[] create = [.. AsServer, Path.Combine(_programs, "initdb"), "-D", DataFolder, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-instructions", "--no-sync"];
        await Command.MustAsync(create[0], create[1..], Root, cancellationToken);
        await File.AppendAllLinesAsync(
            Path.Combine(DataFolder, "postgresql.conf"),
            ["listen_addresses = '127.0.0.1'", string.Create(CultureInfo.InvariantCulture, $"port = {Port}"), $"unix_socket_directories = '{SocketFolder}'", .. Settings],
            cancellationToken);
    }

    protected override ProcessStartInfo BuildStartInfo() =>
        new(AsServer[0], [.. AsServer[1..], Path.Combine(_programs, "postgres"), "-D", DataFolder]) { WorkingDirectory = Root };

    /// <summary>The same test as pg_ctl -w: our own postmaster.pid says "ready" in line 8. A TCP connect answers too early.</summary>
    protected override async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        var file = Path.Combine(DataFolder, "postmaster.pid");
        if (!File.Exists(file))
        {
            return false;
        }

        var lines = await File.ReadAllLinesAsync(file, cancellationToken);
        return lines.Length >= 8
            && string.Equals(lines[0].Trim(), Pid.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            && string.Equals(lines[7].Trim(), "ready", StringComparison.Ordinal);
    }

    /// <summary>PostgreSQL refuses to run as root. Both programs exec, so the process id is the postmaster's.</summary>
    private static string[] AsServer => Environment.IsPrivilegedProcess
        ? ["/usr/bin/setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        : ["/usr/bin/env"];
}
