using DirectiveFlow.Directives.Labels;
using DirectiveFlow.Directives.Rules;
using DirectiveFlow.Web.Language;

namespace DirectiveFlow.Web.Forms;

/// <summary>What the last try to send a form came to: problems by field, a conflict with somebody else's act, or a failure.</summary>
public sealed class FormState
{
    private readonly Dictionary<string, string> _problems = new(StringComparer.Ordinal);

    /// <summary>True from the first click until the answer: a second click does nothing.</summary>
    public bool Busy { get; private set; }

    /// <summary>A sentence that belongs to no single field.</summary>
    public string? General { get; private set; }

    /// <summary>Somebody acted in between.</summary>
    public StaleVersionException? Conflict { get; private set; }

    public IReadOnlyDictionary<string, string> Problems => _problems;

    public bool HasProblems => _problems.Count > 0;

    /// <summary>The problem of one field (name as in the API), null when it is fine.</summary>
    public string? Of(string field) => _problems.GetValueOrDefault(field);

    public string? MarkOf(string field) => _problems.ContainsKey(field) ? "bad" : null;

    /// <summary>The first problem of a field stays: it is the one to repair first.</summary>
    public void Add(string field, string problem) => _problems.TryAdd(field, problem);

    public void Clear()
    {
        _problems.Clear();
        General = null;
        Conflict = null;
    }

    public void Begin()
    {
        Clear();
        Busy = true;
    }

    public void End() => Busy = false;

    public void Refuse(RuleViolationException refusal, UiLanguage language)
    {
        var words = language.Text(new Label(refusal.Vietnamese, refusal.English));
        if (refusal.Field is { } field)
        {
            Add(field, words);
        }
        else
        {
            General = words;
        }
    }

    public void Collide(StaleVersionException conflict) => Conflict = conflict;

    public void Fail(string sentence) => General = sentence;
}
