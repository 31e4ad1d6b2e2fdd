using System.Text.RegularExpressions;
using DirectiveFlow.Infra.Tests.Repository;
using DirectiveFlow.TestServers.Places;

namespace DirectiveFlow.Infra.Tests.Deployment;

public sealed partial class ComposeTests
{
    /// <summary>Keys of the Compose specification that this file uses; a misspelt one would be refused by the engine.</summary>
    private static readonly HashSet<string> s_known = new(StringComparer.Ordinal)
    {
        "build", "cap_drop", "command", "depends_on", "entrypoint", "environment", "healthcheck", "hostname", "image", "ports",
        "read_only", "restart", "security_opt", "shm_size", "tmpfs", "volumes",
    };

    [Fact]
    public void Every_key_of_a_service_is_one_the_engine_knows()
    {
        var unknown = from service in ComposeFile.Services()
                      from key in service.Value.Keys
                      where !s_known.Contains((string)key)
                      select $"{service.Key}.{key}";

        Assert.Empty(unknown);
    }

    [Fact]
    public void Two_hosts_share_one_database_one_broker_and_one_data_folder()
    {
        var services = ComposeFile.Services();
        var one = ComposeFile.Environment(services["host-1"]);
        var two = ComposeFile.Environment(services["host-2"]);

        Assert.Equal(one, two);
        Assert.Equal("PostgreSql", one["Database__Provider"]);
        Assert.Contains("Host=postgres;", one["ConnectionStrings__Database"], StringComparison.Ordinal);
        Assert.Contains("@rabbitmq:", one["RabbitMq__Uri"], StringComparison.Ordinal);
        Assert.Equal(services["host-1"]["volumes"], services["host-2"]["volumes"]);
    }

    [Fact]
    public void Every_secret_comes_from_the_environment_and_its_absence_stops_the_start()
    {
        var secrets = from service in ComposeFile.Services()
                      from setting in ComposeFile.Environment(service.Value)
                      where Secret().IsMatch(setting.Key)
                      select (Name: $"{service.Key}.{setting.Key}", setting.Value);

        Assert.NotEmpty(secrets);
        Assert.All(secrets, s => Assert.Matches(@"\$\{[A-Z_]+:\?[^}]+\}", s.Value));
        Assert.DoesNotContain(ComposeFile.Scalars(), s => PlainVariable().IsMatch(s));
    }

    [Fact]
    public void Every_setting_of_a_host_is_in_the_table_of_the_readme()
    {
        var keys = ComposeFile.Services().Values
            .SelectMany(ComposeFile.Environment)
            .Select(e => e.Key)
            .Where(k => k.Contains("__", StringComparison.Ordinal))
            .Select(k => k.Replace("__", ":", StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal);

        Assert.All(keys, k => Assert.Contains(k, Readme.Settings()));
    }

    [Fact]
    public void Every_dependency_is_a_service_that_can_reach_the_awaited_state()
    {
        var services = ComposeFile.Services();
        foreach (var (name, service) in services)
        {
            if (!service.TryGetValue("depends_on", out var found))
            {
                continue;
            }

            foreach (var (target, condition) in (Dictionary<object, object>)found)
            {
                var needed = (string)((Dictionary<object, object>)condition)["condition"];
                Assert.True(services.ContainsKey((string)target), $"{name} waits for {target}, which is no service.");
                var hasCheck = services[(string)target].ContainsKey("healthcheck") || services[(string)target].ContainsKey("build");
                Assert.True(!string.Equals(needed, "service_healthy", StringComparison.Ordinal) || hasCheck, $"{target} is never healthy.");
            }
        }
    }

    [Fact]
    public void Every_mounted_file_exists_and_every_named_volume_is_declared()
    {
        var declared = ((Dictionary<object, object>)ComposeFile.Read()["volumes"]).Keys.Cast<string>().ToList();
        var sources = ComposeFile.Services().Values
            .Where(s => s.ContainsKey("volumes"))
            .SelectMany(s => (List<object>)s["volumes"])
            .Select(v => ((string)v).Split(':')[0]);

        Assert.All(sources, source => Assert.True(
            source.StartsWith("./", StringComparison.Ordinal) ? File.Exists(RepositoryRoot.Of("infra/" + source[2..])) : declared.Contains(source),
            source));
    }

    [GeneratedRegex("PASSWORD|Password|ConnectionStrings|RabbitMq__Uri|_PASS$", RegexOptions.None, 1000)]
    private static partial Regex Secret();

    [GeneratedRegex(@"\$\{[A-Z_]+\}|\$\{[A-Z_]+:-|\$[A-Z_]", RegexOptions.None, 1000)]
    private static partial Regex PlainVariable();
}
