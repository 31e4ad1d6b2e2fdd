using System.Globalization;
using DirectiveFlow.Host.Composition;
using DirectiveFlow.Host.Operations;
using DirectiveFlow.Storage.Checkup;

namespace DirectiveFlow.Host.CommandLine;

/// <summary>Checks the invariants on the stored data. Reads only; may run beside any number of hosts.</summary>
internal static class DoctorVisit
{
    /// <summary>0 when every invariant holds, 1 when one is broken.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var (builder, settings) = FlowHost.Configure(arguments, LogVoice.Command);
        await using var app = builder.Build();
        var results = await StartUp.WithDatabaseAsync(async () =>
        {
            await StartUp.EnsureSchemaAsync(app.Services, settings, CancellationToken.None);
            return await app.Services.GetRequiredService<Doctor>().ExamineAsync(CancellationToken.None);
        });
        foreach (var result in results)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{(result.Holds ? "ok    " : "BROKEN")} {result.Id,-3} {result.Sentence}{(result.Holds ? "" : $" ({result.Count})")}"));
            foreach (var sample in result.Samples)
            {
                Console.WriteLine($"         {sample}");
            }
        }

        return results.All(result => result.Holds) ? 0 : 1;
    }
}
