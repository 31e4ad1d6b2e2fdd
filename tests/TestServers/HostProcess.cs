using System.Diagnostics;
using System.Globalization;
using System.Net;
using DirectiveFlow.TestServers.Places;
using DirectiveFlow.TestServers.Processes;

namespace DirectiveFlow.TestServers;

/// <summary>
/// The built host as a real process of its own: <c>dotnet DirectiveFlow.Host.dll</c>, on a private port and data folder, so that
/// a test can kill it as a power failure would. Ready means that <c>/health/ready</c> answers 200. Several of them given the same
/// database and broker settings are several hosts of one installation.
/// </summary>
public sealed class HostProcess : ChildServer
{
    private readonly HttpClient _health;

    public HostProcess(string name = "host")
        : base(name)
    {
        var port = LoopbackPorts.Next();
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        Settings["Urls"] = Address.GetLeftPart(UriPartial.Authority);
        Settings["Data:Path"] = Path.Combine(Root, "data");
        Settings["Logging:LogLevel:Default"] = "Warning";
        _health = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
    }

    public Uri Address { get; }

    /// <summary>Configuration keys (with <c>:</c>), handed over as environment variables. Change them while the host is stopped.</summary>
    public IDictionary<string, string> Settings { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Arguments of the command line; none serves.</summary>
    public IList<string> Arguments { get; } = [];

    /// <summary>Production unless a test needs the development manifest of static web assets.</summary>
    public string EnvironmentName { get; init; } = "Production";

    /// <summary>Runs a command of the program (<c>doctor</c>, <c>migrate</c>, ...) with this host's settings, whether or not it serves.</summary>
    public async Task<(int Code, string Output)> RunCommandAsync(params string[] arguments)
    {
        var info = Describe(arguments);
        info.RedirectStandardOutput = info.RedirectStandardError = info.RedirectStandardInput = true;
        using var process = Process.Start(info)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }

    protected override ProcessStartInfo BuildStartInfo() => Describe(Arguments);

    protected override async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _health.GetAsync(new Uri("/health/ready", UriKind.Relative), cancellationToken);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false; // not listening yet
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false; // listening, but not answering yet
        }
    }

    private ProcessStartInfo Describe(IEnumerable<string> arguments)
    {
        var info = new ProcessStartInfo("dotnet", [RepositoryRoot.BuiltAssembly("src/Host", "DirectiveFlow.Host.dll"), .. arguments])
        {
            WorkingDirectory = Root,
            UseShellExecute = false,
        };
        info.Environment["ASPNETCORE_ENVIRONMENT"] = EnvironmentName;
        info.Environment["DOTNET_ENVIRONMENT"] = EnvironmentName;
        info.Environment["DOTNET_gcServer"] = "0";
        foreach (var (key, value) in Settings)
        {
            info.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return info;
    }
}
