using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using DirectiveFlow.TestServers.Processes;

namespace DirectiveFlow.TestServers;

/// <summary>
/// RabbitMQ with its management API as a child process. Share one per test assembly and give each test class its own virtual
/// host; the broker starts with the first one (8-24 s), so only tests that need it pay for it.
/// </summary>
public sealed class RabbitMqServer : ChildServer
{
    private readonly int _distributionPort = LoopbackPorts.Next();
    private readonly int _portMapperPort = LoopbackPorts.Next();
    private readonly string _password = RandomNumberGenerator.GetHexString(24, lowercase: true);
    private Process? _portMapper;
    private Lifeline? _portMapperLifeline;
    private HttpClient? _management;

    public RabbitMqServer()
        : base("rmq")
    {
        Port = LoopbackPorts.Next();
        ManagementPort = LoopbackPorts.Next();
    }

    public int Port { get; }

    public int ManagementPort { get; }

    /// <summary>Lines put in front of the test's own in rabbitmq.conf; where both set a key, the test's line wins.</summary>
    public string ExtraSettings { get; init; } = string.Empty;

    private HttpClient Management => _management ??= new HttpClient
    {
        BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{ManagementPort}/api/")),
        DefaultRequestHeaders =
        {
            Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"test:{_password}"))),
        },
    };

    public Uri UriOf(string virtualHost) => new(string.Create(
        CultureInfo.InvariantCulture, $"amqp://test:{_password}@127.0.0.1:{Port}/{Uri.EscapeDataString(virtualHost)}"));

    /// <summary>Creates an empty virtual host, starting the broker if need be. Takes 30-160 ms once it runs.</summary>
    /// <returns>The address to connect to.</returns>
    public async Task<Uri> CreateVirtualHostAsync(string name, CancellationToken cancellationToken = default)
    {
        await StartAsync(cancellationToken);
        var escaped = Uri.EscapeDataString(name);
        await PutAsync("vhosts/" + escaped, "{}", cancellationToken);
        await PutAsync($"permissions/{escaped}/test", """{"configure":".*","write":".*","read":".*"}""", cancellationToken);
        return UriOf(name);
    }

    /// <summary>Loads a definitions file, as an operator would.</summary>
    /// <exception cref="HttpRequestException">The broker refuses the file.</exception>
    public Task ImportDefinitionsAsync(string json, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Post, "definitions", json, cancellationToken);

    /// <summary>Writes through the management API, for example a queue: <c>queues/my-host/my-queue</c>.</summary>
    /// <exception cref="HttpRequestException">The broker refuses it; the message carries its words.</exception>
    public Task PutAsync(string path, string json, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Put, path, json, cancellationToken);

    /// <summary>Reads the management API, for example <c>queues/my-host</c>. Counters lag by up to 5 s.</summary>
    public Task<string> GetAsync(string path, CancellationToken cancellationToken = default) => Management.GetStringAsync(path, cancellationToken);

    /// <summary>
    /// What lies in a queue, in its order, without taking it away: the bodies as text. Meant for queues that nobody consumes.
    /// </summary>
    public async Task<IReadOnlyList<string>> ReadQueueAsync(string virtualHost, string queue, CancellationToken cancellationToken = default)
    {
        var answer = await SendAsync(
            HttpMethod.Post, $"queues/{Uri.EscapeDataString(virtualHost)}/{Uri.EscapeDataString(queue)}/get",
            """{"count":100000,"ackmode":"ack_requeue_true","encoding":"auto"}""", cancellationToken);
        using var messages = JsonDocument.Parse(answer);
        return [.. messages.RootElement.EnumerateArray().Select(m => m.GetProperty("payload").GetString()!)];
    }

    protected override async Task PrepareAsync(CancellationToken cancellationToken)
    {
        foreach (var folder in (string[])["mnesia", "log", "home"])
        {
            Directory.CreateDirectory(Path.Combine(Root, folder));
        }

        var settings = string.Create(CultureInfo.InvariantCulture, $"""
            listeners.tcp.default = 127.0.0.1:{Port}
            management.tcp.ip = 127.0.0.1
            management.tcp.port = {ManagementPort}
            default_user = test
            default_pass = {_password}
            log.console = true
            log.console.level = info
            log.file = false
            vm_memory_high_watermark.absolute = 1GB
            disk_free_limit.absolute = 200MB

            """);
        await File.WriteAllTextAsync(Path.Combine(Root, "rabbitmq.conf"), ExtraSettings + "\n" + settings, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(Root, "enabled_plugins"), "[rabbitmq_management].", cancellationToken);

        // Our own port mapper in the foreground: otherwise the broker leaves a daemon on 4369 behind.
        var info = new ProcessStartInfo(
            InstalledPrograms.PortMapper(), ["-port", _portMapperPort.ToString(CultureInfo.InvariantCulture), "-address", "127.0.0.1"]) { UseShellExecute = false };
        _portMapper = Process.Start(info)!;
        _portMapperLifeline = Lifeline.Of(_portMapper.Id);
    }

    protected override ProcessStartInfo BuildStartInfo()
    {
        var info = new ProcessStartInfo(InstalledPrograms.RabbitMq()) { WorkingDirectory = Root };
        var environment = info.Environment;
        foreach (var key in environment.Keys.Where(IsBrokerVariable).ToList())
        {
            environment.Remove(key);
        }

        environment["HOME"] = Path.Combine(Root, "home"); // a private Erlang cookie
        environment["RABBITMQ_CONF_ENV_FILE"] = "/dev/null";
        environment["RABBITMQ_NODENAME"] = string.Create(CultureInfo.InvariantCulture, $"test{Port}@localhost");
        environment["RABBITMQ_CONFIG_FILE"] = Path.Combine(Root, "rabbitmq.conf");
        environment["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(Root, "enabled_plugins");
        environment["RABBITMQ_MNESIA_BASE"] = Path.Combine(Root, "mnesia");
        environment["RABBITMQ_LOG_BASE"] = Path.Combine(Root, "log");
        environment["RABBITMQ_PID_FILE"] = Path.Combine(Root, "rabbit.pid");
        environment["RABBITMQ_DIST_PORT"] = _distributionPort.ToString(CultureInfo.InvariantCulture);
        environment["RABBITMQ_ALLOW_INPUT"] = "1"; // the script execs the Erlang machine, so the process id is the broker's
        environment["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] =
            "-noinput -kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none";
        environment["ERL_EPMD_PORT"] = _portMapperPort.ToString(CultureInfo.InvariantCulture);
        environment["ERL_EPMD_ADDRESS"] = "127.0.0.1";
        environment["ERL_CRASH_DUMP_SECONDS"] = "0";
        return info;
    }

    /// <summary>The broker says so, and an AMQP header is answered by a method frame (Connection.Start).</summary>
    protected override async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        if (!Log.Any(line => line.Contains("Server startup complete", StringComparison.Ordinal)))
        {
            return false;
        }

        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
            var stream = client.GetStream();
            await stream.WriteAsync("AMQP\0\0\x09\x01"u8.ToArray(), cancellationToken);
            var answer = new byte[1];
            return await stream.ReadAsync(answer, cancellationToken) == 1 && answer[0] == 1;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    protected override async Task AfterExitAsync()
    {
        _management?.Dispose();
        _management = null;
        if (_portMapper is null)
        {
            return;
        }

        if (_portMapperLifeline is not null)
        {
            await _portMapperLifeline.DisposeAsync();
        }

        if (!_portMapper.HasExited)
        {
            Signals.Send(_portMapper.Id, Signals.Kill);
        }

        await _portMapper.WaitForExitAsync();
        _portMapper.Dispose();
        _portMapper = null;
    }

    private static bool IsBrokerVariable(string name) =>
        name.StartsWith("RABBITMQ_", StringComparison.Ordinal) || name.StartsWith("ERL_", StringComparison.Ordinal);

    private async Task<string> SendAsync(HttpMethod method, string path, string json, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        using var response = await Management.SendAsync(request, cancellationToken);
        var answer = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode
            ? answer
            : throw new HttpRequestException($"{method} {path}: {(int)response.StatusCode} {answer}");
    }
}
