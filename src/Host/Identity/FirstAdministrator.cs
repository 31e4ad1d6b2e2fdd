using DirectiveFlow.Host.Settings;

namespace DirectiveFlow.Host.Identity;

/// <summary>At the start on an empty database, makes the one account that can make everything else.</summary>
internal static class FirstAdministrator
{
    /// <summary>
    /// Does nothing once any account exists. A drawn password is written to <paramref name="output"/> once and kept nowhere.
    /// </summary>
    /// <exception cref="SettingException">The configured name or password is not acceptable.</exception>
    public static async Task EnsureAsync(
        IServiceProvider services, HostSettings settings, TextWriter output, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<AccountRegistry>();
        if (await accounts.AnyAsync(cancellationToken))
        {
            return;
        }

        var password = settings.AdminPassword ?? AccountRegistry.DrawPassword();
        try
        {
            var made = await accounts.AddAsync(settings.AdminUserName, password, personId: null, isAdministrator: true);
            if (made && settings.AdminPassword is null)
            {
                await output.WriteLineAsync(
                    $"Quản trị viên đầu tiên / first administrator: {settings.AdminUserName}  mật khẩu / password: {password}  (chỉ hiện một lần / shown once)");
            }
        }
        catch (ArgumentException exception)
        {
            throw new SettingException($"Admin:UserName or Admin:Password is not acceptable: {exception.Message}", exception);
        }
    }
}
