using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Directives.Organization;
using DirectiveFlow.Host.Identity;
using DirectiveFlow.TestServers.Processes;
using DirectiveFlow.Workflows.Demo;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace DirectiveFlow.Host.Tests.Hosting;

/// <summary>
/// The real program in this process, on a temporary folder and SQLite unless told otherwise. Only the clock may be replaced.
/// </summary>
public class HostUnderTest : WebApplicationFactory<Program>
{
    public const string AdminUser = "admin";
    public const string AdminPassword = "mat-khau-quan-tri-2026";
    public const string Password = "mat-khau-dung-thu-2026";

    private readonly string _folder = TemporaryFolders.Create("host-tests");

    /// <summary>Null: the machine's clock.</summary>
    public FakeTimeProvider? Clock { get; init; }

    public Dictionary<string, string> Settings { get; } = new(StringComparer.Ordinal)
    {
        ["Admin:UserName"] = AdminUser,
        ["Admin:Password"] = AdminPassword,
    };

    public IUnitOfWorkFactory Units => Services.GetRequiredService<IUnitOfWorkFactory>();

    /// <summary>Adds the demo organisation, and accounts with <see cref="Password"/> for the names given.</summary>
    public async Task<DemoOrganization> SeedAsync(params string[] userNames)
    {
        var demo = DemoOrganization.Create(Services.GetRequiredService<DirectiveFlow.Engine.Identity.IIdGenerator>());
        await using (var unit = Units.Open())
        {
            var organization = unit.Services.GetRequiredService<IOrganization>();
            foreach (var part in demo.Units)
            {
                organization.AddUnit(part);
            }

            foreach (var account in demo.Accounts)
            {
                organization.AddPerson(account.Person);
            }

            await unit.CommitAsync(CancellationToken.None);
        }

        await using var scope = Services.CreateAsyncScope();
        var registry = scope.ServiceProvider.GetRequiredService<AccountRegistry>();
        foreach (var account in demo.Accounts.Where(account => userNames.Contains(account.UserName, StringComparer.Ordinal)))
        {
            await registry.AddAsync(account.UserName, Password, account.Person.Id, isAdministrator: false);
        }

        return demo;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseSetting("Data:Path", Path.Combine(_folder, "data"));
        foreach (var (key, value) in Settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureLogging(logging => logging.ClearProviders());
        builder.ConfigureTestServices(services =>
        {
            if (Clock is not null)
            {
                services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
            }
        });
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        SqliteConnection.ClearAllPools();
        TemporaryFolders.Delete(_folder);
        GC.SuppressFinalize(this);
    }
}
