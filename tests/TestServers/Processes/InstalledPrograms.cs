using System.Globalization;

namespace DirectiveFlow.TestServers.Processes;

/// <summary>Finds the programs the tests run. A missing one fails with the command that installs it.</summary>
public static class InstalledPrograms
{
    /// <summary>Folder of PostgreSQL's programs, the newest version; <c>DIRECTIVEFLOW_POSTGRES_BIN</c> overrides it.</summary>
    public static string PostgresFolder() =>
        Environment.GetEnvironmentVariable("DIRECTIVEFLOW_POSTGRES_BIN") is { Length: > 0 } chosen
            ? chosen
            : DebianPostgresFolders().FirstOrDefault() ?? throw Missing("PostgreSQL 15 or newer", "postgresql");

    /// <summary>
    /// RabbitMQ's own start script. Not the one in /usr/sbin: that switches user behind a shell, so its process id is not the broker's.
    /// <c>DIRECTIVEFLOW_RABBITMQ</c> overrides it.
    /// </summary>
    public static string RabbitMq() => Find("RabbitMQ", "rabbitmq-server", "DIRECTIVEFLOW_RABBITMQ", "/usr/lib/rabbitmq/bin/rabbitmq-server");

    /// <summary>Erlang's port mapper, which comes with RabbitMQ.</summary>
    public static string PortMapper() => Find("Erlang's epmd", "rabbitmq-server", "DIRECTIVEFLOW_EPMD", "/usr/bin/epmd");

    /// <summary><c>DIRECTIVEFLOW_CHROMIUM</c> overrides it.</summary>
    public static string Chromium() => Find(
        "Chromium", "chromium fonts-liberation", "DIRECTIVEFLOW_CHROMIUM", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

    private static IEnumerable<string> DebianPostgresFolders() => !Directory.Exists("/usr/lib/postgresql")
        ? []
        : from folder in Directory.EnumerateDirectories("/usr/lib/postgresql")
          let version = int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var v) ? v : 0
          let programs = Path.Combine(folder, "bin")
          where version >= 15 && File.Exists(Path.Combine(programs, "initdb")) && File.Exists(Path.Combine(programs, "psql"))
          orderby version descending
          select programs;

    private static string Find(string what, string package, string variable, params string[] places)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } chosen)
        {
            return chosen;
        }

        return places.FirstOrDefault(File.Exists) ?? throw Missing(what, package);
    }

    private static InvalidOperationException Missing(string what, string package) => new(
        $"{what} is not installed. Run `infra/test`, or: apt-get update && apt-get install -y --no-install-recommends {package}");
}
