using System.ComponentModel.DataAnnotations;
using System.Globalization;
using DirectiveFlow.Host.Identity;
using DirectiveFlow.Host.Operations;
using DirectiveFlow.Host.Problems;

namespace DirectiveFlow.Host.Api;

/// <param name="UserName">Name of the account.</param>
internal sealed record TokenRequest(
    [property: Required, StringLength(256)] string UserName, [property: Required, StringLength(256)] string Password);

/// <param name="ExpiresIn">Seconds.</param>
internal sealed record TokenResponse(string AccessToken, string TokenType, int ExpiresIn);

/// <summary>Password in, access token out. There is no refresh: a new token costs a sign-in.</summary>
internal static class TokenEndpoints
{
    public static void MapTokens(this IEndpointRouteBuilder api) =>
        api.MapPost("/auth/token", IssueAsync).WithTags("Auth").WithName("issueToken").WithSummary("Lấy mã truy cập / get an access token")
            .Produces<TokenResponse>().ProducesProblem(StatusCodes.Status401Unauthorized)
            .AllowAnonymous().RequireRateLimiting(Overload.SignIn);

    private static async Task<IResult> IssueAsync(
        HttpContext context, TokenRequest request, AccountGate gate, TokenIssuer tokens, TimeProvider time)
    {
        var opened = await gate.OpenAsync(request.UserName, request.Password);
        if (opened.Account is { } account)
        {
            var (token, expiresAt) = tokens.Issue(await gate.PrincipalOfAsync(account));
            return Results.Json(new TokenResponse(token, "Bearer", (int)(expiresAt - time.GetUtcNow()).TotalSeconds));
        }

        if (opened.LockedFor is not { } locked)
        {
            return Problem.Of(
                context, ProblemKind.SignInFailed, "Tên đăng nhập hoặc mật khẩu không đúng. Sau 5 lần sai, tài khoản bị khoá 15 phút.",
                "The user name or the password is wrong. After 5 wrong tries the account is locked for 15 minutes.");
        }

        var minutes = Math.Max(1, (int)Math.Ceiling(locked.TotalMinutes));
        context.Response.Headers.RetryAfter = ((int)Math.Ceiling(locked.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return Problem.Of(
            context, ProblemKind.TooMany with { Code = "auth.locked" },
            string.Create(CultureInfo.InvariantCulture, $"Tài khoản tạm khoá do nhập sai nhiều lần. Thử lại sau {minutes} phút hoặc báo quản trị viên."),
            string.Create(CultureInfo.InvariantCulture, $"The account is locked after too many wrong tries. Try again in {minutes} minutes or ask the administrator."));
    }
}
