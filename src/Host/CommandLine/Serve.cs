using System.Net.Sockets;
using DirectiveFlow.Host.Composition;
using DirectiveFlow.Host.Operations;
using DirectiveFlow.Host.Settings;
using Microsoft.AspNetCore.Connections;

namespace DirectiveFlow.Host.CommandLine;

/// <summary>Runs the service until it is told to stop.</summary>
internal static class Serve
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var (builder, settings) = FlowHost.Configure(arguments, LogVoice.Service);
        await using var app = builder.Build();
        app.UseFlow();
        await StartUp.PrepareAsync(app.Services, settings, Console.Out, CancellationToken.None);
        await RunAsync(app);
        return 0;
    }

    public static async Task RunAsync(WebApplication app)
    {
        try
        {
            await app.RunAsync();
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException or SocketException)
        {
            throw new SettingException($"Urls cannot be listened on: {exception.Message}", exception);
        }
    }
}
