using DirectiveFlow.TestServers;

namespace DirectiveFlow.Torture.Installation;

/// <summary>The people of the demo organisation that the host printed a sign-in for, each signed in at the API.</summary>
internal sealed class People : IDisposable
{
    private static readonly string[] s_userNames = ["giamdoc", "phogiamdoc", "theodoi", "khtc", "stc"];
    private readonly Dictionary<string, Caller> _callers;

    private People(Dictionary<string, Caller> callers) => _callers = callers;

    /// <summary>The department of the leader, which drives the directives.</summary>
    public const string Home = "SKHCN";

    public Caller Leader => _callers["giamdoc"];

    public Caller Appraiser => _callers["phogiamdoc"];

    /// <summary>Codes of the units whose heads are here; the last one is a department of its own.</summary>
    public static IReadOnlyList<string> Units { get; } = ["SKHCN-KHTC", "SKHCN-VP", "STC"];

    public Caller HeadOf(string unitCode) => _callers[unitCode switch
    {
        "SKHCN-KHTC" => "khtc",
        "SKHCN-VP" => "theodoi",
        "STC" => "stc",
        _ => throw new ArgumentOutOfRangeException(nameof(unitCode), unitCode, "No sign-in for the head of this unit."),
    }];

    public static async Task<People> SignInAsync(HostProcess host)
    {
        var callers = new Dictionary<string, Caller>(StringComparer.Ordinal);
        foreach (var name in s_userNames)
        {
            var caller = new Caller(name, PasswordOf(name, host.Log));
            await caller.SignInAsync(host.Address);
            callers[name] = caller;
        }

        return new People(callers);
    }

    public void Dispose()
    {
        foreach (var caller in _callers.Values)
        {
            caller.Dispose();
        }
    }

    /// <summary>The host prints "… user-name  password" once.</summary>
    private static string PasswordOf(string userName, IEnumerable<string> printed)
    {
        var words = printed.Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .FirstOrDefault(words => words.Contains(userName, StringComparer.Ordinal));
        Assert.True(words is not null, $"No sign-in for {userName} in:\n{string.Join('\n', printed)}");
        return words[Array.IndexOf(words, userName) + 1];
    }
}
