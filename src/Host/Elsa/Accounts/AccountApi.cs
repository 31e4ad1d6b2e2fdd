using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Host.Identity;
using DirectiveFlow.Host.Operations;
using DirectiveFlow.Storage.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace DirectiveFlow.Host.Elsa.Accounts;

/// <summary>
/// Elsa's sign-in over the product's own accounts, and who and what roles there are. Accounts and roles are made in the product; Elsa's
/// ways to make them, and its applications and secrets, are not offered.
/// </summary>
internal static class AccountApi
{
    private const int LongestField = 256;

    private sealed record LoginRequest
    {
        public string? Username { get; init; }

        public string? Password { get; init; }
    }

    private sealed record LoginAnswer(bool IsAuthenticated, string? AccessToken = null, string? RefreshToken = null);

    /// <param name="elsa">The group under <c>/elsa/api</c>.</param>
    public static void MapElsaAccounts(this IEndpointRouteBuilder elsa)
    {
        var open = elsa.MapGroup("/identity").AllowAnonymous().RequireRateLimiting(Overload.SignIn);
        open.MapPost("/login", LoginAsync);
        open.MapPost("/refresh-token", RefreshAsync);
        var act = elsa.MapGroup("").RequireAuthorization(FlowPolicies.ApiAdministrator);
        act.MapGet("/identity/users", async (UserManager<Account> users, CancellationToken cancellationToken) => Answers.Ok(new
        {
            Users = await users.Users.OrderBy(a => a.UserName).Select(a => new { a.Id, Name = a.UserName }).ToListAsync(cancellationToken),
        }));
        act.MapGet("/identity/roles", () => Answers.Ok(new { Roles = Roles.All.Select(role => new { Id = role, Name = role, Permissions = Array.Empty<string>() }) }));

        // Definitions bear no labels here.
        var read = elsa.MapGroup("").RequireAuthorization(FlowPolicies.ElsaReader);
        read.MapGet("/labels", () => Answers.Ok(new { Items = Array.Empty<object>(), TotalCount = 0 }));
        read.MapGet("/workflow-definitions/{id}/labels", (string id) => Answers.Ok(new { Items = Array.Empty<string>() }));
    }

    /// <summary>A failed sign-in is Elsa's 200 that says so; wrong tries count and lock as on the sign-in page.</summary>
    private static async Task<IResult> LoginAsync(HttpContext context, AccountGate gate, TokenIssuer tokens)
    {
        var request = await Answers.BodyAsync<LoginRequest>(context);
        var account = request is { Username: { Length: > 0 and <= LongestField } name, Password: { Length: > 0 and <= LongestField } password }
            ? (await gate.OpenAsync(name, password)).Account : null;
        return await AnswerAsync(account, gate, tokens);
    }

    /// <summary>The refresh token comes as bearer. It opens nothing but this, and nothing any more once the account is locked or changed.</summary>
    private static async Task<IResult> RefreshAsync(HttpContext context, AccountGate gate, TokenIssuer tokens)
    {
        var header = context.Request.Headers.Authorization.ToString();
        var token = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim() : "";
        var account = await tokens.RefreshedAsync(token) is var (subject, stamp) ? await gate.FindAsync(subject, stamp) : null;
        return await AnswerAsync(account, gate, tokens);
    }

    private static async Task<IResult> AnswerAsync(Account? account, AccountGate gate, TokenIssuer tokens) => account is null
        ? Answers.Ok(new LoginAnswer(IsAuthenticated: false))
        : Answers.Ok(new LoginAnswer(IsAuthenticated: true, tokens.Issue(await gate.PrincipalOfAsync(account)).Token, tokens.IssueRefresh(account.Id, account.SecurityStamp ?? "")));
}
