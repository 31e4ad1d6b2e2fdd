using DirectiveFlow.Engine.DueWork;
using DirectiveFlow.Engine.Persistence;
using DirectiveFlow.Host.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace DirectiveFlow.Host.Tests.DueWork;

public sealed class RetentionTests
{
    [Fact]
    public async Task A_host_forgets_command_ids_as_old_as_its_settings_say_day_by_day()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 2, 10, 0, 30, 0, TimeSpan.Zero));
        await using var host = new HostUnderTest { Clock = clock, Settings = { ["Retention:IdDays"] = "7" } };
        var first = clock.GetUtcNow();
        var dueWork = host.Services.GetRequiredService<IDueWorkStore>();
        await Eventually.TrueAsync(clock, async () => (await dueWork.LagAsync(first, CancellationToken.None)).Count == 0, "the look at the start is over");
        await AnswerAsync(host, "first", first.AddDays(-7).AddTicks(-1));
        await AnswerAsync(host, "second", first.AddDays(-7).AddHours(1));

        clock.Advance(TimeSpan.FromMinutes(30));
        Assert.True(await IsKnownAsync(host, "first"));
        clock.Advance(TimeSpan.FromDays(1));

        await Eventually.TrueAsync(clock, async () => !await IsKnownAsync(host, "first") && !await IsKnownAsync(host, "second"), "both are forgotten");
        await AnswerAsync(host, "third", clock.GetUtcNow().AddDays(-6));
        clock.Advance(TimeSpan.FromHours(23));
        Assert.True(await IsKnownAsync(host, "third"));
        clock.Advance(TimeSpan.FromHours(25));
        await Eventually.TrueAsync(clock, async () => !await IsKnownAsync(host, "third"), "the next day forgets the third");
    }

    private static async Task AnswerAsync(HostUnderTest host, string commandId, DateTimeOffset at)
    {
        await using var unit = host.Units.Open();
        unit.StageCommand(new CommandRecord(commandId, at, [1]));
        await unit.CommitAsync(CancellationToken.None);
    }

    private static async Task<bool> IsKnownAsync(HostUnderTest host, string commandId)
    {
        await using var unit = host.Units.Open();
        return (await unit.LoadAsync(new StepAddress(commandId), CancellationToken.None)).Seen is not null;
    }
}
