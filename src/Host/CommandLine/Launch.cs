using System.Globalization;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Directives.Queries;
using DirectiveFlow.Directives.Reading;
using DirectiveFlow.Directives.Rules;
using DirectiveFlow.Engine.Identity;
using DirectiveFlow.Host.Composition;
using DirectiveFlow.Host.DueWork;
using DirectiveFlow.Host.Operations;
using DirectiveFlow.Workflows.Commands;
using DirectiveFlow.Workflows.Launching;

namespace DirectiveFlow.Host.CommandLine;

/// <summary>
/// Registers the directive a text is, or announces, and starts its workflow. Works beside a running host; without one the
/// command runs what is due itself, and messages wait in the outbox for the next host.
/// </summary>
internal static class Launch
{
    public static async Task<int> RunAsync(string file, string[] arguments)
    {
        if (await TextFile.ReadAsync(file) is not { Text: var text })
        {
            return 1;
        }

        var (builder, settings) = FlowHost.Configure(arguments, LogVoice.Command);
        await using var app = builder.Build();
        try
        {
            return await StartUp.WithDatabaseAsync(async () =>
            {
                await StartUp.EnsureSchemaAsync(app.Services, settings, CancellationToken.None);
                await FlowParts.PublishShippedAsync(app.Services, CancellationToken.None);
                await LaunchAsync(app.Services, text, Operator(), Console.Out);
                return 0;
            });
        }
        catch (UnreadableTextException exception)
        {
            await Console.Error.WriteLineAsync($"{exception.Vietnamese} ({exception.English})");
        }
        catch (RuleViolationException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
        }

        return 1;
    }

    /// <summary>Launches as that actor, runs what is due, and prints what came of it.</summary>
    public static async Task<Guid> LaunchAsync(IServiceProvider services, string text, Actor actor, TextWriter output)
    {
        var answer = await services.GetRequiredService<DirectiveCommands>().LaunchAsync(
            services.GetRequiredService<IIdGenerator>().NewId(), new LaunchDirective(actor, text), CancellationToken.None);
        await services.GetRequiredService<DueWorkDrain>().DrainAsync(CancellationToken.None);

        await using var scope = services.CreateAsyncScope();
        var directive = await scope.ServiceProvider.GetRequiredService<IDirectiveQueries>()
            .GetDirectiveAsync(actor, answer.DirectiveId, CancellationToken.None);
        await PrintAsync(directive!, output);
        return answer.DirectiveId;
    }

    /// <summary>Whoever can run the program on its data already commands it; the history names the command line, not a person.</summary>
    private static Actor Operator() => new(null, $"Dòng lệnh ({Environment.UserName})", null, [Roles.Leader]);

    private static async Task PrintAsync(DirectiveDetail directive, TextWriter output)
    {
        await output.WriteLineAsync($"{directive.TypeName} {directive.Code}, {directive.OrganName}: {directive.Subject}");
        foreach (var link in directive.Links.OrderBy(link => link.Depth))
        {
            await output.WriteLineAsync($"  thực hiện / implements {link.TypeName} {link.Code}");
        }

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"{directive.State}, {directive.Tasks.Count} nhiệm vụ đề xuất / proposed tasks"));
        foreach (var task in directive.Tasks)
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {task.Ordinal}. {task.Title}"));
        }

        await output.WriteLineAsync($"id {directive.Id:D}, workflow {directive.WorkflowInstanceId}");
    }
}
