using System.Globalization;
using System.Text.Json;
using DirectiveFlow.Directives.Vietnamese;
using DirectiveFlow.Engine.Simulation;
using DirectiveFlow.Web.Forms;
using DirectiveFlow.Web.Language;

namespace DirectiveFlow.Web.Operations;

/// <summary>One answer as it is typed.</summary>
public sealed class AnswerDraft
{
    public string ActivityId { get; set; } = "";

    /// <summary>A whole number of <see cref="Unit"/>.</summary>
    public string After { get; set; } = "0";

    public string Unit { get; set; } = "days";

    /// <summary>With commas between.</summary>
    public string Outcomes { get; set; } = "Done";

    /// <summary>JSON, or a plain text.</summary>
    public string Input { get; set; } = "";
}

/// <summary>What is typed for a dry run.</summary>
public sealed class DryRunDraft
{
    /// <summary>As a browser writes local times, <c>2026-11-23T08:00</c>, in Vietnam time; empty is now.</summary>
    public string StartAt { get; set; } = "";

    public Dictionary<string, string> Inputs { get; } = new(StringComparer.Ordinal);

    public List<AnswerDraft> Answers { get; } = [];

    /// <summary>Null when something typed cannot be understood; what and where is then in <paramref name="state"/>.</summary>
    public DryRunRequest? Read(string json, FormState state, UiLanguage language)
    {
        DateTimeOffset? start = null;
        if (StartAt.Length > 0)
        {
            if (DateTime.TryParse(StartAt, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            {
                start = VietnamTime.At(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
            }
            else
            {
                state.Add("startAt", language.Text("Ghi ngày, giờ đầy đủ, hoặc để trống.", "Write day and time in full, or leave it empty."));
            }
        }

        var answers = Answers.Select((draft, index) => Read(draft, index, state, language)).ToList();
        return state.HasProblems ? null : new DryRunRequest
        {
            Json = json,
            StartAt = start,
            Input = Inputs.Where(i => i.Value.Length > 0).ToDictionary(i => i.Key, i => Value(i.Value), StringComparer.Ordinal),
            Answers = answers,
        };
    }

    private static DryRunAnswer Read(AnswerDraft draft, int index, FormState state, UiLanguage language)
    {
        if (!int.TryParse(draft.After, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > 100_000)
        {
            state.Add($"after-{index}", language.Text("Ghi một số nguyên, từ 0 đến 100.000.", "Write a whole number, 0 to 100,000."));
        }

        return new DryRunAnswer(draft.ActivityId)
        {
            After = draft.Unit switch { "minutes" => TimeSpan.FromMinutes(count), "hours" => TimeSpan.FromHours(count), _ => TimeSpan.FromDays(count) },
            Input = draft.Input.Length == 0 ? JsonSerializer.SerializeToElement<object?>(null) : Value(draft.Input),
            Outcomes = draft.Outcomes.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } outcomes ? outcomes : ["Done"],
        };
    }

    /// <summary>JSON where it is, else the text itself.</summary>
    private static JsonElement Value(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(text);
        }
    }
}
