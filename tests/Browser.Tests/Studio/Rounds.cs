using System.Collections.Concurrent;
using DirectiveFlow.Browser.Tests.Running;
using Microsoft.Playwright;

namespace DirectiveFlow.Browser.Tests.Studio;

/// <summary>
/// Somebody who clicks whatever there is: after each click the page must still live. Refused requests, failing answers and the error
/// bar are told with the click that brought them.
/// </summary>
internal sealed class Rounds
{
    private readonly ConcurrentQueue<string> _refused = new();
    private readonly Traffic _traffic;
    private volatile string _step = "open";

    public Rounds(Visitor visitor)
    {
        Page = visitor.Page;
        _traffic = new Traffic(Page);
        Page.SetDefaultTimeout(20_000);
        Page.Response += (_, answer) =>
        {
            if (answer.Status >= 400)
            {
                _refused.Enqueue($"{_step}: {answer.Status} {answer.Request.Method} {answer.Url}");
            }
        };
    }

    public IPage Page { get; }

    public ILocator Rows => Page.Locator("tbody tr");

    public ILocator Tabs => Page.Locator("#studio .mud-tab:visible");

    /// <summary>Does it, lets the page answer, and asks whether it still lives.</summary>
    public async Task StepAsync(string step, Func<Task> act)
    {
        _step = step;
        await act();
        await _traffic.RestAsync();
        Assert.False(await Page.Locator("#blazor-error-ui").IsVisibleAsync(), $"{step}: the error bar is shown. {string.Join("; ", _refused)}");
        Assert.True(_refused.IsEmpty, string.Join("; ", _refused));
    }

    /// <summary>Each tab that is to be seen, one after another; but the drawing is not hidden behind its text.</summary>
    public async Task TabsAsync(string where)
    {
        for (var i = 0; i < await Tabs.CountAsync(); i++)
        {
            var name = await Tabs.Nth(i).TextContentAsync() ?? "";
            if (!name.Contains("Code view", StringComparison.OrdinalIgnoreCase))
            {
                var tab = Tabs.Nth(i);
                await StepAsync($"{where}, tab {name.Trim()}", () => tab.DispatchEventAsync("click")); // wherever the row of tabs is scrolled to
            }
        }
    }
}
