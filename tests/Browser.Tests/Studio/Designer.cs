using System.Text.Json;
using System.Text.RegularExpressions;
using DirectiveFlow.Browser.Tests.Running;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DirectiveFlow.Browser.Tests.Studio;

/// <summary>
/// An administrator in Elsa Studio: what a person does there, one method each. Buttons and fields are named as Studio itself names
/// them; activities by their type, because the toolbox speaks the person's language.
/// </summary>
internal sealed class Designer(Visitor visitor)
{
    private Dictionary<string, JsonElement> _toolbox = [];
    private JsonElement _selected;

    private IPage Page => visitor.Page;

    private ILocator Canvas => Page.Locator(".x6-graph").First;

    private ILocator Toolbar => Page.Locator(".mud-toolbar", new() { HasText = "Auto-save" });

    public ILocator Nodes => Page.Locator(".x6-node");

    public ILocator ErrorBar => Page.Locator("#blazor-error-ui");

    /// <summary>From the product's sign-in page by the product's own navigation.</summary>
    public async Task ComeInAsync()
    {
        await visitor.SignInAsync("admin");
        await Page.SetViewportSizeAsync(1600, 1200);
        await Page.GetByRole(AriaRole.Link, new() { Name = "Thiết kế quy trình" }).First.ClickAsync();
        await Page.WaitForURLAsync("**/studio/**");
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Create workflow" })).ToBeVisibleAsync(new() { Timeout = 120_000 });
        var toolbox = await GetAsync("descriptors/activities");
        _toolbox = toolbox.GetProperty("items").EnumerateArray().ToDictionary(item => item.GetProperty("typeName").GetString()!, StringComparer.Ordinal);
    }

    /// <summary>Reads Elsa's API as the page itself would: the page's own fetch adds the token.</summary>
    public async Task<JsonElement> GetAsync(string path) => JsonDocument.Parse(
        await Page.EvaluateAsync<string>("async path => (await fetch('/elsa/api/' + path)).text()", path)).RootElement;

    public Task<JsonElement> DefinitionAsync(string definitionId) => GetAsync($"workflow-definitions/by-definition-id/{definitionId}?versionOptions=Latest");

