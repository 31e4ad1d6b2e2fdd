using System.Globalization;
using DirectiveFlow.Directives.Labels;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Queries;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Messages;
using DirectiveFlow.Host.Composition;
using DirectiveFlow.Host.Operations;

namespace DirectiveFlow.Host.CommandLine;

/// <summary>Prints what is open: directives and assignments by state, work and messages that wait.</summary>
internal static class Status
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var (builder, settings) = FlowHost.Configure(arguments, LogVoice.Command);
        await using var app = builder.Build();
        await StartUp.WithDatabaseAsync(async () =>
        {
            await StartUp.EnsureSchemaAsync(app.Services, settings, CancellationToken.None);
            await using var scope = app.Services.CreateAsyncScope();
            await PrintAsync(scope.ServiceProvider, Console.Out);
            return true;
        });
        return 0;
    }

    private static async Task PrintAsync(IServiceProvider services, TextWriter output)
    {
        var summary = await services.GetRequiredService<IDirectiveQueries>().SummaryAsync(Actor.System, CancellationToken.None);
        await output.WriteLineAsync("Văn bản chỉ đạo / directives");
        foreach (var (state, count) in summary.Directives.Where(pair => pair.Value > 0))
        {
            await WriteAsync(output, DirectiveLabels.Of(state), count);
        }

        await output.WriteLineAsync("Phần việc / assignments");
        foreach (var (state, count) in summary.Assignments.Where(pair => pair.Value > 0))
        {
            await WriteAsync(output, AssignmentLabels.Of(state), count);
        }

        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var due = await services.GetRequiredService<IDueWorkStore>().LagAsync(now, CancellationToken.None);
        var outbox = await services.GetRequiredService<IOutboxStore>().LagAsync(CancellationToken.None);
        var parked = await services.GetRequiredService<IParkingStore>().ListAsync(100, CancellationToken.None);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"Việc đến hạn chưa chạy / overdue work: {due.Count} ({due.Lag.TotalSeconds:0} s)"));
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"Thông điệp chờ gửi / messages waiting: {outbox.Count} ({outbox.OldestAge.TotalSeconds:0} s)"));
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"Thông điệp phải xem lại / parked messages: {parked.Count}{(parked.Count == 100 ? "+" : "")}"));
    }

    private static Task WriteAsync(TextWriter output, Label label, int count) =>
        output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {label.Vi} / {label.En}: {count}"));
}
