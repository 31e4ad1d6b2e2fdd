using System.Security.Cryptography;
using DirectiveFlow.Engine.Identity;
using DirectiveFlow.Storage.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Host.Identity;

/// <summary>Makes accounts. There is no default password: one is given, or drawn and told once.</summary>
internal sealed class AccountRegistry(UserManager<Account> users, IIdGenerator ids)
{
    // Without letters and digits that look alike.
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private const int DrawnLength = 20;

    public Task<bool> AnyAsync(CancellationToken cancellationToken) => users.Users.AnyAsync(cancellationToken);

    public async Task<bool> ExistsAsync(string userName) => await users.FindByNameAsync(userName) is not null;

    /// <summary>Makes the account; answers false when somebody else made one of that name first.</summary>
    /// <exception cref="ArgumentException">The name or the password is not acceptable.</exception>
    public async Task<bool> AddAsync(string userName, string password, Guid? personId, bool isAdministrator)
    {
        var account = new Account { Id = ids.NewGuid(), UserName = userName, PersonId = personId, IsAdministrator = isAdministrator };
        IdentityResult result;
        try
        {
            result = await users.CreateAsync(account, password);
        }
        catch (DbUpdateException)
        {
            if (await ExistsAsync(userName))
            {
                return false;
            }

            throw;
        }

        if (result.Succeeded)
        {
            return true;
        }

        return result.Errors.Any(error => string.Equals(error.Code, nameof(IdentityErrorDescriber.DuplicateUserName), StringComparison.Ordinal))
            ? false
            : throw new ArgumentException(string.Join(" ", result.Errors.Select(error => error.Description)), nameof(userName));
    }

    public static string DrawPassword() => RandomNumberGenerator.GetString(Alphabet, DrawnLength);
}
