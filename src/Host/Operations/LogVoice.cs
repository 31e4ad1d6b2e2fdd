using Microsoft.Extensions.Logging.Console;

namespace DirectiveFlow.Host.Operations;

/// <summary>How the program speaks.</summary>
internal enum LogVoice
{
    /// <summary>The service: one JSON object per line for a collector, plain lines for a person at a terminal or in development.</summary>
    Service,

    /// <summary>A command: its answer on standard output, only warnings beside it on standard error.</summary>
    Command,

    /// <summary>The demo: its answer first, then only warnings.</summary>
    Demo,
}

internal static class LogVoices
{
    public static void AddVoice(this ILoggingBuilder logging, LogVoice voice, IHostEnvironment environment)
    {
        logging.ClearProviders();
        var isForCollector = voice == LogVoice.Service && environment.IsProduction() && Console.IsOutputRedirected;
        if (isForCollector)
        {
            logging.AddJsonConsole(options =>
            {
                options.UseUtcTimestamp = true;
                options.TimestampFormat = "O";
                options.IncludeScopes = true;
            });
        }
        else
        {
            logging.AddSimpleConsole(options => options.SingleLine = true);
        }

        // What fails in the database is thrown to somebody who handles or logs it; EF need not log it before.
        logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Critical);
        if (voice == LogVoice.Demo)
        {
            logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
            return;
        }

        if (voice == LogVoice.Command)
        {
            logging.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
            logging.SetMinimumLevel(LogLevel.Warning);
            return;
        }

        logging.AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information)

            // The keys' folder is readable by its owner only; there is no certificate to encrypt them with.
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
            .AddFilter("Hangfire", LogLevel.Warning)
            .AddFilter("MassTransit", LogLevel.Warning);
    }
}