    public async Task<string> CreateAsync(string name)
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "Create workflow" }).ClickAsync();
        var dialog = Page.Locator(".mud-dialog");
        await Expect(dialog.Locator("input").First).ToHaveValueAsync(Pattern("."));
        await dialog.Locator("input").First.FillAsync(name);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Ok" }).ClickAsync();
        return await EditorAsync();
    }

    public async Task<string> OpenAsync(string definitionId)
    {
        await Page.GotoAsync($"/studio/workflows/definitions/{definitionId}/edit");
        return await EditorAsync();
    }

    /// <summary>Drags an activity of the toolbox onto the canvas.</summary>
    public async Task DropAsync(string type, float x, float y)
    {
        var count = await Nodes.CountAsync();
        var name = _toolbox[type].GetProperty("displayName").GetString()!;
        await Page.GetByPlaceholder("Search").First.FillAsync(name);
        var panels = Page.Locator(".mud-expand-panel");
        var item = Page.Locator("[draggable=true]").Filter(new() { Has = Page.GetByText(name, new() { Exact = true }) }).First;
        var panel = panels.Filter(new() { Has = item });
        await Expect(panels.Filter(new() { HasNot = Page.GetByText(name, new() { Exact = true }) })).ToHaveCountAsync(0);
        if (!await item.IsVisibleAsync())
        {
            await panel.Locator(".mud-expand-panel-header").First.ClickAsync();
        }

        await item.DragToAsync(Canvas, new() { TargetPosition = new() { X = x, Y = y } });
        await Expect(Nodes).ToHaveCountAsync(count + 1);
    }

    public ILocator Node(string name) => Nodes.Filter(new() { Has = Page.Locator(".activity-label", new() { HasText = name }) });

    /// <summary>Draws a line from a port to an activity.</summary>
    public async Task ConnectAsync(string from, string port, string to)
    {
        // The frame of a selected activity lies over its ports, and a drag there moves it.
        await SelectNothingAsync();
        var edges = Page.Locator(".x6-edge");
        var count = await edges.CountAsync();
        var start = await CenterAsync(Port(from, port));
        var end = await CenterAsync(Port(to, "In"));
        await Page.Mouse.MoveAsync(start.X, start.Y);
        await Page.Mouse.DownAsync();
        await Page.Mouse.MoveAsync((start.X + end.X) / 2, (start.Y + end.Y) / 2, new() { Steps = 6 });
        await Page.Mouse.MoveAsync(end.X, end.Y, new() { Steps = 6 });
        await Page.Mouse.UpAsync();
        await Expect(edges).ToHaveCountAsync(count + 1);
    }

    /// <summary>Takes the line between two activities away by the cross that it shows under the pointer.</summary>
    public async Task DisconnectAsync(string from, string port, string to)
    {
        var start = await CenterAsync(Port(from, port));
        var end = await CenterAsync(Port(to, "In"));
        var edge = await Page.EvaluateAsync<JsonElement>(
            """
            ([sx, sy, tx, ty]) => [...document.querySelectorAll('.x6-edge')].map(edge => {
              const path = edge.querySelector('path'), length = path.getTotalLength(), matrix = path.getScreenCTM();
              const at = part => { const point = path.getPointAtLength(length * part).matrixTransform(matrix); return [point.x, point.y]; };
              const far = ([x, y], u, v) => Math.hypot(x - u, y - v);
              return { id: edge.dataset.cellId, far: far(at(0), sx, sy) + far(at(1), tx, ty), middle: at(0.5) };
            }).filter(edge => Number.isFinite(edge.far) && edge.middle.every(Number.isFinite)).sort((a, b) => a.far - b.far)[0]
            """,
            new double[] { start.X, start.Y, end.X, end.Y });
        var middle = edge.GetProperty("middle");
        await Page.Mouse.MoveAsync(middle[0].GetSingle(), middle[1].GetSingle(), new() { Steps = 3 });
        var edges = Page.Locator(".x6-edge");
        var count = await edges.CountAsync();
        await Page.Locator($"[data-tool-name=button-remove][data-cell-id='{edge.GetProperty("id").GetString()}']").ClickAsync();
        await Expect(edges).ToHaveCountAsync(count - 1);
    }

    /// <param name="knows">Whether its inputs are filled in next.</param>
    public async Task SelectAsync(string name, bool knows = true)
    {
        await SelectNothingAsync();
        await Node(name).Locator(".activity-label").ClickAsync();
        await Expect(Page.Locator(".x6-node-selected .activity-label")).ToHaveTextAsync(name);
        if (!knows)
        {
            return;
        }

        var type = name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        _selected = _toolbox.Values.First(t => t.GetProperty("name").ValueEquals(type));
    }

    /// <summary>Shows the whole drawing.</summary>
    public Task FitAsync() => Toolbar.Locator("button").First.ClickAsync();

    public async Task WriteAsync(string input, string text)
    {
        var box = Field(input).Locator("input:not([type=hidden]), textarea").Last;
        await SavedAsync(text, async () =>
        {
            await box.FillAsync(text);
            await box.PressAsync("Enter");
            await box.BlurAsync();
        });
    }

    public async Task ChooseAsync(string input, string option)
    {
        await Field(input).Locator(".mud-input-slot").First.ClickAsync();
        await SavedAsync(option, () => Page.Locator(".mud-popover-open").GetByRole(AriaRole.Option, new() { Name = option }).ClickAsync());
    }

    public Task CheckAsync(string input) => SavedAsync(
        "True", () => Page.Locator(".mud-checkbox", new() { HasText = LabelOf(input) }).Locator("input").CheckAsync(new() { Force = true }));

    /// <summary>
    /// Types into the code editor of a field. What is typed in the moment in which Studio makes the editor is shown, but Studio does not hear
    /// of it, and nothing on the screen says when it does: so it is typed again where it was not stored, as a person would.
    /// </summary>
    public async Task CodeAsync(string input, string code)
    {
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            await Row(input).Locator(".monaco-editor").First.ClickAsync();
            await Page.Keyboard.PressAsync("Control+A");
            await Page.Keyboard.PressAsync("Delete");
            await Page.Keyboard.InsertTextAsync(code);
            if (await IsStoredAsync(DefinitionId, root => Strings(root).Contains(code, StringComparer.Ordinal), TimeSpan.FromSeconds(8)))
            {
                return;
            }
        }

        await StoredAsync(DefinitionId, $"the code {code}", root => Strings(root).Contains(code, StringComparer.Ordinal));
    }

    public async Task SyntaxAsync(string input, string syntax)
    {
        await Row(input).Locator(".mud-menu button").First.ClickAsync();
        await Page.Locator(".mud-popover-open .mud-menu-item", new() { HasText = syntax }).ClickAsync();
        await StoredAsync(DefinitionId, $"the syntax {syntax}", root => Strings(root).Contains(syntax, StringComparer.Ordinal));
        await Row(input).Locator(".monaco-editor").First.WaitForAsync();
    }

    /// <summary>Saves by the button of the editor.</summary>
    public Task<JsonElement> SaveAsync() => StoreAsync(3, publishes: false);

    /// <summary>Publishes by the button of the editor.</summary>
    public Task<JsonElement> PublishAsync() => StoreAsync(5, publishes: true);

    /// <summary>Runs the flow; Studio then shows its instance.</summary>
    public async Task<string> RunAsync()
    {
        var answer = await Page.RunAndWaitForResponseAsync(
            () => Toolbar.Locator("button").Last.ClickAsync(), response => response.Url.EndsWith("/execute", StringComparison.Ordinal));
        if (!answer.Ok)
        {
            Assert.Fail(await answer.TextAsync()); // a flow that faulted: its state tells why
        }

        await Page.WaitForURLAsync("**/workflows/instances/*/view");
        return new Uri(Page.Url).Segments[^2].TrimEnd('/');
    }

    /// <summary>Opens an instance and waits until it is as said.</summary>
    public async Task SeesAsync(string instanceId, int version, string subStatus)
    {
        await Page.GotoAsync($"/studio/workflows/instances/{instanceId}/view");
        await Expect(Nodes.First).ToBeVisibleAsync(new() { Timeout = 120_000 });
        await Expect(Detail("Definition version")).ToContainTextAsync($"{version}");
        await Expect(Detail("Sub status")).ToContainTextAsync(subStatus, new() { Timeout = 60_000 });
    }

    /// <summary>A flow that waits for an event, published and started.</summary>
    /// <returns>The instance.</returns>
    public Task<string> StartWaitingAsync(string definitionId, string eventName) => Page.EvaluateAsync<string>(
        """
        async ([definitionId, eventName]) => {
          const post = (path, body) => fetch('/elsa/api/' + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
          const activities = [{ id: 'wait', type: 'Elsa.Event', version: 1, name: 'Event1', eventName: { typeName: 'String', expression: { type: 'Literal', value: eventName } },
            metadata: { designer: { position: { x: 80, y: 80 }, size: { width: 160, height: 60 } } } }];
          const root = { id: 'root', type: 'Elsa.Flowchart', version: 1, activities, connections: [] };
          await post('workflow-definitions', { model: { definitionId, name: definitionId, root }, publish: true });
          return (await post('workflow-definitions/' + definitionId + '/execute', {})).headers.get('x-elsa-workflow-instance-id');
        }
        """,
        new[] { definitionId, eventName });

    /// <summary>What only an operator does: an event of this name happens.</summary>
    public Task TriggerAsync(string eventName) => PostAsync($"events/{eventName}/trigger");

    /// <summary>Publishes an old version again, whatever it came to meanwhile.</summary>
    public async Task TakeBackAsync(string definitionId, int version)
    {
        await PostAsync($"workflow-definitions/{definitionId}/revert/{version}");
        await PostAsync($"workflow-definitions/{definitionId}/publish");
    }

    /// <summary>Goes to the list of definitions and seeks one: the list shows ten, and others made theirs before.</summary>
    /// <returns>Its row.</returns>
    public async Task<ILocator> ListAsync(string definitionId)
    {
        await Page.ClickAsync("[data-area=definitions]");
        await Expect(Page.GetByRole(AriaRole.Button, new() { Name = "Create workflow" })).ToBeVisibleAsync();
        await Page.GetByPlaceholder("Search").First.FillAsync(definitionId);
        await Expect(Page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Expect(RowOf(definitionId)).ToHaveCountAsync(1);
        return RowOf(definitionId);
    }

    /// <summary>Exports by the menu of the row.</summary>
    /// <returns>The file.</returns>
    public async Task<string> ExportAsync(string definitionId)
    {
        await MenuAsync(definitionId, "Export");
        var download = await Page.RunAndWaitForDownloadAsync(
            () => Page.Locator(".mud-dialog").GetByRole(AriaRole.Button, new() { Name = "Export" }).ClickAsync());
        var path = Path.Combine(Path.GetTempPath(), $"{definitionId}.json");
        await download.SaveAsAsync(path);
        return path;
    }

    public async Task DeleteAsync(string definitionId)
    {
        await MenuAsync(definitionId, "Delete");
        await Page.Locator(".mud-dialog").GetByRole(AriaRole.Button, new() { Name = "Delete" }).ClickAsync();
        await Expect(RowOf(definitionId)).ToHaveCountAsync(0);
    }

    public async Task ImportAsync(string file, string definitionId)
    {
        await Page.Locator("input[type=file]").First.SetInputFilesAsync(file);
        await Expect(RowOf(definitionId)).ToHaveCountAsync(1);
        File.Delete(file);
    }

    private async Task MenuAsync(string definitionId, string item)
    {
        await RowOf(definitionId).Locator("button").Last.ClickAsync();
        await Page.Locator(".mud-popover-open .mud-menu-item", new() { HasText = item }).ClickAsync();
    }

    private ILocator RowOf(string definitionId) => Page.Locator("tbody tr", new() { HasText = definitionId });

    public ILocator Detail(string name) => Page.Locator("tr").Filter(new() { Has = Page.Locator("td").First.And(Page.GetByText(name, new() { Exact = true })) }).First;

    private async Task PostAsync(string path) => Assert.InRange(
        await Page.EvaluateAsync<int>(
            "async path => (await fetch('/elsa/api/' + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })).status", path), 200, 299);

    private Task SelectNothingAsync() => Canvas.ClickAsync(new() { Position = new() { X = 6, Y = 6 } });

    private async Task<string> EditorAsync()
    {
        await Page.WaitForURLAsync("**/workflows/definitions/*/edit");
        await Canvas.WaitForAsync(new() { Timeout = 120_000 });
        await Expect(Page.GetByPlaceholder("Search").First).ToBeVisibleAsync();
        return DefinitionId;
    }

    private async Task<JsonElement> StoreAsync(int button, bool publishes)
    {
        var answer = await Page.RunAndWaitForResponseAsync(
            () => Toolbar.Locator("button").Nth(button).ClickAsync(),
            response => IsSave(response.Request) && JsonDocument.Parse(response.Request.PostData!).RootElement.TryGetProperty("publish", out var publish)
                && publish.GetBoolean() == publishes);
        Assert.True(answer.Ok, await answer.TextAsync());
        return JsonDocument.Parse(await answer.TextAsync()).RootElement.GetProperty("workflowDefinition");
    }

    /// <summary>
    /// Studio saves by itself soon after a change: waits until the root of the stored text is so. Asked from here again and again, because a
    /// page's own waiting takes the promise of an answer for the answer.
    /// </summary>
    public async Task StoredAsync(string definitionId, string what, Func<JsonElement, bool> isSo) =>
        Assert.True(await IsStoredAsync(definitionId, isSo, TimeSpan.FromSeconds(30)), $"Not stored: {what}");

    private async Task<bool> IsStoredAsync(string definitionId, Func<JsonElement, bool> isSo, TimeSpan within)
    {
        var start = TimeProvider.System.GetTimestamp();
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (!isSo((await DefinitionAsync(definitionId)).GetProperty("root")))
        {
            if (TimeProvider.System.GetElapsedTime(start) > within)
            {
                return false;
            }

            await look.WaitForNextTickAsync(CancellationToken.None);
        }

        return true;
    }

    private async Task SavedAsync(string text, Func<Task> act)
    {
        await act();
        await StoredAsync(DefinitionId, text, root => Strings(root).Any(value => value.Contains(text, StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Strings(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => [json.GetString()!],
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => Strings(member.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Strings),
        _ => [],
    };

    private string DefinitionId => new Uri(Page.Url).Segments[^2].TrimEnd('/');

    private static bool IsSave(IRequest request) =>
        request.Method is "POST" && new Uri(request.Url).AbsolutePath is "/elsa/api/workflow-definitions";

    private ILocator Port(string node, string port) => Node(node).Locator($"[port='{port}'] .elsa-designer-port-hit-area");

    private static async Task<(float X, float Y)> CenterAsync(ILocator locator)
    {
        var box = await locator.BoundingBoxAsync() ?? throw new InvalidOperationException("It is not on the screen.");
        return (box.X + (box.Width / 2), box.Y + (box.Height / 2));
    }

    private ILocator Field(string input) =>
        Page.Locator(".mud-input-control").Filter(new() { Has = Label(input) }).First;

    private ILocator Row(string input) => Page.Locator("div.d-flex.flex-row").Filter(new() { Has = Label(input) }).Last;

    private ILocator Label(string input) => Page.Locator("label", new() { HasTextRegex = Pattern($@"^{Regex.Escape(LabelOf(input))}\*?$") });

    private static Regex Pattern(string pattern) => new(pattern, RegexOptions.None, TimeSpan.FromSeconds(1));

    /// <summary>How the screen calls an input of the selected activity.</summary>
    private string LabelOf(string input) => _selected.GetProperty("inputs").EnumerateArray()
        .First(i => i.GetProperty("name").ValueEquals(input)).GetProperty("displayName").GetString()!;
}
