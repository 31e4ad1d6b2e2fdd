using System.Runtime.InteropServices;

namespace DirectiveFlow.TestServers.Processes;

/// <summary>POSIX signals by number.</summary>
public static partial class Signals
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;

    /// <summary>Sends a signal. A process that is gone already is no error: the callers wait for its end anyway.</summary>
    public static void Send(int pid, int signal) => _ = SendSignal(pid, signal);

    /// <summary>True while a process of this id exists, whoever owns it.</summary>
    public static bool IsAlive(int pid) => SendSignal(pid, 0) == 0 || Marshal.GetLastPInvokeError() == NotPermitted;

    private const int NotPermitted = 1;

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int SendSignal(int pid, int signal);
}
