using DirectiveFlow.Directives.Reading.Intake;
using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Identity;
using DirectiveFlow.Host.Api;
using DirectiveFlow.Host.DueWork;
using DirectiveFlow.Host.Elsa;
using DirectiveFlow.Host.Identity;
using DirectiveFlow.Host.Intake;
using DirectiveFlow.Host.Messages;
using DirectiveFlow.Host.Operations;
using DirectiveFlow.Host.Problems;
using DirectiveFlow.Host.Settings;
using DirectiveFlow.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DirectiveFlow.Host.Composition;

/// <summary>Puts the house together. The service and every command are the same composition; commands just never start it.</summary>
internal static class FlowHost
{
    /// <summary>Longest time a stop waits for the steps in hand.</summary>
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static (WebApplicationBuilder Builder, HostSettings Settings) Configure(string[] arguments, LogVoice voice)
    {
        var builder = Builder(arguments);
        builder.WebHost.UseStaticWebAssets();
        builder.Logging.AddVoice(voice, builder.Environment);
        var settings = SettingsReader.Read(builder.Configuration);
        AddServices(builder.Services, settings);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyLimits.Largest;
        });
        return (builder, settings);
    }

    /// <summary>The settings alone: nothing is made on disk.</summary>
    /// <exception cref="SettingException">A setting is wrong.</exception>
    public static HostSettings SettingsOf(string[] arguments) => SettingsReader.Read(Builder(arguments).Configuration);

    private static WebApplicationBuilder Builder(string[] arguments) => WebApplication.CreateBuilder(new WebApplicationOptions
    {
        Args = arguments,

        // Wherever it is called from: relative paths of settings and files belong to the caller, our own files to the program.
        ContentRootPath = arguments.Any(argument => argument.StartsWith("--contentRoot", StringComparison.OrdinalIgnoreCase))
            ? null
            : AppContext.BaseDirectory,
    });

    private static void AddServices(IServiceCollection services, HostSettings settings)
    {
        var host = HostIdentity.OfThisProcess();
        services.AddSingleton(settings);
        services.AddSingleton(host);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IIdGenerator, SystemIdGenerator>();
        services.AddSingleton<WorkSignal>();
        services.AddSingleton<IWorkSignal>(provider => provider.GetRequiredService<WorkSignal>());
        services.AddSingleton<DueWorkDrain>();

        services.AddStorage(new StorageOptions(
            settings.Provider == DatabaseProvider.Sqlite ? StorageProvider.Sqlite : StorageProvider.PostgreSql, settings.ConnectionString));
        services.AddFlow(settings);
        services.AddFlowIdentity(settings.DataPath);
        services.AddFlowProblems();
        services.AddFlowApi();
        services.AddElsaApi();
        services.AddSingleton<ITextIntake, IsolatedIntake>();
        services.AddSingleton<CommandIds>();
        services.AddOverloadProtection(settings.Limits);
        services.AddFlowHealth();
        services.AddTelemetry(settings, host);
        services.AddMessaging(settings);
        services.AddHangfireClock(settings);
        services.AddHostedService<RetentionStart>();
        services.AddHostedService<DueWorkLoop>();
        services.Configure<HostOptions>(options => options.ShutdownTimeout = StopLimit);
    }
}
