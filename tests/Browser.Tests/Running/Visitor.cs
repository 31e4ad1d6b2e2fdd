using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace DirectiveFlow.Browser.Tests.Running;

/// <summary>
/// Somebody at a screen. Everything the browser complains about on the way, and every request that leaves the site, is
/// collected and fails the test when the visitor goes.
/// </summary>
public sealed class Visitor : IAsyncDisposable
{
    private readonly DemoHost _host;
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();
    private readonly ConcurrentQueue<Task> _reading = new();
    private readonly bool _watches;

    private Visitor(DemoHost host, IBrowserContext context, IPage page, bool watches, string? tolerated)
    {
        _host = host;
        _context = context;
        Page = page;
        _watches = watches;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" && (tolerated is null || !message.Text.Contains(tolerated, StringComparison.Ordinal)))
            {
                _complaints.Enqueue($"console: {message.Text} ({message.Location})");
            }
        };
        page.Response += (_, answer) =>
        {
            if (answer.Status >= 500)
            {
                _reading.Enqueue(TellAsync(answer));
            }
        };
        page.PageError += (_, error) => _complaints.Enqueue($"script: {error}");
        page.Request += (_, request) =>
        {
            // A blob is made by the page itself; its address names the page it belongs to.
            string[] own = [host.Address, "data:", "blob:" + host.Address];
            if (!own.Any(start => request.Url.StartsWith(start, StringComparison.Ordinal)))
            {
                _complaints.Enqueue($"request to elsewhere: {request.Url}");
            }
        };
    }

    public IPage Page { get; }

    /// <param name="complains">False where the test provokes what a browser reports as an error (a 404 page).</param>
    /// <param name="tolerated">Part of the one complaint that is no defect of ours.</param>
    public static async Task<Visitor> ComeAsync(
        Chrome chrome, DemoHost host, int width = 1440, string? theme = null, string? language = null, bool complains = true, string? tolerated = null)
    {
        var context = await chrome.Browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = width < 500 ? 844 : 900 },
            BaseURL = host.Address,
            Locale = "vi-VN",
        });
        context.SetDefaultTimeout(60_000);
        if (theme is not null)
        {
            await context.AddCookiesAsync([new Cookie { Name = "directiveflow.theme", Value = theme, Url = host.Address }]);
        }

        if (language is not null)
        {
            await context.AddCookiesAsync([new Cookie { Name = "directiveflow.language", Value = language, Url = host.Address }]);
        }

        return new Visitor(host, context, await context.NewPageAsync(), complains, tolerated);
    }

    public async Task SignInAsync(string userName, string returnUrl = "/")
    {
        await Page.GotoAsync($"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}");
        await Page.FillAsync("#userName", userName);
        await Page.FillAsync("#password", _host.PasswordOf(userName));
        await Page.PressAsync("#password", "Enter");
        await Page.WaitForURLAsync(url => !new Uri(url).AbsolutePath.StartsWith("/sign-in", StringComparison.Ordinal));
        await ReadyAsync();
    }

    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await ReadyAsync();
    }

    /// <summary>A click before the circuit is up is lost; the page says when it listens.</summary>
    public Task ReadyAsync() => Page.WaitForSelectorAsync("html[data-interactive=true]", new PageWaitForSelectorOptions { State = WaitForSelectorState.Attached });

    public Task SeeAsync(string text) => Assertions.Expect(Page.GetByText(text).First).ToBeVisibleAsync(new() { Timeout = 60_000 });

    /// <summary>A picture of the whole page in the folder of <c>SCREENSHOTS</c>, when somebody wants to look.</summary>
    public async Task ShootAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("SCREENSHOTS") is { Length: > 0 } folder)
        {
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), FullPage = true });
        }
    }

    /// <summary>Pixels by which the page is wider than the window: 0 means nobody scrolls sideways.</summary>
    public Task<int> OverflowAsync() =>
        Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth");

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_reading);
        await _context.CloseAsync();
        if (_watches)
        {
            Assert.True(_complaints.IsEmpty, string.Join(Environment.NewLine, _complaints));
        }
    }

    /// <summary>What a failing answer says: the browser's own complaint tells only that it failed.</summary>
    private async Task TellAsync(IResponse answer)
    {
        try
        {
            _complaints.Enqueue($"{answer.Status} {answer.Url}: {await answer.TextAsync()}");
        }
        catch (PlaywrightException error)
        {
            _complaints.Enqueue($"{answer.Status} {answer.Url}: {error.Message}");
        }
    }
}
