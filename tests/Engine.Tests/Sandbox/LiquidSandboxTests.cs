namespace DirectiveFlow.Engine.Tests.Sandbox;

/// <summary>No template takes a quarter of a second or 64 MB, or sees anything of the host.</summary>
public sealed class LiquidSandboxTests(ITestOutputHelper output)
{
    private const string Doubling = "{% assign s = 'xxxxxxxxxx' %}{% for i in (1..16) %}{% assign s = s | append: s %}{% endfor %}";
    private const string ListDoubling = "{% assign a = 'a,b,c,d' | split: ',' %}{% for i in (1..11) %}{% assign a = a | concat: a %}{% endfor %}";

    /// <summary>Each must end with an error that names a limit.</summary>
    private static readonly string[] s_exhausting =
    [
        "{% for i in (1..100000000) %}x{% endfor %}",
        "{% for i in (1..9999) %}{% for j in (1..9999) %}xxxxxxxxxx{% endfor %}{% endfor %}",
        "{% for i in (1..9999) %}{% for j in (1..9999) %}{% endfor %}{% endfor %}",
        "{% tablerow i in (1..100000000) %}x{% endtablerow %}",
        "{{ (1..100000000) | join: ',' }}",
        "{{ (1..2000000000) | size }}",
        "{% assign a = (1..100000000) %}{{ a | sort | first }}",
        "{% assign s = 'xxxxxxxxxx' %}{% for i in (1..60) %}{% assign s = s | append: s %}{% endfor %}{{ s | size }}",
        Doubling + "{{ s | append: s }}{{ s | prepend: s }}",
        Doubling + "{{ s | replace: 'x', s | size }}",
        Doubling + "{% assign t = s | replace: 'x', 'yyyyyyyyyyyyyyyy' %}",
        Doubling + "{{ s | replace_first: 'x', s }}",
        Doubling + "{{ s | split: '' | size }}",
        Doubling + "{{ s | split: 'x' | size }}",
        Doubling + "{{ s | upcase }}{{ s | downcase }}",
        Doubling + "{% for i in (1..9999) %}{% assign t = s | upcase | downcase | capitalize | size %}{% endfor %}",
        Doubling + "{% assign e = s | replace: 'x', '<' %}{{ e | escape }}",
        Doubling + "{% assign e = s | replace: 'x', '/' %}{{ e | url_encode }}",
        Doubling + "{{ s | base64 }}{{ s | json }}",
        "{% assign s = '<' %}{% for i in (1..19) %}{% assign s = s | append: s %}{% endfor %}{{ s | escape_once }}",
        "{% assign s = '<' %}{% for i in (1..19) %}{% assign s = s | append: s %}{% endfor %}{% for i in (1..9999) %}{% assign t = s | strip_html %}{% endfor %}",
        ListDoubling + "{% for i in (1..3) %}{% assign a = a | concat: a %}{% endfor %}{{ a | size }}",
        ListDoubling + "{% for x in a %}{% for y in a %}{{ x }}{% endfor %}{% endfor %}",
        ListDoubling + "{% for x in a %}{{ a | join: ',' }}{% endfor %}",
        ListDoubling + "{% for x in a %}{% assign b = a | sort | uniq | reverse %}{% endfor %}",
        "{% assign n = 9999999999999 %}{% for i in (1..99) %}{% assign n = n | times: n %}{% endfor %}{{ n }}",
        "{% capture a %}{% for i in (1..9999) %}" + "{{ 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' }}"
            + "{% endfor %}{% endcapture %}{% for i in (1..9999) %}{{ a }}{% endfor %}",
        "{% for i in (1..9999) %}{% assign a = Variables | json %}{% for j in (1..9999) %}{% assign b = Input | json %}{% endfor %}{% endfor %}",
        "{% for i in (1..9999) %}{% cycle 'a', 'b' %}{% for j in (1..9999) %}{% increment c %}{% endfor %}{% endfor %}",
        "{% for i in (1..9999) %}{% for j in (1..9999) %}{% if i == j or Variables.Name contains 'x' or i != j %}{% endif %}{% endfor %}{% endfor %}",
        "{{ " + Repeat("(", 3000) + "1" + Repeat(")", 3000) + " }}",
        Repeat("{% if true %}", 3000) + Repeat("{% endif %}", 3000),
        Repeat("{% for i in (1..10) %}", 200) + Repeat("{% endfor %}", 200),
    ];

    /// <summary>Each must end with an error or with nothing.</summary>
    private static readonly string[] s_escaping =
    [
        "{% include 'self' %}", "{% include '/etc/passwd' %}", "{% render 'x' %}", "{{ 'x' | object.eval }}", "{{ '1' | object.eval }}", "{{ '{{ 1 }}' | object.eval_template }}",
        "{{ 'System.IO.File' | object.typeof }}", "{{ Variables.GetType }}", "{{ Variables.Name.Length }}", "{{ Variables.Keys }}", "{{ CorrelationId.Length }}", "{{ date.now }}",
        "{{ date.utc_now }}", "{{ math.uuid }}", "{{ math.random 1 5 }}", "{{ regex.match 'a' '(a+)+$' }}", "{{ 'x' | regex_match: '(a+)+$' }}", "{{ include 'x' }}", "{{ timespan.zero }}",
        "{{ string.pad_left 'x' 1000000000 }}", "{{ 'x' | pad_left: 1000000000 }}", "{{ object.eval '1' }}", "{{ this }}", "{{ empty.GetType }}", "{{ 'a' | nosuch }}", "{% while true %}x{% endwhile %}",
        "{{ func }}", "{{ import }}", "{{ readonly }}", "{{ Variables | object.keys }}", "{{ array.size Variables }}", "{{ html.strip 'x' }}",
    ];

    [Fact]
    public Task A_template_that_takes_too_much_is_stopped_with_the_limit_named_and_the_next_one_is_clean() => AttackAsync(
        s_exhausting, r => r.Error is { } e && ((string[])["used more than", "limit `250`", "characters, 65536 are allowed", "for a Decimal"]).Any(part => e.Contains(part, StringComparison.Ordinal)));

    [Fact]
    public Task A_template_sees_nothing_of_the_host() => AttackAsync(s_escaping, r => r.Error is not null || r.Value.GetString() is "");

    private static string Repeat(string text, int times) => string.Concat(Enumerable.Repeat(text, times));

    private async Task AttackAsync(IReadOnlyList<string> attacks, Func<Stopped, bool> isStopped)
    {
        var failures = new List<string>();
        await Probe.RunAsync((compiler, context) =>
        {
            const string Canary = "{{ 'a,b' | split: ',' | join: '-' }}{{ s }}{{ c }}";
            Stopped.Measure(compiler, context, "Liquid", Canary);
            foreach (var attack in attacks)
            {
                var shown = attack.Length > 120 ? attack[..120] + "..." : attack;
                var result = Stopped.Measure(compiler, context, "Liquid", attack);
                output.WriteLine($"{result} <- {shown}");
                var next = Stopped.Measure(compiler, context, "Liquid", Canary);
                if (!isStopped(result) || !result.IsWithin || next.Error is not null || next.Value.GetString() is not "a-b")
                {
                    failures.Add($"{result} <- {shown} (next: {next})");
                }
            }
        });
        Assert.True(failures.Count == 0, string.Join("\n", failures));
    }
}
