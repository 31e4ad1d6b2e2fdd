using DirectiveFlow.Host.Tests.Hosting;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;

namespace DirectiveFlow.Host.Tests.DueWork;

/// <summary>Each host has Hangfire's storage to itself, also where several run in one process, as in these tests.</summary>
public sealed class HangfireStorageTests
{
    [Fact]
    public async Task Hosts_of_one_process_do_not_share_their_jobs()
    {
        await using var one = new HostUnderTest();
        await using var other = new HostUnderTest();

        var mine = one.Services.GetRequiredService<JobStorage>();
        Assert.NotSame(mine, other.Services.GetRequiredService<JobStorage>());
        Assert.Same(mine, one.Services.GetRequiredService<JobStorage>());
    }

    [Fact]
    public async Task No_host_leaves_its_storage_where_another_could_take_it_for_its_own()
    {
        await using var host = new HostUnderTest();
        Assert.NotNull(host.Services.GetRequiredService<IBackgroundJobClient>());
        Assert.Throws<InvalidOperationException>(() => JobStorage.Current);
    }
}
