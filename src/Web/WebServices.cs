using DirectiveFlow.Directives.Reading;
using DirectiveFlow.Web.Language;
using DirectiveFlow.Web.Session;
using DirectiveFlow.Web.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;

namespace DirectiveFlow.Web;

/// <summary>
/// What a host calls to serve the pages. It also registers a <see cref="ReadActor"/>, answers <c>POST /account/sign-in</c>
/// and <c>POST /account/sign-out</c> (forms with an antiforgery token), and calls <c>UseAntiforgery()</c>.
/// </summary>
public static class WebServices
{
    /// <summary>A directive of the longest readable length, pasted at once, in bytes; the hub's default is 32 KB.</summary>
    private const long LargestPaste = 4L * ReadingLimits.MaxCharacters;

    public static IServiceCollection AddWeb(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents()
            .AddHubOptions(options => options.MaximumReceiveMessageSize = LargestPaste);
        services.AddCascadingAuthenticationState();
        services.AddHttpContextAccessor();
        services.AddMudServices(options =>
        {
            options.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomLeft;
            options.SnackbarConfiguration.VisibleStateDuration = 10_000;
        });
        services.AddSingleton<Operation>();
        services.AddSingleton<Desk>();
        services.AddScoped<OpenWork>();
        return services;
    }

    /// <summary>Pages under <c>/</c>, the circuits behind them, their assets, and the switch of language.</summary>
    /// <param name="policy">The host's policy for everybody signed in; only the sign-in page and the assets do without.</param>
    public static IEndpointRouteBuilder MapWeb(this IEndpointRouteBuilder endpoints, string policy)
    {
        endpoints.MapStaticAssets().AllowAnonymous();
        endpoints.MapGet("/preferences/language/{code}", SwitchLanguage).AllowAnonymous().ExcludeFromDescription();
        endpoints.MapRazorComponents<App>().AddInteractiveServerRenderMode().RequireAuthorization(policy);
        return endpoints;
    }

    /// <summary>
    /// A browser that asks for a page and gets a bare status is shown one in words. Before <c>UseRouting()</c>; programs
    /// (anything that does not ask for HTML) keep the bare answer.
    /// </summary>
    public static IApplicationBuilder UseWebStatusPages(this IApplicationBuilder app) => app.UseWhen(
        context => HttpMethods.IsGet(context.Request.Method)
            && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase),
        pages => pages.UseStatusCodePagesWithReExecute("/status/{0}", createScopeForStatusCodePages: true));

    private static IResult SwitchLanguage(HttpContext context, string code, string? back)
    {
        context.Response.Cookies.Append(UiLanguage.CookieName, UiLanguage.Of(code).Code, new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = TimeSpan.FromDays(365),
            SameSite = SameSiteMode.Lax,
        });
        return Results.LocalRedirect(LocalPath.Of(back));
    }
}
