using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace DirectiveFlow.Host.Settings;

/// <summary>Reads <see cref="HostSettings"/> from configuration; the first wrong setting ends in <see cref="SettingException"/>.</summary>
public static class SettingsReader
{
    private const int ShortestPassword = 12;
    private const int LargestCount = 100_000;

    public static HostSettings Read(IConfiguration configuration)
    {
        KnownSettings.RefuseOthers(configuration);
        CheckUrls(configuration["Urls"]);
        var dataPath = ReadDataPath(configuration["Data:Path"]);
        var provider = ReadProvider(configuration["Database:Provider"]);
        var rabbitMq = ReadUri(configuration, "RabbitMq:Uri", "amqp", "amqps");
        var served = ReadServed(configuration["Departments:Served"]);
        if (served is not null && rabbitMq is null)
        {
            throw new SettingException(
                "Departments:Served needs RabbitMq:Uri, because without a broker nobody else could serve the other departments.");
        }

        return new HostSettings
        {
            DataPath = dataPath,
            Provider = provider,
            ConnectionString = ReadConnectionString(configuration.GetConnectionString("Database"), provider, dataPath),
            RabbitMq = rabbitMq,
            ServedDepartments = served,
            AdminUserName = ReadText(configuration, "Admin:UserName", "admin"),
            AdminPassword = ReadPassword(configuration["Admin:Password"]),
            Tokens = new TokenSettings(
                ReadText(configuration, "Jwt:Issuer", "directiveflow"),
                ReadText(configuration, "Jwt:Audience", "directiveflow-api"),
                ReadLifetime(configuration["Jwt:Lifetime"]),
                Path.GetFullPath(configuration["Jwt:KeyFile"] ?? Path.Combine(dataPath, "jwt.key"))),
            Otlp = ReadUri(configuration, "Telemetry:Otlp", "http", "https"),
            Limits = new LimitSettings(
                ReadCount(configuration, "Limits:InWork", fallback: 256, least: 1),
                ReadCount(configuration, "Limits:Waiting", fallback: 512, least: 0),
                ReadCount(configuration, "Limits:SignInsPerMinute", fallback: 60, least: 1)),
            Retention = new RetentionSettings(
                ReadDays(configuration, "Retention:FinishedDays", fallback: 365, least: 1),
                ReadDays(configuration, "Retention:IdDays", fallback: 30, least: 7),
                ReadDays(configuration, "Retention:NotificationDays", fallback: 365, least: 1)),
            AllowAnonymousHttp = ReadFlag(configuration, "Http:AllowAnonymous"),
            AllowedPrivate = ReadAllowedPrivate(configuration["Http:AllowedPrivate"]),
        };
    }

    /// <summary>0 is for good.</summary>
    private static TimeSpan? ReadDays(IConfiguration configuration, string key, int fallback, int least) =>
        ReadCount(configuration, key, fallback, least: 0) switch
        {
            0 => null,
            var days when days >= least => TimeSpan.FromDays(days),
            var days => throw new SettingException(string.Create(
                CultureInfo.InvariantCulture, $"{key} is {days}, but must be 0, for good, or at least {least}.")),
        };

    private static bool ReadFlag(IConfiguration configuration, string key) => configuration[key] switch
    {
        null or "" => false,
        var text when bool.TryParse(text, out var flag) => flag,
        var text => throw new SettingException($"{key} is '{text}'; it is true or false."),
    };

