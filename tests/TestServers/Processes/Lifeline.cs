using System.Diagnostics;
using System.Globalization;

namespace DirectiveFlow.TestServers.Processes;

/// <summary>
/// Kills a process when the test process dies. (PR_SET_PDEATHSIG is no use from .NET: it fires when the forking thread ends.)
/// </summary>
internal sealed class Lifeline : IAsyncDisposable
{
    private readonly Process _shell;

    private Lifeline(Process shell) => _shell = shell;

    public static Lifeline Of(int pid)
    {
        var info = new ProcessStartInfo("/bin/sh") { UseShellExecute = false, RedirectStandardInput = true };
        info.ArgumentList.Add("-c");
        info.ArgumentList.Add("trap '' INT HUP; read -r _; kill -9 \"$1\" 2>/dev/null");
        info.ArgumentList.Add("lifeline");
        info.ArgumentList.Add(pid.ToString(CultureInfo.InvariantCulture));
        return new Lifeline(Process.Start(info)!);
    }

    /// <summary>Ends the shell before its pipe closes: otherwise it would signal a process id that may belong to somebody else by now.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_shell.HasExited)
        {
            Signals.Send(_shell.Id, Signals.Kill);
        }

        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }
}
