using Cronos;
using DirectiveFlow.Engine.Authoring;
using DirectiveFlow.Engine.Definitions;
using DirectiveFlow.Engine.Execution;
using DirectiveFlow.Engine.Triggers;

namespace DirectiveFlow.Engine.Activities.Scheduling;

/// <summary>The next occurrence of a <see cref="Cron"/>.</summary>
public sealed record CronStimulus(DateTimeOffset ExecuteAt, string CronExpression);

/// <summary>
/// Starts its workflow at the times of a CRON expression (five fields, or six with seconds first; UTC); times missed while no host
/// ran are made up by one start. Inside a flow it waits for the next occurrence.
/// </summary>
[Activity("Elsa", "Cron", Category = "Scheduling", Kind = ActivityKind.Trigger, Description = "Trigger workflow execution at a specific interval using a CRON expression.")]
public sealed class Cron : Activity
{
    [Input(Description = "The CRON expression at which the timer should execute.")]
    public Input<string> CronExpression { get; set; } = new("");

    /// <summary>The next time after <paramref name="after"/>; null when there is none any more.</summary>
    /// <exception cref="CronFormatException">Not a CRON expression.</exception>
    public static DateTimeOffset? NextOccurrence(string expression, DateTimeOffset after) =>
        Parse(expression).GetNextOccurrence(after, TimeZoneInfo.Utc);

    protected internal override void Configure(ActivityConfiguration configuration)
    {
        if (CronExpression.TryGetConstant(out var expression) && configuration.Json.TryGetProperty("cronExpression", out _)
            && Problem(expression) is { } problem)
        {
            configuration.Error(".cronExpression", problem, DefinitionCodes.BadSchedule);
        }
    }

    protected internal override IReadOnlyList<TriggerPlan> DescribeTriggers(TriggerDescription description)
    {
        var expression = description.Value(CronExpression, "cronExpression") ?? "";
        if (Problem(expression) is { } problem)
        {
            description.Error("cronExpression", problem);
            return [];
        }

        return NextOccurrence(expression, description.Now) is { } dueAt
            ? [new TriggerPlan { Stimulus = new CronTrigger(expression), DueAt = dueAt }] : [];
    }

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var expression = await context.GetAsync(CronExpression) ?? "";
        var dueAt = NextOccurrence(expression, context.UtcNow)
            ?? throw new InvalidOperationException($"The CRON expression '{expression}' has no time to come.");
        context.CreateBookmark(new BookmarkOptions { Stimulus = new CronStimulus(dueAt, expression), IncludeActivityInstanceId = true, DueAt = dueAt });
    }

    private static string? Problem(string? expression)
    {
        try
        {
            Parse(expression ?? "");
            return null;
        }
        catch (CronFormatException error)
        {
            return $"'{expression}' is not a CRON expression: {error.Message}";
        }
    }

    private static Cronos.CronExpression Parse(string expression)
    {
        var fields = expression.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length;
        return Cronos.CronExpression.Parse(expression, fields == 6 ? CronFormat.IncludeSeconds : CronFormat.Standard);
    }

    private sealed record CronTrigger(string CronExpression);
}
