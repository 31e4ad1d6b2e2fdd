using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Host.Elsa.Instances.Live;
using DirectiveFlow.Host.Operations;
using DirectiveFlow.Host.Problems;
using DirectiveFlow.Storage.Accounts;
using DirectiveFlow.Storage.Database;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace DirectiveFlow.Host.Identity;

/// <summary>Accounts on the same database, a cookie for pages, a token for the API; everything else is refused.</summary>
internal static class IdentityServices
{
    public const int WrongTriesUntilLockout = 5;
    public static readonly TimeSpan Lockout = TimeSpan.FromMinutes(15);
    public const int ShortestPassword = 12;

    /// <summary>Programs are asked for a token, people are sent to the sign-in page.</summary>
    private const string ByPath = "by-path";

    public static void AddFlowIdentity(this IServiceCollection services, string dataPath)
    {
        services.AddDataProtection()
            .SetApplicationName("DirectiveFlow")
            .PersistKeysToFileSystem(PrivateFolder(Path.Combine(dataPath, "keys")));
        services.AddIdentityCore<Account>(options =>
            {
                options.Lockout.MaxFailedAccessAttempts = WrongTriesUntilLockout;
                options.Lockout.DefaultLockoutTimeSpan = Lockout;
                options.Lockout.AllowedForNewUsers = true;

                // Length is what makes a password strong; rules about characters only make it forgotten.
                options.Password.RequiredLength = ShortestPassword;
                options.Password.RequiredUniqueChars = 5;
                options.Password.RequireDigit = false;
                options.Password.RequireLowercase = false;
                options.Password.RequireUppercase = false;
                options.Password.RequireNonAlphanumeric = false;
                options.ClaimsIdentity.UserIdClaimType = FlowClaims.Subject;
                options.ClaimsIdentity.UserNameClaimType = FlowClaims.Name;
                options.ClaimsIdentity.RoleClaimType = FlowClaims.Role;
                options.ClaimsIdentity.SecurityStampClaimType = FlowClaims.Stamp;
            })
            .AddEntityFrameworkStores<FlowDbContext>()
            .AddClaimsPrincipalFactory<AccountClaims>()
            .AddSignInManager();
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = TimeSpan.FromMinutes(1));
        services.AddSingleton<TokenIssuer>();
        services.AddScoped<AccountGate>();
        services.AddScoped<AccountRegistry>();

        services.AddAuthentication(ByPath)
            .AddPolicyScheme(ByPath, displayName: null, options => options.ForwardDefaultSelector = context =>
                ProblemServices.IsForPrograms(context.Request.Path) ? JwtBearerDefaults.AuthenticationScheme : IdentityConstants.ApplicationScheme)
            .AddJwtBearer(options =>
            {
                options.MapInboundClaims = false;
                options.Events = new JwtBearerEvents { OnMessageReceived = TokenOfSocket };
            })
            .AddCookie(IdentityConstants.ApplicationScheme, ConfigureCookie);
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<TokenIssuer>((options, tokens) => options.TokenValidationParameters = tokens.Validation());
        services.AddAuthorization(ConfigurePolicies);
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "directiveflow.antiforgery";
            options.Cookie.SameSite = SameSiteMode.Strict;
        });
    }

    /// <summary>A browser cannot send a header when it opens a socket: there the token comes in the address, and nowhere else.</summary>
    private static Task TokenOfSocket(MessageReceivedContext context)
    {
        if (context.Request.Path.IsUnder(InstanceHub.Folder) && context.Request.Query["access_token"].ToString() is { Length: > 0 } token)
        {
            context.Token = token;
        }

        return Task.CompletedTask;
    }

    private static DirectoryInfo PrivateFolder(string path) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(path)
        : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    private static void ConfigureCookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "directiveflow.session";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromHours(8);
        options.SlidingExpiration = true;
        options.LoginPath = "/sign-in";
        options.AccessDeniedPath = "/no-right";
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnCheckSlidingExpiration = StudioAccess.LeaveTerm;
        options.Events.OnValidatePrincipal = SecurityStampValidator.ValidatePrincipalAsync;
    }

    private static void ConfigurePolicies(AuthorizationOptions options)
    {
        options.AddPolicy(FlowPolicies.Api, policy => policy
            .AddAuthenticationSchemes(JwtBearerDefaults.AuthenticationScheme).RequireAuthenticatedUser());
        options.AddPolicy(FlowPolicies.ApiAdministrator, policy => policy
            .AddAuthenticationSchemes(JwtBearerDefaults.AuthenticationScheme).RequireRole(Roles.Admin));
        options.AddPolicy(FlowPolicies.ElsaReader, policy => policy
            .AddAuthenticationSchemes(JwtBearerDefaults.AuthenticationScheme).RequireRole(Roles.Admin, Roles.Inspector));
        options.AddPolicy(FlowPolicies.Page, policy => policy
            .AddAuthenticationSchemes(IdentityConstants.ApplicationScheme).RequireAuthenticatedUser());
        options.AddPolicy(FlowPolicies.PageAdministrator, policy => policy
            .AddAuthenticationSchemes(IdentityConstants.ApplicationScheme).RequireRole(Roles.Admin));
        options.AddPolicy(FlowPolicies.PageStudio, policy => policy
            .AddAuthenticationSchemes(IdentityConstants.ApplicationScheme).RequireRole(Roles.Admin, Roles.Inspector));
        options.FallbackPolicy = new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();
    }
}
