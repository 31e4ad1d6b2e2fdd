using DirectiveFlow.TestServers.Places;
using DirectiveFlow.TestServers.Processes;

namespace DirectiveFlow.Infra.Tests.Deployment;

public sealed class DockerfileTests
{
    private static readonly string[] s_lines = File.ReadAllLines(RepositoryRoot.Of("infra/Dockerfile"));

    [Fact]
    public void Every_project_file_is_copied_before_the_restore()
    {
        var restore = Array.FindIndex(s_lines, l => l.StartsWith("RUN dotnet restore", StringComparison.Ordinal));
        var copied = s_lines[..restore];

        Assert.All(
            Directory.EnumerateFiles(RepositoryRoot.Of("src"), "*.csproj", SearchOption.AllDirectories),
            file =>
            {
                var project = Path.GetRelativePath(RepositoryRoot.Path, file).Replace('\\', '/');
                Assert.Contains($"COPY {project} {Path.GetDirectoryName(project)}/", copied);
            });
    }

    [Fact]
    public void Every_file_copied_from_the_repository_exists()
    {
        var sources = s_lines
            .Where(l => l.StartsWith("COPY ", StringComparison.Ordinal) && !l.Contains("--from", StringComparison.Ordinal))
            .SelectMany(l => l.Split(' ')[1..^1]);

        Assert.All(sources, s => Assert.True(Path.Exists(RepositoryRoot.Of(s)), s));
    }

    [Fact]
    public void The_program_runs_as_an_ordinary_user_and_says_whether_it_is_healthy()
    {
        var user = Array.FindLastIndex(s_lines, l => l.StartsWith("USER ", StringComparison.Ordinal));
        var entry = Array.FindIndex(s_lines, l => l.StartsWith("ENTRYPOINT ", StringComparison.Ordinal));

        Assert.Equal("USER $APP_UID", s_lines[user]);
        Assert.True(user < entry);
        Assert.Contains(s_lines, l => l.StartsWith("HEALTHCHECK ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("200 OK", 0)]
    [InlineData("503 Service Unavailable", 1)]
    public async Task The_health_check_believes_only_a_200(string status, int expected)
    {
        var port = LoopbackPorts.Next();
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, port);
        listener.Start();
        var answer = AnswerOnceAsync(listener, status);

        var (code, output) = await Command.RunAsync("bash", ["-c", HealthCommand(port)]);

        Assert.True(expected == code, output);
        Assert.StartsWith("GET /health/ready HTTP/1.0", await answer, StringComparison.Ordinal);
    }

    private static string HealthCommand(int port)
    {
        var line = s_lines.Single(l => l.Contains("/dev/tcp/", StringComparison.Ordinal));
        using var command = System.Text.Json.JsonDocument.Parse(line[line.IndexOf('[', StringComparison.Ordinal)..]);
        return command.RootElement[2].GetString()!.Replace("8080", port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static async Task<string> AnswerOnceAsync(System.Net.Sockets.TcpListener listener, string status)
    {
        using var client = await listener.AcceptTcpClientAsync();
        var stream = client.GetStream();
        using var reader = new StreamReader(stream, leaveOpen: true);
        var request = await reader.ReadLineAsync();
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n\r\n"));
        return request ?? string.Empty;
    }
}
