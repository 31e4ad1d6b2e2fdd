using System.Globalization;
using DirectiveFlow.Directives.Reading;
using DirectiveFlow.Directives.Reading.Dictionaries;
using DirectiveFlow.Directives.Reading.Intake;
using DirectiveFlow.Host.Composition;
using DirectiveFlow.Host.Operations;
using Microsoft.Data.Sqlite;

namespace DirectiveFlow.Host.CommandLine;

/// <summary>
/// Prints the reading of a text, made as the service makes it: with the dictionaries and units of the installation. Where there is no
/// installation yet it needs no database and makes none; the program's own dictionaries are used.
/// </summary>
internal static class Read
{
    public static async Task<int> RunAsync(string file, string? date, string[] arguments)
    {
        DateOnly? context = null;
        if (date is not null)
        {
            if (!DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed))
            {
                await Console.Error.WriteLineAsync($"'{date}' is not a date of the form yyyy-MM-dd.");
                return 2;
            }

            context = parsed;
        }

        if (await TextFile.ReadAsync(file) is not { } taken)
        {
            return 1;
        }

        try
        {
            Console.WriteLine((await ReadAsync(taken.Text, context, arguments) with { Intake = IntakeOrigin.Of(taken) }).ToJson());
            return 0;
        }
        catch (UnreadableTextException exception)
        {
            await Console.Error.WriteLineAsync($"{exception.Vietnamese} ({exception.English})");
            return 1;
        }
    }

    private static async Task<DirectiveReading> ReadAsync(string text, DateOnly? context, string[] arguments)
    {
        var settings = FlowHost.SettingsOf(arguments);
        if (settings.IsEmbedded && !File.Exists(new SqliteConnectionStringBuilder(settings.ConnectionString).DataSource))
        {
            return DirectiveReader.Read(text, context);
        }

        await using var app = FlowHost.Configure(arguments, LogVoice.Command).Builder.Build();
        return await StartUp.WithDatabaseAsync(async () =>
        {
            await StartUp.EnsureSchemaAsync(app.Services, settings, CancellationToken.None);
            return await app.Services.GetRequiredService<DocumentReader>().ReadAsync(text, context, CancellationToken.None);
        });
    }
}
