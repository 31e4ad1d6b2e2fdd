using System.Text.RegularExpressions;
using DirectiveFlow.TestServers;

namespace DirectiveFlow.Browser.Tests.Running;

/// <summary>
/// The built program started as a stranger starts it: <c>demo</c>, as a process of its own on an empty folder. The accounts
/// are read from what it prints, so that output is tested too.
/// </summary>
public sealed partial class DemoHost : IAsyncLifetime
{
    private readonly HostProcess _host = new("browser-host") { Arguments = { "demo" } };
    private readonly Dictionary<string, string> _passwords = new(StringComparer.Ordinal);

    public string Address => _host.Address.GetLeftPart(UriPartial.Authority);

    /// <summary>Its SQLite file.</summary>
    public string Database => Path.Combine(_host.Settings["Data:Path"], "directiveflow.db");

    public string Log => _host.Tail(200);

    public string PasswordOf(string userName) => _passwords.TryGetValue(userName, out var password)
        ? password
        : throw new InvalidOperationException($"The demo printed no account {userName}:\n{_host.Tail()}");

    public async ValueTask InitializeAsync()
    {
        await _host.StartAsync();
        foreach (var line in _host.Log)
        {
            if (Administrator().Match(line) is { Success: true } administrator)
            {
                _passwords[administrator.Groups["name"].Value] = administrator.Groups["password"].Value;
            }
            else if (Account().Match(line) is { Success: true } account)
            {
                _passwords[account.Groups["name"].Value] = account.Groups["password"].Value;
            }
        }

        Assert.NotEmpty(_passwords);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [GeneratedRegex(@"^\s+(?<name>[a-z]+)\s+(?<password>[a-zA-Z0-9]{20})\s", RegexOptions.NonBacktracking)]
    private static partial Regex Account();

    [GeneratedRegex(@"first administrator: (?<name>[a-z]+)\s.*password: (?<password>[a-zA-Z0-9]{20})\s", RegexOptions.NonBacktracking)]
    private static partial Regex Administrator();
}
