using DirectiveFlow.Host.Settings;
using Microsoft.Extensions.Configuration;

namespace DirectiveFlow.Host.Tests.Settings;

public sealed class SettingsReaderTests
{
    [Theory]
    [InlineData("Database:Provider", "MySql", "Database:Provider")]
    [InlineData("Database:Provider", "1", "Database:Provider")]
    [InlineData("Database:Provder", "Sqlite", "Database:Provder")]
    [InlineData("Urls", "localhost:5000", "Urls")]
    [InlineData("Urls", "http://localhost:5000;ftp://x", "Urls")]
    [InlineData("RabbitMq:Uri", "http://localhost", "RabbitMq:Uri")]
    [InlineData("RabbitMq:Url", "amqp://localhost", "RabbitMq:Url")]
    [InlineData("Admin:Password", "short", "Admin:Password")]
    [InlineData("Admin:UserName", " ", "Admin:UserName")]
    [InlineData("Jwt:Lifetime", "00:00:01", "Jwt:Lifetime")]
    [InlineData("Jwt:Lifetime", "one hour", "Jwt:Lifetime")]
    [InlineData("Jwt:Key", "secret", "Jwt:Key")]
    [InlineData("Telemetry:Otlp", "collector", "Telemetry:Otlp")]
    [InlineData("Departments:Served", "SKHCN", "RabbitMq:Uri")]
    [InlineData("Limits:InWork", "0", "Limits:InWork")]
    [InlineData("Limits:Waiting", "-1", "Limits:Waiting")]
    [InlineData("Limits:SignInsPerMinute", "1e3", "Limits:SignInsPerMinute")]
    [InlineData("Retention:IdDays", "6", "Retention:IdDays")]
    [InlineData("Retention:FinishedDays", "-1", "Retention:FinishedDays")]
    [InlineData("Limits:Inwards", "1", "Limits:Inwards")]
    public void A_wrong_setting_is_refused_in_one_sentence_that_names_it(string key, string value, string named)
    {
        var refusal = Assert.Throws<SettingException>(() => Read((key, value)));

        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void Production_without_a_connection_string_is_refused()
    {
        var refusal = Assert.Throws<SettingException>(() => Read(("Database:Provider", "PostgreSql")));

        Assert.Contains("ConnectionStrings:Database", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refused_connection_string_is_not_repeated()
    {
        var refusal = Assert.Throws<SettingException>(() => Read(
            ("Database:Provider", "PostgreSql"), ("ConnectionStrings:Database", "Host=x;Pasword=very-secret")));

        Assert.DoesNotContain("very-secret", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_set_means_embedded_in_the_data_folder()
    {
        var settings = Read();

        Assert.True(settings.IsEmbedded);
        Assert.Null(settings.RabbitMq);
        Assert.Null(settings.AdminPassword);
        Assert.Contains(settings.DataPath, settings.ConnectionString, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromHours(1), settings.Tokens.Lifetime);
    }

    [Fact]
    public void A_key_is_made_once_and_is_its_owners_alone()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("directiveflow-key-").FullName, "jwt.key");

        var first = KeyFile.ReadOrCreate(path);
        var second = KeyFile.ReadOrCreate(path);

        Assert.Equal(64, first.Length);
        Assert.Equal(first, second);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

    private static HostSettings Read(params (string Key, string Value)[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("directiveflow-settings-").FullName;
        return SettingsReader.Read(new ConfigurationBuilder().AddInMemoryCollection(
            settings.Append(("Data:Path", folder)).Select(pair => KeyValuePair.Create(pair.Item1, (string?)pair.Item2))).Build());
    }
}
