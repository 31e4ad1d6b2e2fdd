using DirectiveFlow.Contracts;
using DirectiveFlow.TestServers;

namespace DirectiveFlow.Torture.Installation;

/// <summary>
/// An installation in production form: one PostgreSQL database, one RabbitMQ virtual host, any number of real host processes
/// that share both and one data folder. Nothing of it runs in the test's own process.
/// </summary>
internal sealed class ProductionSite : IAsyncDisposable
{
    private readonly PostgresServer _postgres;
    private readonly string _database;
    private readonly List<HostProcess> _hosts = [];

    private ProductionSite(PostgresServer postgres, RabbitMqServer rabbitMq, string name, string connectionString, Uri broker)
    {
        _postgres = postgres;
        _database = name;
        VirtualHost = name;
        RabbitMq = rabbitMq;
        ConnectionString = connectionString;
        BrokerAddress = broker;
    }

    public RabbitMqServer RabbitMq { get; }

    public string VirtualHost { get; }

    public string ConnectionString { get; }

    public Uri BrokerAddress { get; }

    public IReadOnlyList<HostProcess> Hosts => _hosts;

    public IReadOnlyList<Uri> Addresses => [.. _hosts.Select(h => h.Address)];

    /// <summary>Makes the database and the virtual host; the first host's <c>migrate</c> gives the database its shape.</summary>
    public static async Task<ProductionSite> CreateAsync(PostgresServer postgres, RabbitMqServer rabbitMq, string name, int hosts)
    {
        var database = postgres.CreateDatabaseAsync(name);
        var broker = rabbitMq.CreateVirtualHostAsync(name);
        var site = new ProductionSite(postgres, rabbitMq, name, await database, await broker);
        for (var number = 1; number <= hosts; number++)
        {
            site.AddHost(number);
        }

        var (code, output) = await site.Hosts[0].RunCommandAsync("migrate");
        Assert.True(code == 0, output);
        return site;
    }

    /// <summary>
    /// Serves: the first host makes the demo organisation, the others join. Messages to departments outside
    /// <paramref name="served"/> stay in their queues, where a test can count them.
    /// </summary>
    public async Task<People> OpenAsync(string served)
    {
        foreach (var host in _hosts)
        {
            host.Settings["Departments:Served"] = served;
        }

        _hosts[0].Arguments.Add("demo");
        await _hosts[0].StartAsync();
        _hosts[0].Arguments.Clear();
        var people = await People.SignInAsync(_hosts[0]);
        await Task.WhenAll(_hosts.Skip(1).Select(h => h.StartAsync()));
        return people;
    }

    /// <summary>Waits until a command is on disk, whether or not its answer has left the host.</summary>
    public Task SeeCommandAsync(string idEnd) => Eventually.IsTrueAsync(
        $"The commit of {idEnd}",
        async () => await CountAsync($"select count(*) from commands where command_id like '%{idEnd}'") > 0);

    /// <summary>Every message to a department that no host serves, in the order of its queue.</summary>
    public async Task<IReadOnlyList<QueuedMessage>> MessagesToAsync(string department) =>
        [.. (await RabbitMq.ReadQueueAsync(VirtualHost, DepartmentQueue.NameOf(department))).Select(QueuedMessage.Parse)];

    /// <summary>Waits until everything that was to follow has followed: no step is due, no message waits.</summary>
    public Task SettleAsync() => Eventually.SeeAsync(
        "An empty outbox and no overdue work",
        () => SqlAsync("select (select count(*) from outbox) || '/' || (select count(*) from due_work where due_at <= now())"),
        counts => string.Equals(counts, "0/0", StringComparison.Ordinal),
        TimeSpan.FromMinutes(3));

    /// <summary>Reads or arranges stored rows from outside, as an operator would.</summary>
    public Task<string> SqlAsync(string sql) => _postgres.PsqlAsync(sql, _database);

    public async Task<long> CountAsync(string sql) =>
        long.Parse(await SqlAsync(sql), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Every invariant of the stored data holds.</summary>
    public async Task DoctorIsContentAsync()
    {
        var (code, output) = await Hosts[0].RunCommandAsync("doctor");
        Assert.True(code == 0, output);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }
    }

    private void AddHost(int number)
    {
        var host = new HostProcess(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"host{number}"));
        host.Settings["Database:Provider"] = "PostgreSql";
        host.Settings["ConnectionStrings:Database"] = ConnectionString;
        host.Settings["RabbitMq:Uri"] = BrokerAddress.AbsoluteUri;
        if (_hosts.Count > 0)
        {
            host.Settings["Data:Path"] = _hosts[0].Settings["Data:Path"];
        }

        _hosts.Add(host);
    }
}
