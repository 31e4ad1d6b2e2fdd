using System.Globalization;
using DirectiveFlow.Host.Composition;
using DirectiveFlow.Host.DueWork;
using DirectiveFlow.Host.Identity;
using DirectiveFlow.Host.Operations;
using DirectiveFlow.Workflows.Demo;

namespace DirectiveFlow.Host.CommandLine;

/// <summary>Serves with an invented organisation and a sample plan launched, and says how to look at it.</summary>
internal static class Demo
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var (builder, settings) = FlowHost.Configure(arguments, LogVoice.Demo);
        await using var app = builder.Build();
        app.UseFlow();
        await StartUp.PrepareAsync(app.Services, settings, Console.Out, CancellationToken.None);
        await StartUp.WithDatabaseAsync(() => SetUpAsync(app.Services, Console.Out));
        var address = builder.Configuration["Urls"] ?? "http://localhost:5000";
        app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"""

            Địa chỉ / address: {address}   API: {address}/api/docs   Dừng / stop: Ctrl+C
            Thử tiếp: đăng nhập trưởng phòng chủ trì để tiếp nhận và báo cáo, rồi “phogiamdoc” thẩm định, “giamdoc” duyệt.
            Next: sign in as the head of a lead division to accept and report, then “phogiamdoc” appraises and “giamdoc” approves.
            """));
        await Serve.RunAsync(app);
        return 0;
    }

    /// <summary>Once: on a database that has units already, only says so. Passwords are drawn here and kept nowhere.</summary>
    private static async Task<bool> SetUpAsync(IServiceProvider services, TextWriter output)
    {
        var answer = await services.GetRequiredService<DemoData>().SeedAsync(CancellationToken.None);
        if (answer.Organization is not { } organization)
        {
            await output.WriteLineAsync(
                "Đã có dữ liệu; mật khẩu đã hiện ở lần chạy đầu. / There is data already; its passwords were shown at the first start.");
            return false;
        }

        await services.GetRequiredService<DueWorkDrain>().DrainAsync(CancellationToken.None);
        await AddAccountsAsync(services, organization, output);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"""

            Đã làm / done so far: kế hoạch mẫu {answer.Code} đã triển khai, {answer.Tasks} nhiệm vụ xác nhận, {answer.Assignments} phần việc đã giao.
            The sample plan {answer.Code} is launched, {answer.Tasks} tasks are confirmed, {answer.Assignments} assignments are with their units.
            """));
        return true;
    }

    private static async Task AddAccountsAsync(IServiceProvider services, DemoOrganization demo, TextWriter output)
    {
        await using var scope = services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<AccountRegistry>();
        await output.WriteLineAsync("\nTài khoản / accounts (mật khẩu chỉ hiện một lần / passwords are shown once):");
        foreach (var account in demo.Accounts)
        {
            var password = AccountRegistry.DrawPassword();
            await accounts.AddAsync(account.UserName, password, account.Person.Id, isAdministrator: false);
            await output.WriteLineAsync($"  {account.UserName,-12} {password}  {account.RoleLabel}: {account.Person.FullName}, {account.Person.Position}");
        }
    }
}
