using DirectiveFlow.Host.Intake;
using DirectiveFlow.Host.Settings;

namespace DirectiveFlow.Host.CommandLine;

/// <summary>
/// The command line. The first word is the command; what follows are its arguments and, as <c>--Key=value</c>, settings.
/// Exit codes: 0 done, 1 refused or found wrong, 2 a wrong setting or wrong use.
/// </summary>
internal static class Commands
{
    private const int WrongUse = 2;

    private const string Usage = """
        DirectiveFlow <command> [--Setting:Key=value ...]
          (none)              serve
          demo                serve with a demo organisation and a sample plan
          read FILE [DATE]    print the reading of a .txt, .docx, .pdf, .html or .eml as JSON (DATE: yyyy-MM-dd, stands for missing years)
          launch FILE         register the directive the text is or announces, and start its workflow
          status              print what is open
          migrate             bring the database to this version
          doctor              check the invariants; exit code 1 when one is broken
        """;

    public static async Task<int> RunAsync(string[] arguments)
    {
        var hasCommand = arguments is [var first, ..] && !first.StartsWith('-');
        var command = hasCommand ? arguments[0] : "serve";
        var rest = hasCommand ? arguments[1..] : arguments;
        var words = rest.Where(argument => !argument.StartsWith('-')).ToArray();
        try
        {
            return (command, words) switch
            {
                ("serve", []) => await Serve.RunAsync(rest),
                ("demo", []) => await Demo.RunAsync(rest),
                ("read", [var file]) => await Read.RunAsync(file, null, Settings()),
                ("read", [var file, var date]) => await Read.RunAsync(file, date, Settings()),
                ("extract", [var name]) => await Extract.RunAsync(name),
                ("launch", [var file]) => await Launch.RunAsync(file, Settings()),
                ("status", []) => await Status.RunAsync(rest),
                ("doctor", []) => await DoctorVisit.RunAsync(rest),
                ("migrate", []) => await Migrate.RunAsync(rest),
                _ => await SayUsageAsync(),
            };
        }
        catch (SettingException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return WrongUse;
        }

        string[] Settings() => [.. rest.Except(words, StringComparer.Ordinal)];
    }

    private static async Task<int> SayUsageAsync()
    {
        await Console.Error.WriteLineAsync(Usage);
        return WrongUse;
    }
}
