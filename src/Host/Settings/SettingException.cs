namespace DirectiveFlow.Host.Settings;

/// <summary>
/// A setting, or something a setting names, is wrong. The message is the one sentence the operator reads; it names the
/// setting and never repeats a secret. The process ends with exit code 2.
/// </summary>
public sealed class SettingException : Exception
{
    public SettingException()
    {
    }

    public SettingException(string message)
        : base(message)
    {
    }

    public SettingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
