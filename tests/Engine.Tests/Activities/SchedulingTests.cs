using DirectiveFlow.Engine.Activities.Scheduling;
using DirectiveFlow.Engine.Tests.Flows;
using DirectiveFlow.EngineTesting.Hosting;

namespace DirectiveFlow.Engine.Tests.Activities;

/// <summary>Waiting for a time inside a flow.</summary>
public sealed class SchedulingTests
{
    private readonly EngineHost _host = new();

    [Theory]
    [InlineData("Elsa.Timer", "interval", "00:30:00", 30)]
    [InlineData("Elsa.Cron", "cronExpression", "45 * * * *", 45)]
    [InlineData("Elsa.Cron", "cronExpression", "0 20 9 * * *", 80)]
    [InlineData("Elsa.StartAt", "dateTime", "2026-11-22T08:10:00+00:00", 10)]
    [InlineData("Elsa.Delay", "timeSpan", "00:05:00", 5)]
    public async Task An_activity_of_time_waits_until_its_time_comes(string type, string input, string value, int minutes)
    {
        var id = (await _host.RunAsync(Define.Workflow("w", Define.Sequence("s", Define.Activity(type, "t", (input, Define.Literal(value))), Define.Line("l"))))).InstanceId!;

        await _host.AdvanceAsync(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
        Assert.Empty(_host.Lines(id));
        await _host.AdvanceAsync(TimeSpan.FromSeconds(1));

        Assert.Equal(["l"], _host.Lines(id));
        Assert.Empty(_host.Store.DueWork);
    }

    [Fact]
    public async Task A_time_that_is_past_is_not_waited_for()
    {
        var result = await _host.RunAsync(Define.Workflow("w", Define.Activity("Elsa.StartAt", "t", ("dateTime", Define.Literal("2020-01-01T00:00:00Z")))));

        Assert.Equal("Finished", result.SubStatus);
    }

    [Fact]
    public async Task A_computed_expression_that_is_no_cron_is_an_incident()
    {
        var result = await _host.RunAsync(Define.Workflow("w", Define.Activity("Elsa.Cron", "t", ("cronExpression", Define.Script("'every day'")))));

        Assert.Equal("Faulted", result.SubStatus);
    }

    [Fact]
    public void Summer_and_leap_days_are_found()
    {
        var next = Cron.NextOccurrence("0 0 29 2 *", new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero));

        Assert.Equal(new DateTimeOffset(2028, 2, 29, 0, 0, 0, TimeSpan.Zero), next);
    }
}
