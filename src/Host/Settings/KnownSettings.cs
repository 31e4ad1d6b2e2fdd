namespace DirectiveFlow.Host.Settings;

/// <summary>Every key an operator may set: what the README's table lists, and beside which nothing is accepted in our sections.</summary>
internal static class KnownSettings
{
    private static readonly Dictionary<string, string[]> Sections = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Data"] = ["Path"],
        ["Database"] = ["Provider"],
        ["RabbitMq"] = ["Uri"],
        ["Admin"] = ["UserName", "Password"],
        ["Jwt"] = ["Issuer", "Audience", "Lifetime", "KeyFile"],
        ["Telemetry"] = ["Otlp"],
        ["Departments"] = ["Served"],
        ["Http"] = ["AllowAnonymous", "AllowedPrivate"],
        ["Retention"] = ["FinishedDays", "IdDays", "NotificationDays"],
        ["Limits"] = ["InWork", "Waiting", "SignInsPerMinute"],
    };

    // Keys of the platform that we read; what else these sections hold is not ours to judge.
    private static readonly string[] OfThePlatform = ["Urls", "ConnectionStrings:Database"];

    public static IEnumerable<string> Keys =>
        OfThePlatform.Concat(Sections.SelectMany(section => section.Value.Select(key => $"{section.Key}:{key}")));

    /// <exception cref="SettingException">One of our sections holds a key that nobody reads, as after a slip of the pen.</exception>
    public static void RefuseOthers(IConfiguration configuration)
    {
        foreach (var (section, keys) in Sections)
        {
            foreach (var child in configuration.GetSection(section).GetChildren())
            {
                if (!keys.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
                {
                    throw new SettingException(
                        $"{section}:{child.Key} is not a setting; {section} has {string.Join(", ", keys)}.");
                }
            }
        }
    }
}
