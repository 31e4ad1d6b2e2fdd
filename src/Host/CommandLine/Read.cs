using System.Globalization;
using DirectiveFlow.Directives.Reading;
using DirectiveFlow.Directives.Reading.Intake;

namespace DirectiveFlow.Host.CommandLine;

/// <summary>Prints the reading of a text. Needs no database.</summary>
internal static class Read
{
    public static async Task<int> RunAsync(string file, string? date)
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
            Console.WriteLine((DirectiveReader.Read(taken.Text, context) with { Intake = IntakeOrigin.Of(taken) }).ToJson());
            return 0;
        }
        catch (UnreadableTextException exception)
        {
            await Console.Error.WriteLineAsync($"{exception.Vietnamese} ({exception.English})");
            return 1;
        }
    }
}
