using System.Security.Claims;
using DirectiveFlow.Storage.Accounts;
using Microsoft.AspNetCore.Identity;

namespace DirectiveFlow.Host.Identity;

/// <summary>Checks a name and a password. Never says which of them was wrong.</summary>
internal sealed class AccountGate(
    UserManager<Account> users, SignInManager<Account> signIn, IPasswordHasher<Account> hasher, TimeProvider time)
{
    // Costs an unknown name the time of a known one.
    private static readonly Account Nobody = new();
    private static string? _nobodysHash;

    /// <summary>A wrong try counts; after five the account is locked for a quarter of an hour, for the right password too.</summary>
    public async Task<Opened> OpenAsync(string userName, string password)
    {
        var account = await users.FindByNameAsync(userName);
        if (account is null)
        {
            hasher.VerifyHashedPassword(Nobody, _nobodysHash ??= hasher.HashPassword(Nobody, "nobody"), password);
            return new Opened(null, null);
        }

        var result = await signIn.CheckPasswordSignInAsync(account, password, lockoutOnFailure: true);
        if (result.IsLockedOut)
        {
            var until = await users.GetLockoutEndDateAsync(account) ?? time.GetUtcNow();
            return new Opened(null, until - time.GetUtcNow());
        }

        return new Opened(result.Succeeded ? account : null, null);
    }

    /// <summary>The account as it was when the stamp was taken; null when it changed, is locked or is gone.</summary>
    public async Task<Account?> FindAsync(string accountId, string stamp) =>
        await users.FindByIdAsync(accountId) is { } account && string.Equals(account.SecurityStamp ?? "", stamp, StringComparison.Ordinal)
            && !await users.IsLockedOutAsync(account) ? account : null;

    public Task<ClaimsPrincipal> PrincipalOfAsync(Account account) => signIn.CreateUserPrincipalAsync(account);

    /// <summary>Opens a session by cookie.</summary>
    public Task SignInAsync(Account account) => signIn.SignInAsync(account, isPersistent: false);

    public Task SignOutAsync() => signIn.SignOutAsync();
}

/// <param name="Account">Null when the door stays shut.</param>
/// <param name="LockedFor">How much longer the account is locked; null when it is not.</param>
internal sealed record Opened(Account? Account, TimeSpan? LockedFor);