    private static string[] ReadAllowedPrivate(string? text)
    {
        var entries = (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return Array.Find(entries, e => e.Contains('/', StringComparison.Ordinal) && !System.Net.IPNetwork.TryParse(e, out _)) is { } wrong
            ? throw new SettingException($"Http:AllowedPrivate holds '{wrong}', which is not a network such as 10.1.0.0/16.")
            : entries;
    }

    private static void CheckUrls(string? urls)
    {
        foreach (var url in (urls ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // Kestrel's wildcards (http://+:80, http://*:80) are not URIs.
            var address = url.Replace("://+", "://any", StringComparison.Ordinal).Replace("://*", "://any", StringComparison.Ordinal);
            if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            {
                throw new SettingException($"Urls holds '{url}', which is not an http or https address such as http://localhost:5000.");
            }
        }
    }

    private static string ReadDataPath(string? value)
    {
        var path = string.IsNullOrWhiteSpace(value) ? "data" : value;
        try
        {
            return Directory.CreateDirectory(Path.GetFullPath(path)).FullName;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SettingException($"Data:Path names '{path}', which cannot be used as a folder: {exception.Message}", exception);
        }
    }

    private static DatabaseProvider ReadProvider(string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return DatabaseProvider.Sqlite;
        }

        return Enum.TryParse<DatabaseProvider>(value, ignoreCase: true, out var provider) && !char.IsAsciiDigit(value[0])
            ? provider
            : throw new SettingException($"Database:Provider is '{value}', but only Sqlite and PostgreSql are known.");
    }

    private static string ReadConnectionString(string? value, DatabaseProvider provider, string dataPath)
    {
        try
        {
            if (provider == DatabaseProvider.Sqlite)
            {
                return string.IsNullOrWhiteSpace(value)
                    ? new SqliteConnectionStringBuilder { DataSource = Path.Combine(dataPath, "directiveflow.db") }.ConnectionString
                    : new SqliteConnectionStringBuilder(value).ConnectionString;
            }

            if (string.IsNullOrWhiteSpace(value))
            {
                throw new SettingException("ConnectionStrings:Database is missing, but Database:Provider PostgreSql needs it.");
            }

            var parsed = new NpgsqlConnectionStringBuilder(value);
            return string.IsNullOrWhiteSpace(parsed.Host)
                ? throw new SettingException("ConnectionStrings:Database names no Host.")
                : value;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            // The parser's message may quote the string, and the string may hold a password.
            throw new SettingException($"ConnectionStrings:Database cannot be read as a {provider} connection string.", exception);
        }
    }

    private static string[]? ReadServed(string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return null;
        }

        var codes = value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var wrong = codes.FirstOrDefault(code => !code.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'));
        return wrong is null ? codes : throw new SettingException($"Departments:Served holds '{wrong}', which is not a department code.");
    }

    private static Uri? ReadUri(IConfiguration configuration, string key, params string[] schemes)
    {
        var value = configuration[key];
        if (string.IsNullOrWhiteSpace(value))
        {
            return null;
        }

        return Uri.TryCreate(value, UriKind.Absolute, out var uri) && schemes.Contains(uri.Scheme, StringComparer.Ordinal) && uri.Host.Length > 0
            ? uri
            : throw new SettingException($"{key} is not an address of the form {schemes[0]}://host:port.");
    }

    private static string ReadText(IConfiguration configuration, string key, string fallback)
    {
        var value = configuration[key];
        if (value is null)
        {
            return fallback;
        }

        return string.IsNullOrWhiteSpace(value) ? throw new SettingException($"{key} is empty.") : value;
    }

    private static int ReadCount(IConfiguration configuration, string key, int fallback, int least)
    {
        var value = configuration[key];
        if (string.IsNullOrWhiteSpace(value))
        {
            return fallback;
        }

        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= least && count <= LargestCount
            ? count
            : throw new SettingException(string.Create(
                CultureInfo.InvariantCulture, $"{key} is '{value}', but must be a number from {least} to {LargestCount}."));
    }

    private static string? ReadPassword(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return null;
        }

        return value.Length >= ShortestPassword
            ? value
            : throw new SettingException(string.Create(
                CultureInfo.InvariantCulture, $"Admin:Password is shorter than {ShortestPassword} characters."));
    }

    private static TimeSpan ReadLifetime(string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return TimeSpan.FromHours(1);
        }

        return TimeSpan.TryParse(value, CultureInfo.InvariantCulture, out var lifetime)
            && lifetime >= TimeSpan.FromMinutes(1) && lifetime <= TimeSpan.FromHours(24)
            ? lifetime
            : throw new SettingException($"Jwt:Lifetime is '{value}', but must be between 00:01:00 and 1.00:00:00.");
    }
}
